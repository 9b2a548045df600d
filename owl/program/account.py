"""An account of one or several tenants: the subaccount and the events it reports."""

from collections.abc import Mapping

import pulumi

from owl.program.settings import StackSettings
from providers.event_sink import EventSink
from providers.event_subscription import EventSubscription
from providers.subaccount import Subaccount
from tenants.model.naming import ComponentType, Part, friendly_name

ERROR_EVENTS = {"com.twilio.error-logs.error.logged": 1}
"""Errors and warnings of an account. This replaces the debugger's webhook, which can't be set by API
(https://www.twilio.com/docs/events/event-types/error-logs/error-logged)."""

_COMPLIANCE = "com.twilio.messaging.compliance."
_REGISTRATION_TYPES = {
    "brand-registration.brand-failure": 2,
    "brand-registration.brand-registered": 2,
    "brand-registration.brand-secondary-vetting-failure": 2,
    "brand-registration.brand-unverified": 2,
    "brand-registration.brand-verified": 2,
    "brand-registration.brand-vetted-verified": 2,
    "campaign-registration.campaign-approved": 2,
    "campaign-registration.campaign-deleted": 2,
    "campaign-registration.campaign-failure": 2,
    "campaign-registration.campaign-submitted": 2,
    "campaign-registration.suspended-campaign-delete-submitted": 1,
    "number-deregistration.failed": 2,
    "number-deregistration.pending": 2,
    "number-deregistration.successful": 2,
    "number-registration.failed": 2,
    "number-registration.pending": 2,
    "number-registration.successful": 2,
}

REGISTRATION_EVENTS: Mapping[str, int] = {f"{_COMPLIANCE}{name}": each for name, each in _REGISTRATION_TYPES.items()}
"""What becomes of brands, campaigns and numbers, with the version of each schema. Version 2 of the events about numbers
names the messaging service, which tells tenants apart that share an account
(https://www.twilio.com/docs/events/event-types-overview)."""

TOLL_FREE_EVENTS: Mapping[str, int] = {
    f"{_COMPLIANCE}toll-free-verification.{name}": 1 for name in ("pending-review", "in-review", "approved", "rejected")
}
"""What becomes of a toll-free number's verification
(https://www.twilio.com/docs/events/event-types/toll-free/verification). Only accounts with such a number ask for it, so
that the subscriptions of the others stay as they are."""


class TenantAccount(pulumi.ComponentResource):
    """A subaccount whose errors, warnings and registrations are reported to the ISV.

    Args:
        name: The subaccount's friendly name.
        settings: The stack's settings.
        error_events_url: The ISV's webhook for these events; None if they are not sent.
        has_toll_free: Whether a tenant of it has a toll-free number.
        suspended: Whether it is suspended, so that nothing can be sent from it.
        closes: Whether it is closed permanently when it is no longer declared.
        opts: Options of the component, such as what it depends on.
    """

    def __init__(  # noqa: PLR0913 - one for each way in which accounts differ
        self,
        name: str,
        settings: StackSettings,
        *,
        error_events_url: str | None,
        has_toll_free: bool = False,
        suspended: bool = False,
        closes: bool = False,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(ComponentType.TENANT_ACCOUNT, name, opts=opts)
        inside = pulumi.ResourceOptions(parent=self)
        self.subaccount = Subaccount(
            name,
            owner_account_sid=settings.account_sid,
            friendly_name=name,
            twilio=settings.twilio,
            status="suspended" if suspended else "active",
            close_on_delete=closes or not settings.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=settings.protect and not closes),
        )
        if error_events_url:
            toll_free = TOLL_FREE_EVENTS if has_toll_free else {}
            types = {**ERROR_EVENTS, **REGISTRATION_EVENTS, **toll_free}
            self._report(name, types, error_events_url, inside)
        self.register_outputs({})

    def _report(self, name: str, types: Mapping[str, int], url: str, inside: pulumi.ResourceOptions) -> None:
        sink = EventSink(
            name,
            account_sid=self.subaccount,
            description=friendly_name(name, Part.ERRORS),
            sink_configuration={"destination": url},
            opts=inside,
        )
        EventSubscription(
            name,
            account_sid=self.subaccount,
            description=friendly_name(name, Part.ERRORS),
            sink_sid=sink,
            types=types,
            opts=inside,
        )

"""A brand, campaign, number or verification of a tenant was rejected or suspended, as Event Streams reports.

See https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/event-streams-setup. There is no event for the suspension
of a campaign, only for what follows it: `campaign_suspended` notices it.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from owl.receiver.alerts.alert import LOOKED_BACK, Alert, status_command, tenant_of
from owl.receiver.tables import events
from owl.registration.rejections import explained
from policies.core.cells import Cells
from tenants.model import Tenants

_COMPLIANCE = "com.twilio.messaging.compliance."
_STOPPED = {
    "brand-registration.brand-failure": "brand was rejected",
    "brand-registration.brand-unverified": "brand could not be verified",
    "brand-registration.brand-secondary-vetting-failure": "brand failed its vetting",
    "campaign-registration.campaign-failure": "campaign was rejected",
    "campaign-registration.suspended-campaign-delete-submitted": "suspended campaign is being deleted",
    "number-registration.failed": "number could not be registered",
    "toll-free-verification.rejected": "toll-free verification was rejected",
}
"""What each type means, without the prefix that all have."""


def find(connection: Connection, tenants: Tenants, cells: Cells, now: datetime) -> Iterator[Alert]:
    """Find the events that end or stop a registration."""
    types = [f"{_COMPLIANCE}{name}" for name in _STOPPED]
    wanted = select(events).where(events.c.type.in_(types), events.c.received_at > now - LOOKED_BACK)
    for event in connection.execute(wanted).mappings().all():
        tenant = tenant_of(connection, event["owner"], event["messaging_service_sid"])
        what = _STOPPED[event["type"].removeprefix(_COMPLIANCE)]
        said = explained({"error_code": event["error_code"]} if event["error_code"] else {})
        code = f" (error {said.code})" if said.code else ""
        about = f" of {event['resource_sid']}" if event["resource_sid"] else ""
        yield Alert(
            key=f"registration-stopped {event['id']}",
            kind="registration-stopped",
            tenant=tenant,
            title=f"{tenant}: its {what}",
            cause=f"{said.cause.removesuffix('.')}{code}, Twilio's event{about}. See {said.url}.",
            remedy=f"{said.remedy} Run `{status_command(tenant, tenants, cells)}`.",
        )

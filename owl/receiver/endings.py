"""What ends at Twilio soon unless somebody acts: Twilio reports no such day, so the receiver looks once a day.

- The approval of a regulatory bundle: https://www.twilio.com/docs/phone-numbers/regulatory/api/bundles
- The days in which a rejected toll-free verification can be edited: https://www.twilio.com/docs/api/errors/30824

Each end of each object is one alert. Its key is in the database, so a restart or a second receiver raises no other.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Engine

from owl.receiver.alerts.alert import Alert, raise_alerts, status_command
from owl.registration.may_send import ACTIVE, renewal_advice
from owl.registration.regulatory_step import RENEWAL_DAYS, regulatory_step
from owl.registration.rejections import TOLL_FREE
from owl.rendering.on_stack import on_stack
from owl.stacks.cells import stack_of
from policies.core.cells import Cells
from providers.core.connection import Connection, all_pages
from providers.core.errors import is_refusal
from providers.core.gate import APPROVALS
from providers.tollfree_verification import REJECTED
from tenants.model import InternationalNumber, Tenant, Tenants
from tenants.model.naming import SHARED, account_name, toll_free_reference

EDIT_NOTICE = dt.timedelta(days=3)
"""How long before its last moment the edit of a toll-free verification is asked for. There are seven days in all."""


class Endings(Protocol):
    """Where it is looked up what ends soon."""

    def find(self, tenants: Tenants) -> Iterator[Alert]:
        """Yield an alert for each end that is near.

        Raises:
            Exception: Twilio could not be asked, or refused something. Its message may contain the credentials.
        """


def look_ahead(engine: Engine, endings: Endings, tenants: Tenants, now: dt.datetime) -> None:
    """Raise an alert for each end that is near and was not raised before. `AlertSender` sends them.

    Raises:
        Exception: Twilio could not be asked about all of it. What was found is raised.
    """
    found: list[Alert] = []
    try:
        for alert in endings.find(tenants):
            found.append(alert)  # noqa: PERF402 - what is found before a failure counts
    finally:
        with engine.begin() as transaction:
            raise_alerts(transaction, found, now)


@dataclass(frozen=True)
class TwilioEndings:
    """The bundles and verifications of tenants that have numbers which need them, each read as its account.

    Attributes:
        connect: Returns a new connection to the parent account: one that is kept would not see new accounts and tokens.
        cells: The cells of the receiver's stack; a stack that is not divided is its own only one.
        shared: Whether all tenants share one account.
    """

    connect: Callable[[], Connection]
    cells: Cells
    shared: bool

    def find(self, tenants: Tenants) -> Iterator[Alert]:
        """Yield an alert for each end that is near, tenant by tenant; a refusal of one stops no other."""
        refused: Exception | None = None
        twilio = self.connect()
        active = {each.friendly_name: sid for sid, each in twilio.known_accounts().items() if each.status == ACTIVE}
        for tenant in tenants:
            account_sid = active.get(account_name(self.cells.divided, SHARED if self.shared else tenant.id))
            if account_sid is None or not (tenant.international or tenant.toll_free):
                continue
            try:
                yield from self._of_tenant(twilio, account_sid, tenant, tenants)
            except Exception as error:
                if not is_refusal(error):
                    raise
                refused = error
        if refused:
            raise refused

    def _of_tenant(self, twilio: Connection, account_sid: str, tenant: Tenant, tenants: Tenants) -> Iterator[Alert]:
        client, now = twilio.account(account_sid), twilio.now()
        if tenant.international:
            bundles = all_pages(client.numbers.v2.regulatory_compliance.bundles.list)
            for number in tenant.international:
                yield from _of_bundle(tenant, number, bundles, tenants, now)
        if tenant.toll_free:
            for each in all_pages(client.messaging.v1.tollfree_verifications.list):
                if each.external_reference_id == toll_free_reference(tenant.id):
                    yield from _of_verification(tenant, each, tenants, self.cells, now)


def _of_bundle(
    tenant: Tenant, number: InternationalNumber, bundles: list[Any], tenants: Tenants, now: dt.datetime
) -> Iterator[Alert]:
    name = f"{tenant.id} {number.part}"
    for bundle in bundles:
        end = bundle.valid_until
        if (
            bundle.friendly_name != name
            or bundle.status not in APPROVALS
            or end is None
            or _days(now, end) > RENEWAL_DAYS
        ):
            continue
        if any(_renews(each, name, end) for each in bundles):
            continue
        step = regulatory_step(number.words)
        yield Alert(
            key=f"bundle-ends {bundle.sid} {end:%Y-%m-%d}",
            kind="bundle-ends",
            tenant=tenant.id,
            title=f"{tenant.id}: its {step} ends on {end:%Y-%m-%d}",
            cause=f"The approval of {bundle.sid} ends in {_days(now, end)} days. Its number needs an approved bundle.",
            remedy=f"To renew it, {renewal_advice(tenant.id, step, tenants)}. A review takes days, or weeks if it is "
            "rejected.",
        )


def _days(now: dt.datetime, end: dt.datetime) -> int:
    return (end.astimezone(dt.UTC).date() - now.astimezone(dt.UTC).date()).days


def _renews(bundle: Any, name: str, end: dt.datetime) -> bool:
    """Return whether a bundle is the renewal of another one that ends: a copy in review, or one that ends later."""
    if not bundle.friendly_name.startswith(f"{name} ") or bundle.status in _STOPPED:
        return False
    return bundle.status not in APPROVALS or bundle.valid_until is None or bundle.valid_until > end


_STOPPED = frozenset({"draft", "twilio-rejected"})
"""Statuses of a copy that nobody reviews."""


def _of_verification(
    tenant: Tenant, verification: Any, tenants: Tenants, cells: Cells, now: dt.datetime
) -> Iterator[Alert]:
    end = verification.edit_expiration
    if verification.status != REJECTED or not verification.edit_allowed or end is None:
        return
    if not now <= end <= now + EDIT_NOTICE:
        return
    where = tenants.where(tenant.id, "senders.toll_free")
    up = on_stack("pulumi up", stack_of(tenant, cells))
    yield Alert(
        key=f"toll-free-edit-ends {verification.sid} {end:%Y-%m-%dT%H:%M}",
        kind="toll-free-edit-ends",
        tenant=tenant.id,
        title=f"{tenant.id}: its rejected {TOLL_FREE} can be edited until {end:%Y-%m-%d %H:%M} UTC only",
        cause=f"Twilio rejected {verification.sid}. It allows edits, which are reviewed first, for seven days.",
        remedy=f"`{status_command(tenant.id, tenants, cells)}` names what to correct ({where}). Then run `{up}`. "
        "Later, it submits a new verification, which waits in the longer queue.",
    )

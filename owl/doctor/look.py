"""Read what the doctor looks at: the files, the stack, Twilio, and what the receiver has kept."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any, TypeVar

from owl.doctor.callback import callback_answer
from owl.doctor.facts import (
    HOURS,
    Balance,
    Deliveries,
    Fact,
    ReceivedFacts,
    StackFacts,
    TenantFacts,
    Trigger,
)
from owl.doctor.received import received_facts
from owl.failure import Failure
from owl.receiver.of_stack import NothingReceived, received
from owl.reconciliation.usage_records import INBOUND, messages_today
from owl.registration.live import sending_facts
from owl.registration.may_send import half_deployed, not_known, sending_status
from owl.sending import FINAL, SUCCESS
from owl.stacks.outputs import DeployedStack, DeployedTenant
from providers.core.connection import Connection, all_pages
from providers.core.errors import explain
from providers.core.settings import Mode
from providers.usage_trigger import MESSAGES_SENT
from tenants.model import Finding, Tenants

T = TypeVar("T")

MOST_MESSAGES = 1_000
"""How many messages of an account are read, the latest first."""


def look(
    stack: DeployedStack,
    twilio: Connection,
    tenants: Tenants | None,
    file_findings: tuple[Finding, ...],
    tenant_ids: Sequence[str],
) -> tuple[StackFacts, list[TenantFacts]]:
    """Return the facts of a stack and of these tenants. What can't be read is a fact with its reason.

    Args:
        stack: The stack.
        twilio: The connection.
        tenants: The tenants whose files are valid; None without a valid catalogue.
        file_findings: What is wrong with the other files.
        tenant_ids: The tenants to look at.
    """
    deployed: dict[str, DeployedTenant | str] = {}
    for tenant_id in stack.tenant_ids:
        try:
            deployed[tenant_id] = stack.tenant(tenant_id)
        except Failure:  # it is among the stack's tenants
            deployed[tenant_id] = stack.stack_of(tenant_id)
    services = {each.messaging_service_sid: name for name, each in deployed.items() if isinstance(each, DeployedTenant)}
    shared = stack_facts(stack.name, twilio, tenants, file_findings, tenant_ids)
    try:
        with received(stack.name) as connection:
            kept = Fact(received_facts(connection, dt.datetime.now(dt.UTC), services))
    except NothingReceived as failure:
        kept = Fact(reason=str(failure))
    return shared, tenants_facts(twilio, shared, deployed, tenant_ids, kept)


def stack_facts(
    name: str,
    twilio: Connection,
    tenants: Tenants | None,
    file_findings: tuple[Finding, ...],
    tenant_ids: Sequence[str],
) -> StackFacts:
    """Return what all tenants share. The callback address of the first is asked, as all have the same host."""
    is_live = twilio.mode is Mode.LIVE
    if tenants is None or not tenant_ids:
        callback: Fact[Any] = Fact(reason="the catalogue is not valid, or there are no tenants")
    else:
        callback = Fact(callback_answer(tenants.isv.callback_urls(tenant_ids[0]).message_status, needs_public=is_live))
    return StackFacts(name, tenants, file_findings, twilio.now(), is_live, _balance(twilio), callback)


def tenants_facts(
    twilio: Connection,
    stack: StackFacts,
    deployed: Mapping[str, DeployedTenant | str],
    tenant_ids: Sequence[str],
    kept: Fact[Mapping[str, ReceivedFacts]],
) -> list[TenantFacts]:
    """Return the facts of these tenants, read in parallel.

    Args:
        twilio: The connection.
        stack: What all tenants share.
        deployed: All tenants of the stack; of one that is not completely deployed, the stack that deploys it.
        tenant_ids: The tenants to look at.
        kept: What the receiver has kept, by tenant.
    """
    there = {name: each for name, each in deployed.items() if isinstance(each, DeployedTenant)}
    holders = Counter(each.account_sid for each in there.values())
    wanted = {there[each].account_sid for each in tenant_ids if each in there}
    with ThreadPoolExecutor(8) as threads:
        since = stack.now - dt.timedelta(hours=HOURS)
        read = threads.map(lambda sid: (sid, _fact(twilio, lambda: _messages(twilio, sid, since))), sorted(wanted))
        messages = dict(read)

        def one(tenant_id: str) -> TenantFacts:
            tenant = deployed[tenant_id]
            if isinstance(tenant, str):
                return TenantFacts(tenant_id, stack, half_deployed(tenant_id, tenant), is_deployed=False)
            sid = tenant.account_sid
            return _tenant(twilio, stack, tenant_id, tenant, messages[sid], kept, is_alone=holders[sid] == 1)

        return list(threads.map(one, tenant_ids))


def _tenant(  # noqa: PLR0913, PLR0917 - all that is known of a tenant
    twilio: Connection,
    stack: StackFacts,
    tenant_id: str,
    tenant: DeployedTenant,
    messages: Fact[list[Any]],
    kept: Fact[Mapping[str, ReceivedFacts]],
    *,
    is_alone: bool,
) -> TenantFacts:
    sending = _fact(twilio, lambda: sending_facts(twilio, tenant))
    if sending.found is None:
        status = not_known(tenant_id, tenant.stack, sending.reason)
    else:
        status = sending_status(tenant_id, sending.found, stack.tenants, stack.now)
    deliveries: Fact[Deliveries] = Fact(reason=messages.reason)
    if messages.found is not None:
        own = [each for each in messages.found if is_alone or _is_of(each, tenant)]
        is_complete = len(messages.found) < MOST_MESSAGES
        deliveries = Fact(_deliveries(own, stack.now, is_complete=is_complete))
    used = _fact(twilio, lambda: messages_today(twilio, tenant.account_sid)) if is_alone else _counted_today(deliveries)
    return TenantFacts(
        tenant_id=tenant_id,
        stack=stack,
        status=status,
        sending=sending,
        used_today=used,
        deliveries=deliveries,
        triggers=_fact(twilio, lambda: _triggers(twilio, tenant.account_sid)),
        received=Fact(kept.found.get(tenant_id, ReceivedFacts()))
        if kept.found is not None
        else Fact(None, kept.reason),
    )


def _fact(twilio: Connection, read: Callable[[], T]) -> Fact[T]:
    try:
        return Fact(read())
    except Exception as error:  # noqa: BLE001 - any error must be redacted, and must not stop the other checks
        return Fact(reason=twilio.redact(explain(error)))


def _balance(twilio: Connection) -> Fact[Balance]:
    def read() -> Balance:
        found = twilio.v2010(twilio.account_sid).balance.fetch()
        return Balance(Decimal(str(found.balance)), str(found.currency))

    return _fact(twilio, read)


def _messages(twilio: Connection, account_sid: str, since: dt.datetime) -> list[Any]:
    listed = twilio.v2010(account_sid).messages.list
    return all_pages(lambda page_size: listed(date_sent_after=since, limit=MOST_MESSAGES, page_size=page_size))


def _is_of(message: Any, tenant: DeployedTenant) -> bool:
    return message.messaging_service_sid == tenant.messaging_service_sid or message.from_ in tenant.phone_numbers


def _deliveries(messages: Sequence[Any], now: dt.datetime, *, is_complete: bool) -> Deliveries:
    sent = [each for each in messages if each.direction != INBOUND]
    errors = [each for each in sent if each.status in FINAL - SUCCESS and each.status != "canceled"]
    today = now.astimezone(dt.UTC).date()
    return Deliveries(
        delivered=sum(each.status in SUCCESS for each in sent),
        on_their_way=sum(each.status not in FINAL for each in sent),
        errors=Counter(int(each.error_code or 0) for each in errors),
        sent_today=sum(bool(each.date_sent) and each.date_sent.astimezone(dt.UTC).date() == today for each in sent),
        is_complete=is_complete,
    )


def _counted_today(deliveries: Fact[Deliveries]) -> Fact[int]:
    """Return what a tenant has sent today where it shares an account, whose usage records are those of all."""
    if deliveries.found is None:
        return Fact(reason=deliveries.reason)
    if not deliveries.found.is_complete:
        return Fact(reason=f"the account has more than the {MOST_MESSAGES:,} messages that are read")
    return Fact(deliveries.found.sent_today)


def _triggers(twilio: Connection, account_sid: str) -> tuple[Trigger, ...]:
    listed = twilio.v2010(account_sid).usage.triggers.list
    found = all_pages(lambda page_size: listed(usage_category=MESSAGES_SENT, recurring="daily", page_size=page_size))
    return tuple(
        Trigger(Decimal(str(each.trigger_value)), str(each.callback_url))
        for each in found
        if each.trigger_by == "count"
    )

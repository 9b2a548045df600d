"""Whether tenants may send, as Twilio says now."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from owl.failure import Failure
from owl.registration.may_send import (
    ACTIVE,
    SendingFacts,
    SendingStatus,
    half_deployed,
    not_known,
    sending_status,
)
from owl.registration.progress import GONE, ReviewStatus, Stage, status_field
from owl.registration.regulatory_step import REGULATORY, is_regulatory
from owl.registration.rejections import TOLL_FREE
from owl.stacks.outputs import DeployedStack, DeployedTenant
from providers.campaign import API_VERSION
from providers.core.connection import Connection, all_pages
from providers.core.errors import explain, is_gone
from providers.core.regulatory import document_errors
from providers.messaging_service_sender import MOST_SENDERS
from providers.tollfree_verification import rejection_errors
from redaction.redact import redact
from tenants.model import Tenants

Fetch = Callable[[Any, DeployedTenant, str], Any]

FETCHES: Mapping[str, Fetch] = {
    "customer profile": lambda client, _, sid: client.trusthub.v1.customer_profiles(sid).fetch(),
    "trust product": lambda client, _, sid: client.trusthub.v1.trust_products(sid).fetch(),
    "brand": lambda client, _, sid: client.messaging.v1.brand_registrations(sid).fetch(),
    "vetting": lambda client, tenant, sid: (
        client.messaging.v1.brand_registrations(tenant.sid_of("brand")).brand_vettings(sid).fetch()
    ),
    "campaign": lambda client, tenant, sid: (
        client.messaging.v1.services(tenant.messaging_service_sid)
        .us_app_to_person(sid)
        .fetch(x_twilio_api_version=API_VERSION)
    ),
    TOLL_FREE: lambda client, _, sid: client.messaging.v1.tollfree_verifications(sid).fetch(),
    REGULATORY: lambda client, _, sid: client.numbers.v2.regulatory_compliance.bundles(sid).fetch(),
}
"""How to fetch each registration step."""

_UNAUTHORIZED = frozenset({401, 403})

_WORST_FIRST = list(Stage)


def look(
    stack: DeployedStack, twilio: Connection, tenants: Tenants | None, tenant_ids: Sequence[str]
) -> list[SendingStatus]:
    """Return the status of the tenants, the worst first, each fetched separately and all in parallel.

    What can't be read of one tenant is its status, and stops no other.
    """
    twilio.known_accounts()  # refused for one is refused for all

    def status(tenant_id: str) -> SendingStatus:
        try:
            tenant = stack.tenant(tenant_id)
        except Failure:  # it is among the stack's tenants
            return half_deployed(tenant_id, stack.stack_of(tenant_id))
        try:
            facts = sending_facts(twilio, tenant)
        except Exception as error:  # noqa: BLE001 - any error must be redacted, and must not stop the other tenants
            return not_known(tenant_id, tenant.stack, twilio.redact(explain(error)))
        return sending_status(tenant_id, facts, tenants, twilio.now())

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(status, tenant_ids))
    return worst_first(found)


def worst_first(found: Iterable[SendingStatus]) -> list[SendingStatus]:
    """Return statuses, the worst first, and among equals by tenant."""
    return sorted(found, key=lambda each: (_WORST_FIRST.index(each.stage), each.tenant_id))


def sending_facts(twilio: Connection, tenant: DeployedTenant) -> SendingFacts:
    """Return what a tenant needs to send, as it is at Twilio now; in a suspended account, as it was last deployed."""
    reviews = tuple(ReviewStatus.from_outputs(each) for each in tenant.reviews)
    account = twilio.known_account(tenant.account_sid)
    facts = SendingFacts(
        reviews=reviews,
        account_sid=tenant.account_sid,
        stack=tenant.stack,
        account_status=GONE if account is None else str(account.status),
        account_since=f"{account.date_updated:%Y-%m-%d}" if account and account.date_updated else "",
        numbers=tenant.phone_numbers,
    )
    if facts.account_status != ACTIVE:
        return facts
    client = twilio.account(tenant.account_sid)
    latest = [
        _latest(client, tenant, sid, review) if sid else review
        for review, sid in zip(reviews, (each.get("sid") for each in tenant.reviews), strict=True)
    ]
    return _with_senders(twilio, client, tenant, replace(facts, reviews=tuple(latest)))


def _latest(client: Any, tenant: DeployedTenant, sid: str, review: ReviewStatus) -> ReviewStatus:
    try:
        found = FETCHES[REGULATORY if is_regulatory(review.step) else review.step](client, tenant, sid)
    except Exception as error:
        if is_gone(error):
            return replace(review, status=GONE, since="", updated="", errors=())
        raise
    status = getattr(found, status_field(review.step))
    if status == "draft":
        return review  # the findings of its evaluation are known from the deployment
    return replace(
        review,
        status=status,
        since=f"{found.date_updated:%Y-%m-%d}",
        updated=found.date_updated.isoformat(),
        errors=tuple(redact(_errors(client, review.step, found))),
        valid_until=f"{ends:%Y-%m-%d}" if (ends := getattr(found, "valid_until", None)) else "",
    )


def _errors(client: Any, step: str, found: Any) -> Any:
    if is_regulatory(step):
        return document_errors(client.numbers.v2.regulatory_compliance, found)
    return rejection_errors(found) if step == TOLL_FREE else getattr(found, "errors", None) or []


def _with_senders(twilio: Connection, client: Any, tenant: DeployedTenant, facts: SendingFacts) -> SendingFacts:
    """Return the facts with the senders of the messaging service, which are read with the tenant's own key."""
    own = twilio.with_key(tenant.api_key_sid, tenant.api_key_secret, tenant.account_sid)
    key_works = True
    try:
        pool = _pool(own, tenant.messaging_service_sid)
    except Exception as error:
        if is_gone(error):
            return replace(facts, service_exists=False)
        if getattr(error, "status", None) not in _UNAUTHORIZED:
            raise
        key_works = False
        pool = _pool(client, tenant.messaging_service_sid)
    senders = tuple(number for number in tenant.phone_numbers if number in pool)
    return replace(
        facts,
        senders=senders,
        key_works=key_works,
        service_is_full=len(pool) >= MOST_SENDERS,
        elsewhere=() if senders else tuple(_elsewhere(client, tenant)),
        released=() if senders else tuple(_released(client, tenant)),
    )


def _pool(client: Any, service_sid: str) -> set[str]:
    return {each.phone_number for each in all_pages(client.messaging.v1.services(service_sid).phone_numbers.list)}


def _released(client: Any, tenant: DeployedTenant) -> Iterator[str]:
    """Yield the tenant's numbers that its account no longer has."""
    there = {each.phone_number for each in all_pages(client.api.v2010.account.incoming_phone_numbers.list)}
    yield from (number for number in tenant.phone_numbers if number not in there)


def _elsewhere(client: Any, tenant: DeployedTenant) -> Iterator[str]:
    """Yield the messaging services that have one of the tenant's numbers."""
    for service in all_pages(client.messaging.v1.services.list):
        if service.sid != tenant.messaging_service_sid and {*tenant.phone_numbers} & _pool(client, service.sid):
            yield f"{service.sid} ({service.friendly_name})"

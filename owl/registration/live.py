"""The live registration status of each tenant of a stack, as `owl status` shows it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from owl.registration.progress import ReviewStatus, Stage, current, registration_status, status_field
from owl.stacks.outputs import DeployedStack, DeployedTenant
from providers.campaign import API_VERSION
from providers.core.connection import Connection
from providers.core.errors import AccountGone, AccountSuspended
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
}
"""How to fetch each registration step."""


@dataclass(frozen=True)
class StatusRow:
    """A tenant's row in `owl status`.

    Attributes:
        tenant_id: The tenant.
        reviews: Its registration steps, in order.
        registration_status: Its registration status, in one line.
    """

    tenant_id: str
    reviews: tuple[ReviewStatus, ...]
    registration_status: str

    @property
    def stage(self) -> Stage:
        """Its registration status, in one word."""
        return current(self.reviews).stage


def rows(stack: DeployedStack, twilio: Connection, tenants: Tenants, tenant_ids: Sequence[str]) -> list[StatusRow]:
    """Return the rows of the tenants, fetched in parallel."""

    def row(tenant_id: str) -> StatusRow:
        reviews = live(twilio, stack.tenant(tenant_id))
        return StatusRow(tenant_id, tuple(reviews), registration_status(tenant_id, reviews, tenants))

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(row, tenant_ids))


def live(twilio: Connection, tenant: DeployedTenant) -> list[ReviewStatus]:
    """Return a tenant's steps as they are at Twilio now; for a suspended account, as they were last deployed."""
    deployed = [(each.get("sid"), ReviewStatus.from_outputs(each)) for each in tenant.reviews]
    try:
        client = twilio.account(tenant.account_sid)
    except (AccountGone, AccountSuspended):
        return [review for _, review in deployed]
    return [_latest(client, tenant, sid, review) if sid else review for sid, review in deployed]


def _latest(client: Any, tenant: DeployedTenant, sid: str, review: ReviewStatus) -> ReviewStatus:
    found = FETCHES[review.step](client, tenant, sid)
    status = getattr(found, status_field(review.step))
    if status == "draft":
        return review  # the findings of its evaluation are known from the deployment
    return replace(
        review,
        status=status,
        since=f"{found.date_updated:%Y-%m-%d}",
        errors=tuple(redact(getattr(found, "errors", None) or [])),
    )

"""An EIN belongs to few brands.

The Campaign Registry takes five brands for one EIN, whoever registers them; campaigns of another one fail with error
30898. Tenants are compared by the name of the secret, so a number that stands in two secrets is not seen here.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant


class EinReuse(Parameters):
    """What can be set of this rule."""

    most: Annotated[int, Field(ge=1)] = 5
    """Most tenants that may have the same."""


def _key(tenant: Tenant) -> str | None:
    return tenant.business.registration_number


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30898",),
    fix="let the shops of one business share a tenant, or ask Twilio's support for more brands",
    parameters=EinReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[EinReuse]) -> Iterator[Violation]:
    """Count the tenants that have each."""
    for tenant in beyond(case.parameters.most, case.policy_input.tenants, _key):
        message = f"{_key(tenant)!r} is the number of {case.parameters.most} other tenants already"
        yield Violation("business.registration_number", message, document=tenant.id)


rule.for_all_tenants(check)

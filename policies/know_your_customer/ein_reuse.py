"""An EIN is used for a limited number of brands.

The Campaign Registry allows five brands per EIN, across all providers; campaigns of a sixth fail with error 30898.
Tenants are compared by the name of the secret, so an EIN stored in two secrets is not detected.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from policies.core.counting import beyond
from policies.core.rule import AllTenantsCase, Level, Parameters, Rule, Severity, Violation
from tenants.model import Tenant
from tenants.model.sections.business import RegistrationIdentifier


class EinReuse(Parameters):
    """Parameters of this rule."""

    most: Annotated[int, Field(ge=1)] = 5
    """Maximum number of tenants with the same EIN."""


def _key(tenant: Tenant) -> str | None:
    return tenant.business.registration_number


rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/api/errors/30898",),
    fix="combine the shops of one business in one tenant, or ask Twilio Support for more brands",
    parameters=EinReuse(),
    has_limit=True,
)


def check(case: AllTenantsCase[EinReuse]) -> Iterator[Violation]:
    """Count the tenants with each EIN."""
    for tenant in beyond(case.parameters.most, case.policy_input.tenants, _key):
        kind = tenant.business.registration_identifier
        number = "EIN" if kind is RegistrationIdentifier.EIN else "registration number"
        message = f"{_key(tenant)!r} is already the {number} of {case.parameters.most} other tenants"
        yield Violation("business.registration_number", message, document=tenant.id)


rule.for_all_tenants(check)

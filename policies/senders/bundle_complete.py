"""A number outside the US comes with all that its country wants.

A regulatory bundle in which a fact or a document is missing is not even submitted: the number is not bought, and the
tenant learns of it only after the deployment.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model import what_is_missing

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations",),
    fix="complete the number's section; what the country wants is in tenants/catalogue/countries.yaml",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare each number's facts and documents with what its country wants."""
    for number in case.tenant.international:
        for path, message in what_is_missing(case.tenant, number, case.policy_input.tenants):
            yield Violation(path, message)


rule.for_tenant(check)

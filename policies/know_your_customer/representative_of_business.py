"""Representatives belong to the tenant, not to the ISV.

The brand is the business whose name customers see. A brand registered with its vendor's staff is rejected, because the
vendor is not the sender. The ISV's own development number, which trials send with, is an exception.
"""

from collections.abc import Iterator

from policies.core.domains import domain
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=(
        "https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/collect-business-info",
        "https://www.twilio.com/docs/api/errors/18604",
    ),
    fix="name a representative who works for the tenant's business",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the mailbox with the ISV's own domains."""
    isv, packages = case.policy_input.tenants.isv, case.policy_input.tenants.packages.values()
    if case.tenant.id in {each.trial.sends_as for each in packages if each.trial}:
        return
    mailbox = domain(case.tenant.business.representative.email)
    if mailbox in {domain(isv.compliance_email), domain(isv.callbacks)}:
        message = f"the representative's mailbox is on {isv.name}'s domain {mailbox!r}, not the tenant's"
        yield Violation("business.representative.email", message)


rule.for_tenant(check)

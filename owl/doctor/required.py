"""Checks of what a tenant needs to send. They take their verdict from `owl.registration.may_send`, and add nothing."""

from owl.doctor.check import Finding, Verdict
from owl.doctor.facts import NotReadError, TenantFacts
from owl.registration.may_send import Requirement, obstacles


def required(facts: TenantFacts, requirement: Requirement, evidence: str) -> Finding:
    """Return whether a requirement is met.

    Args:
        facts: The tenant.
        requirement: The requirement.
        evidence: What was seen if it is met.

    Raises:
        NotReadError: The tenant could not be read, or another obstacle hides this one.
    """
    found = list(obstacles(facts.tenant_id, facts.sending.value, facts.stack.tenants, facts.stack.now))
    for obstacle in found:
        if obstacle.requirement is requirement:
            return Finding(Verdict.STOPS, obstacle.status.summary, obstacle.status.remedy)
    if found and found[0].requirement is Requirement.ACCOUNT:
        raise NotReadError(found[0].status.summary)
    return Finding(Verdict.OK, evidence)

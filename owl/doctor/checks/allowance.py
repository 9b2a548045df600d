"""The tenant has messages left of today's allowance."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import TenantFacts

NEARLY_PERCENT = 80
"""The percentage of the allowance from which it may be used up today."""


def judge(facts: TenantFacts) -> Finding:
    """Compare what was sent since midnight GMT with the package."""
    used, allowance = facts.used_today.value, facts.allowance
    evidence = f"{used:,} of {allowance:,} messages used since midnight GMT"
    if used > allowance:
        remedy = "find out who sends, stop it if it is not the tenant, or offer a larger package: Twilio stops nothing"
        return Finding(Verdict.PROBLEM, evidence, remedy)
    if 100 * used >= NEARLY_PERCENT * allowance:
        return Finding(Verdict.WARNING, evidence, "tell the tenant, or offer a larger package")
    return Finding(Verdict.OK, evidence)


check = TenantCheck(__name__, Likelihood.SOMETIMES, judge)

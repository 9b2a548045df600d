"""Twilio reported no errors of the tenant's account in the last hours."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import HOURS, TenantFacts
from owl.sending import meaning


def judge(facts: TenantFacts) -> Finding:
    """Check the error events that the receiver has kept."""
    errors = facts.received.value.errors
    if not errors:
        return Finding(Verdict.OK, f"no error events in {HOURS} hours")
    codes = sorted(errors, key=lambda code: (-errors[code], code))
    evidence = f"error events in {HOURS} hours: {', '.join(f'{code or None}: {errors[code]}' for code in codes)}"
    worst = f"{codes[0]}: {meaning(codes[0])}" if codes[0] else "look at Twilio's Console"
    return Finding(Verdict.WARNING, evidence, worst)


check = TenantCheck(__name__, Likelihood.SOMETIMES, judge)

"""The messages of the last hours were delivered."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import HOURS, NotReadError, TenantFacts
from owl.sending import meaning

LOWEST_PERCENT = 90
"""The percentage of delivered messages below which something is wrong with the sender, not with single recipients."""

FEWEST = 10
"""Messages below which a percentage says nothing."""


def judge(facts: TenantFacts) -> Finding:
    """Check the delivery rate, and name the most frequent error."""
    found = facts.deliveries.value
    if not found.finished:
        raise NotReadError(facts.nothing_sent)
    delivered = f"{found.delivered} of {found.finished} messages in {HOURS} hours delivered"
    shown = delivered if found.is_complete else f"{delivered}, of the latest that were read"
    if not found.errors:
        return Finding(Verdict.OK, shown)
    codes = sorted(found.errors, key=lambda code: (-found.errors[code], code))
    evidence = f"{shown}; {', '.join(f'error {code or None}: {found.errors[code]}' for code in codes)}"
    is_low = found.finished >= FEWEST and 100 * found.delivered < LOWEST_PERCENT * found.finished
    worst = f"{codes[0]}: {meaning(codes[0])}" if codes[0] else "Twilio gives no reason: ask its support"
    return Finding(Verdict.PROBLEM if is_low else Verdict.WARNING, evidence, worst)


check = TenantCheck(__name__, Likelihood.OFTEN, judge)

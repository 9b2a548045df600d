"""The receiver had a status of each message that Twilio finished."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import HOURS, NotReadError, TenantFacts
from owl.rendering.counting import counted


def judge(facts: TenantFacts) -> Finding:
    """Compare Twilio's messages with the receiver's."""
    received, finished = facts.received.value.messages, facts.deliveries.value.finished
    if not finished:
        raise NotReadError(facts.nothing_sent)
    evidence = (
        f"the receiver had statuses of {counted(received, 'message')} in {HOURS} hours; Twilio finished {finished}"
    )
    if received >= finished:
        return Finding(Verdict.OK, evidence)
    remedy = "see the check `callback-address`, and the refused requests in the receiver's /metrics"
    return Finding(Verdict.WARNING if received else Verdict.PROBLEM, evidence, remedy)


check = TenantCheck(__name__, Likelihood.SOMETIMES, judge)

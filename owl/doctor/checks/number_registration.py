"""The carriers know the tenant's numbers as those of its campaign."""

from dataclasses import replace

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import HOURS, NotReadError, ReceivedFacts, TenantFacts

NOT_REGISTERED = {30034: "not registered with a campaign", 30035: "still being registered"}
"""Twilio's errors about a number's registration (https://www.twilio.com/docs/api/errors/30034)."""


EVENTS = {
    "registration.failed": Finding(
        Verdict.PROBLEM,
        "a number could not be registered",
        "give Twilio's support the number and the campaign",
    ),
    "registration.pending": Finding(Verdict.WARNING, "a number is still being registered", "wait for a day"),
    "deregistration.pending": Finding(
        Verdict.WARNING, "a number is being deregistered", "find out who took it out of the messaging service"
    ),
    "deregistration.successful": Finding(
        Verdict.WARNING, "a number was deregistered", "find out who took it out of the messaging service"
    ),
}
"""What the latest event means, by the end of its type."""


def judge(facts: TenantFacts) -> Finding:
    """Check the errors of the last messages, and the events that the receiver had: Twilio has no read of it."""
    deliveries = facts.deliveries.value
    for code, meaning in NOT_REGISTERED.items():
        if count := deliveries.errors.get(code, 0):
            evidence = f"{count} of {deliveries.finished} messages in {HOURS} hours: error {code}, number {meaning}"
            remedy = "wait a day after the campaign's approval, then give Twilio's support the numbers and this error"
            return Finding(Verdict.PROBLEM, evidence, remedy)
    received = facts.received.found or ReceivedFacts()
    on = f"Twilio's event of {received.number_event_at:%Y-%m-%d}" if received.number_event_at else "Twilio's event"
    if found := EVENTS.get(received.number_event):
        return replace(found, evidence=f"{on}: {found.evidence}")
    if deliveries.finished:
        return Finding(Verdict.OK, f"no message in {HOURS} hours was refused because of its number")
    if received.number_event:
        return Finding(Verdict.OK, f"{on}: {received.number_event}")
    raise NotReadError(f"no event was received, and {facts.nothing_sent}")


check = TenantCheck(__name__, Likelihood.OFTEN, judge)

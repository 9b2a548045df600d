"""Events of Event Streams have arrived, such as errors and steps of registrations."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing
from owl.rendering.on_stack import on_stack


def judge(stack: StackGoLive) -> Outcome:
    """Count the events that the receiver had."""
    count = stack.proven.found.events if stack.proven.found else 0
    if count:
        return done(f"the receiver had {count:,}")
    services = [
        each.messaging_service_sid
        for each in stack.tenants
        if each.messaging_service_sid and any(review.step == "campaign" for review in each.facts.status.reviews)
    ]
    if stack.facts.is_live or not services:
        return missing("none yet", "one comes with each error and with each step of a registration: run the receiver")
    command = on_stack(f"owl emulator status {services[0]} VERIFIED", stack.stack)
    return missing("none yet", f"with the receiver running, `{command}` reports a campaign as approved once more")


row = StackRow(__name__, Part.ENABLEMENT, judge)

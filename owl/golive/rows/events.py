"""Events of Event Streams have arrived: the ISV is told about errors and registrations."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing


def judge(stack: StackGoLive) -> Outcome:
    """Count the events that the receiver had."""
    count = stack.proven.found.events if stack.proven.found else 0
    if count:
        return done(f"the receiver had {count:,}")
    cause = (
        "an event comes with each error, and with each step of a registration"
        if stack.facts.is_live
        else f"`owl emulator status MG... SUSPENDED --stack {stack.stack}` with a tenant's messaging service, then "
        "`... VERIFIED`, causes two"
    )
    return missing("none yet", f"with the receiver running: {cause}")


row = StackRow(__name__, Part.ENABLEMENT, judge)

"""A usage alert has arrived: a tenant has used up its allowance, and the ISV knows."""

from owl.golive.facts import StackGoLive
from owl.golive.row import Outcome, Part, StackRow, done, missing


def judge(stack: StackGoLive) -> Outcome:
    """Count the alerts that the receiver had, and name the cheapest way to cause one."""
    count = stack.proven.found.usage_alerts if stack.proven.found else 0
    if count:
        return done(f"the receiver had {count:,}")
    known = stack.declared.by_id
    able = [
        each
        for each in stack.tenants
        if each.diagnosis.status.may_send and each.tenant_id in known and each.declared.contacts
    ]
    if not able:
        return missing("none yet", "first make a tenant able to send")
    smallest = min(able, key=lambda each: each.facts.allowance)
    return missing(
        "none yet",
        f"with the receiver running, send the {smallest.facts.allowance:,} messages that {smallest.tenant_id} may send "
        f"in one day, each with {smallest.send_command}",
    )


row = StackRow(__name__, Part.FINANCE, judge)

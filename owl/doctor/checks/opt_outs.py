"""Few of the tenant's customers have opted out, and none of its test contacts."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import HOURS, NotReadError, TenantFacts
from owl.receiver.addresses import replies_address
from owl.receiver.opt_outs import OPTED_OUT
from owl.rendering.counting import counted


def judge(facts: TenantFacts) -> Finding:
    """Check the opt-outs that the receiver has kept, or the errors of messages to people who opted out."""
    if facts.received.found is None:
        return _by_errors(facts)
    opted_out = facts.received.value.opted_out
    contacts = [name for name, each in facts.declared.contacts.items() if each.phone_number in opted_out]
    count = f"{len(opted_out):,} {'customer has' if len(opted_out) == 1 else 'customers have'} opted out"
    if contacts:
        remedy = "they get nothing until they reply START: do not text them from another number"
        return Finding(Verdict.WARNING, f"{count}, of the contacts {', '.join(contacts)}", remedy)
    tenants = facts.stack.tenants
    if tenants is not None and replies_address(tenants, facts.declared) is None:
        count += ", as far as the receiver knows: the tenant's replies do not go to it"
    return Finding(Verdict.OK, count)


def _by_errors(facts: TenantFacts) -> Finding:
    if refused := facts.deliveries.value.errors.get(OPTED_OUT, 0):
        remedy = "take these customers off the tenant's list: they get nothing until they reply START"
        sent = f"{counted(refused, 'message')} in {HOURS} hours to people who have opted out"
        return Finding(Verdict.WARNING, sent, remedy)
    raise NotReadError(facts.received.reason)


check = TenantCheck(__name__, Likelihood.SOMETIMES, judge)

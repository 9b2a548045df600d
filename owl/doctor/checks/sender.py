"""One of the tenant's numbers is a sender of its messaging service."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import NotReadError, TenantFacts
from owl.doctor.required import required
from owl.registration.may_send import Requirement


def judge(facts: TenantFacts) -> Finding:
    """Check the senders of the service."""
    senders = facts.sending.value.senders
    found = required(facts, Requirement.SENDER, f"{', '.join(senders)} in its messaging service")
    if found.verdict is Verdict.OK and not senders:
        raise NotReadError("its number joins the messaging service once the campaign is approved")
    return found


check = TenantCheck(__name__, Likelihood.OFTEN, judge)

"""The tenant's campaign is verified, and all that it builds on is approved."""

from owl.doctor.check import Finding, Likelihood, TenantCheck
from owl.doctor.facts import TenantFacts
from owl.doctor.required import required
from owl.registration.may_send import Requirement
from owl.registration.progress import current, summary


def judge(facts: TenantFacts) -> Finding:
    """Check the steps of the registration."""
    return required(facts, Requirement.REGISTRATION, summary(current(facts.sending.value.reviews)))


check = TenantCheck(__name__, Likelihood.OFTEN, judge)

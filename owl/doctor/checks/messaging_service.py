"""The tenant's messaging service exists."""

from owl.doctor.check import Finding, Likelihood, TenantCheck
from owl.doctor.facts import TenantFacts
from owl.doctor.required import required
from owl.registration.may_send import Requirement


def judge(facts: TenantFacts) -> Finding:
    """Check that the service was not deleted."""
    return required(facts, Requirement.SERVICE, "its messaging service exists")


check = TenantCheck(__name__, Likelihood.RARELY, judge)

"""The tenant's account is active."""

from owl.doctor.check import Finding, Likelihood, TenantCheck
from owl.doctor.facts import TenantFacts
from owl.doctor.required import required
from owl.registration.may_send import Requirement


def judge(facts: TenantFacts) -> Finding:
    """Check the status of the account."""
    return required(facts, Requirement.ACCOUNT, f"{facts.sending.value.account_sid} is active")


check = TenantCheck(__name__, Likelihood.SOMETIMES, judge)

"""Twilio accepts the tenant's API key."""

from owl.doctor.check import Finding, Likelihood, TenantCheck
from owl.doctor.facts import TenantFacts
from owl.doctor.required import required
from owl.registration.may_send import Requirement


def judge(facts: TenantFacts) -> Finding:
    """Check the key with which the tenant's messages are sent."""
    return required(facts, Requirement.API_KEY, "Twilio accepts its API key")


check = TenantCheck(__name__, Likelihood.SOMETIMES, judge)

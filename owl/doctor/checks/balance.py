"""The parent account's balance pays for some days."""

from decimal import Decimal

from finance import DAYS, margin_of_tenant, total
from owl.doctor.check import Finding, Likelihood, StackCheck, Verdict
from owl.doctor.facts import NotReadError, StackFacts
from tenants.model import State

DAYS_LEFT = 3
"""For how many days at full use the balance should last."""


def judge(facts: StackFacts) -> Finding:
    """Compare the balance with what all tenants can use."""
    balance = facts.balance.value
    shown = f"{balance.amount.quantize(Decimal('0.01')):,} {balance.currency}"
    if balance.amount <= 0:
        remedy = "add funds in Twilio's Console: Twilio suspends an account without balance, with all subaccounts"
        return Finding(Verdict.PROBLEM, f"the balance is {shown}", remedy)
    if facts.tenants is None:
        raise NotReadError("the catalogue is not valid")
    sending = [each for each in facts.tenants if each.state is State.ACTIVE]
    month = total(margin_of_tenant(each, facts.tenants) for each in sending)
    needed = month.cost * DAYS_LEFT / DAYS
    if balance.currency == facts.tenants.price_book.currency and balance.amount < needed:
        evidence = f"the balance is {shown}, less than {DAYS_LEFT} days of all tenants cost at full use"
        return Finding(Verdict.WARNING, evidence, "add funds, or turn on auto-recharge, in Twilio's Console")
    return Finding(Verdict.OK, f"the balance is {shown}")


check = StackCheck(__name__, Likelihood.SOMETIMES, judge)

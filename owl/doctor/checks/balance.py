"""The parent account's balance pays for some days."""

from decimal import Decimal

from finance import DAYS, margin_of_tenant, total
from owl.doctor.check import Finding, Likelihood, StackCheck, Verdict
from owl.doctor.facts import NotReadError, StackFacts
from owl.rendering.counting import counted
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
    if balance.currency != facts.tenants.price_book.currency or not month.cost:
        return Finding(Verdict.OK, f"the balance is {shown}")
    days = int(balance.amount * DAYS / month.cost)
    evidence = f"the balance is {shown}: {counted(days, 'day')} of all tenants at full use"
    if days < DAYS_LEFT:
        return Finding(Verdict.WARNING, evidence, "add funds, or turn on auto-recharge, in Twilio's Console")
    return Finding(Verdict.OK, evidence)


check = StackCheck(__name__, Likelihood.SOMETIMES, judge)

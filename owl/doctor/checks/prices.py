"""The price book's prices are not older than they may be."""

from owl.doctor.check import Finding, Likelihood, StackCheck, Verdict
from owl.doctor.facts import NotReadError, StackFacts


def judge(facts: StackFacts) -> Finding:
    """Check the review dates of the prices."""
    if facts.tenants is None:
        raise NotReadError("the catalogue is not valid")
    overdue = facts.tenants.price_book.overdue(facts.now.date())
    if not overdue:
        return Finding(Verdict.OK, "no price is due for review")
    names = ", ".join(path for path, _ in overdue)
    remedy = "check their sources, and correct them in tenants/catalogue/price-book.yaml"
    return Finding(Verdict.WARNING, f"prices due for review: {names}", remedy)


check = StackCheck(__name__, Likelihood.RARELY, judge)

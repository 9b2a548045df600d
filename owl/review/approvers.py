"""Who has to approve a pull request, by what it changes. `docs/reviews.md` documents it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.previews import Op
from owl.review.fields import FieldChange
from owl.review.findings import WaiverChange
from owl.review.irreversible import IrreversibleChange
from owl.review.money import Money
from owl.review.side import Side
from owl.review.tenants_changed import Kind, TenantChange

FINANCE = "finance"
COMPLIANCE = "compliance"

_REGISTERED = frozenset({"campaign", "name", "business", "brand", "senders", "templates"})
"""The sections of a tenant's file that carriers or regulators review."""

_DEFAULTS_OF_TEXTS = frozenset({("defaults", "campaign"), ("defaults", "brand")})


@dataclass(frozen=True)
class Approver:
    """A person or role that has to approve.

    Attributes:
        who: A role, or a name or address that the files give.
        why: For what, sorted.
    """

    who: str
    why: tuple[str, ...]


Reason = tuple[str, str]
"""Who has to approve, and what."""


def approvers(reasons: Iterable[Reason]) -> tuple[Approver, ...]:
    """Return who has to approve what, sorted by name."""
    found: dict[str, set[str]] = {}
    for who, why in reasons:
        found.setdefault(who, set()).add(why)
    return tuple(Approver(who, tuple(sorted(why))) for who, why in sorted(found.items()))


def of_catalogue(fields: Iterable[FieldChange]) -> Iterator[Reason]:
    """Yield finance for prices, and compliance for texts that are registered or sent and for what countries want."""
    for field in fields:
        if _is_price(field):
            yield FINANCE, "prices"
        if _is_text(field):
            yield COMPLIANCE, "texts in the catalogue"
        if field.within == "countries":
            yield COMPLIANCE, "what other countries want"


def _is_price(field: FieldChange) -> bool:
    return field.within == "price-book" or (field.within == "packages" and "price_per_month" in field.location)


def _is_text(field: FieldChange) -> bool:
    """Whether it is registered with the carriers or sent to customers, or is a default of such a text."""
    match field.within:
        case "templates":
            return True
        case "isv":
            return field.location[:2] in _DEFAULTS_OF_TEXTS
        case "packages":
            return field.location[1:3] in _DEFAULTS_OF_TEXTS
        case _:
            return False


def of_money(money: Money) -> Iterator[Reason]:
    """Yield finance if the margin of an existing tenant changes."""
    if money.of_customers:
        yield FINANCE, "tenants' margins"


def of_tenants(changes: Iterable[TenantChange], base: Side, head: Side) -> Iterator[Reason]:
    """Yield compliance for registrations, and the approver for each new approval."""
    for change in changes:
        if change.kind is Kind.JOINS:
            yield COMPLIANCE, "registrations of new tenants"
        elif any(field.location[0] in _REGISTERED for field in change.fields):
            yield COMPLIANCE, "what tenants register with the carriers"
        before, after = base.by_id.get(change.tenant), head.by_id.get(change.tenant)
        for approval in after.approvals if after else ():
            if not before or approval not in before.approvals:
                yield approval.approver, f"the approval of {change.tenant}'s {approval.resource.words}"


def of_irreversible(changes: Iterable[IrreversibleChange]) -> Iterator[Reason]:
    """Yield the approver of each irreversible step, however old the approval is."""
    for change in changes:
        if change.approval:
            what = "replacement" if change.op is Op.REPLACE else "deletion"
            yield change.approval.approver, f"the {what} of {change.tenant}'s {change.resource.words} in {change.stack}"


def of_waivers(waivers: Iterable[WaiverChange]) -> Iterator[Reason]:
    """Yield the owner of each waiver."""
    for each in waivers:
        yield each.waiver.owner, f"the waiver of {each.waiver.rule}"

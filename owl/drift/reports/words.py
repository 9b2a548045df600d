"""The sentences that all forms of the report share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owl.drift.findings import Edited, News, NotDeployed, NotSeen, Resource, StackDrift, Vanished
from owl.drift.orphans import SUBACCOUNT, Orphan, total


@dataclass(frozen=True)
class ReportEntry:
    """Something that was found, in words.

    Attributes:
        subject: What it is about.
        text: What was found.
        where: File and line to look at, if a file says something of it.
        to_do: What to do about it, if anything.
        tenant: Whose it is, if it is one's.
    """

    subject: str
    text: str
    where: str = ""
    to_do: str = ""
    tenant: str = ""


@dataclass(frozen=True)
class Section:
    """What was found of one kind.

    Attributes:
        heading: What kind.
        is_drift: Whether it is to be put right.
        entries: What was found.
        to_do: What to do about all of it.
    """

    heading: str
    is_drift: bool
    entries: tuple[ReportEntry, ...]
    to_do: str = ""


def headline(found: StackDrift) -> str:
    """Say in a line what came of a stack."""
    drift = counted(found.drifted, "thing") + " drifted" if found.drifted else "no drift"
    if found.not_seen:
        return f"{found.stack}: could not be looked at as a whole" + (f"; {drift}" if found.drifted else "")
    news = f", {counted(len(found.news), 'piece')} of news" if found.news else ""
    return f"{found.stack}: {drift}{news}"


def sections(found: StackDrift) -> list[Section]:
    """Give what was found of a stack, the gravest first; nothing of what was not found."""
    up = f"`pulumi up -s {found.stack} --refresh`"
    every = [
        Section(
            "could not be looked at",
            is_drift=False,
            entries=tuple(map(_not_seen, found.not_seen)),
            to_do="what is said below is not all there may be: put this right first, and look again",
        ),
        Section(
            "edited at Twilio",
            is_drift=True,
            entries=tuple(map(_edited, found.edited)),
            to_do=f"{up} brings back what is declared; to keep what is there, write it into the file",
        ),
        Section(
            "gone at Twilio",
            is_drift=True,
            entries=tuple(map(_vanished, found.vanished)),
            to_do=f"{up} makes it again",
        ),
        Section(
            f"nobody declared{_costing(found.orphans)}",
            is_drift=True,
            entries=tuple(map(_orphan, found.orphans)),
            to_do="`owl adopt SID` writes it into a tenant's file; what nobody needs is deleted in Twilio's console",
        ),
        Section(
            "left at Twilio, which has no way to end it, and no drift",
            is_drift=False,
            entries=tuple(map(_orphan, found.left)),
        ),
        Section(
            "decided by reviewers, which is no drift",
            is_drift=False,
            entries=tuple(map(_news, found.news)),
            to_do=f"{up} goes on from there",
        ),
        Section(
            "not deployed yet, which is no drift", is_drift=False, entries=tuple(map(_pending, found.not_deployed))
        ),
    ]
    return [section for section in every if section.entries]


def notes(found: StackDrift) -> list[str]:
    """Say what else whoever reads it has to know."""
    suspended = [
        f"account {sid} ({name}) is suspended: what is in it can't be looked at" for sid, name in found.suspended
    ]
    others = ", ".join(found.not_compared)
    compared = (
        [f"not compared with stack {others}, whose state can't be read: what it declares may be shown as nobody's"]
        if others
        else []
    )
    return [*suspended, *compared]


def counted(count: int, what: str) -> str:
    """Count something."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def price(amount: Decimal | None) -> str:
    """Say what something costs a month; nothing of what is free."""
    if amount is None:
        return "a price that is not in the price book"
    return f"${amount:,.2f} a month" if amount else ""


def _subject(resource: Resource) -> str:
    return str(resource)


def _edited(each: Edited) -> ReportEntry:
    again = "; to put it right makes it anew" if each.replaces else ""
    text = f"{each.field} is {each.at_twilio}; declared is {each.declared}{again}"
    return ReportEntry(_subject(each.resource), text, each.where, tenant=each.resource.tenant)


def _vanished(each: Vanished) -> ReportEntry:
    cost = f"; another one costs {each.price}" if each.price else ""
    return ReportEntry(_subject(each.resource), f"{each.sid} is gone{cost}", each.where, tenant=each.resource.tenant)


def _orphan(each: Orphan) -> ReportEntry:
    inside = ", ".join(f"{count} {kind}" for kind, count in each.holds)
    holds = f", holding {inside}" if inside else ""
    costs = price(each.monthly)
    place = "" if each.kind == SUBACCOUNT else f" in {_container(each)}"
    text = f"{each.name or 'without a name'}{place}{holds}{f': {costs}' if costs else ''}"
    if each.stays:
        return ReportEntry(f"{each.kind} {each.sid}", text)
    to_do = f"owl adopt --account {each.sid}" if each.kind == SUBACCOUNT else f"owl adopt {each.sid}"
    return ReportEntry(f"{each.kind} {each.sid}", text, to_do=f"{to_do} --stack {each.stack}")


def _container(each: Orphan) -> str:
    inside = each.content.container if each.content else {}
    further = [sid for name, sid in inside.items() if name != "account_sid"]
    return ", ".join([*further, f"account {each.account}"])


def _pending(each: NotDeployed) -> ReportEntry:
    fields = f": {', '.join(each.fields)}" if each.fields else ""
    exists = f"; {each.exists} is there already and would be taken over" if each.exists else ""
    return ReportEntry(_subject(each.resource), f"{each.action}{fields}{exists}", tenant=each.resource.tenant)


def _news(each: News) -> ReportEntry:
    causes = f": {'; '.join(each.causes)}" if each.causes else ""
    return ReportEntry(
        _subject(each.resource), f"{each.field} was {each.before}, is {each.now}{causes}", tenant=each.resource.tenant
    )


def _not_seen(each: NotSeen) -> ReportEntry:
    return ReportEntry(f"tenant {each.tenant}" if each.tenant else "the stack", each.reason, tenant=each.tenant)


def _costing(found: Sequence[Orphan]) -> str:
    together = price(total(each.monthly for each in found))
    return f", costing {together}" if together else ""

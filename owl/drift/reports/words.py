"""The sentences that all forms of the drift report share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from owl.drift.findings import Accepted, Edited, NeedsPerson, News, NotDeployed, NotSeen, Resource, StackDrift, Vanished
from owl.drift.orphans import ADOPTABLE, SUBACCOUNT, Orphan, total
from owl.registration.progress import Stage
from owl.rendering.counting import counted
from owl.rendering.on_stack import on_stack


@dataclass(frozen=True)
class ReportEntry:
    """A finding, in words.

    Attributes:
        subject: The resource or object.
        text: What was found.
        where: File and line that declare it, if a file does.
        to_do: What to do about it, if anything that is not done about all findings of its kind.
        tenant: The tenant that it belongs to, if any.
    """

    subject: str
    text: str
    where: str = ""
    to_do: str = ""
    tenant: str = ""


@dataclass(frozen=True)
class Section:
    """All findings of one kind.

    Attributes:
        heading: The kind.
        is_drift: Whether they are drift.
        entries: The findings.
        to_do: What to do about all of them.
    """

    heading: str
    is_drift: bool
    entries: tuple[ReportEntry, ...]
    to_do: str = ""


def headline(found: StackDrift) -> str:
    """Return the result of a stack in one line."""
    drift = counted(found.drifted, "drift finding") if found.drifted else "no drift"
    person = impact(found)
    if found.not_seen:
        more = [each for each in (person, drift if found.drifted else "") if each]
        return "; ".join([f"{found.stack}: could not be read completely", *more])
    if person:
        return f"{found.stack}: {person}; {drift}"
    news = f", {counted(len(found.news), 'status change')}" if found.news else ""
    return f"{found.stack}: {drift}{news}"


def impact(found: StackDrift) -> str:
    """Return who can't send, in a few words; empty if nothing needs a person."""
    if len(found.needs_person) == 1:
        return found.needs_person[0].impact
    tenants = len([each for each in found.needs_person if each.tenant])
    if all(each.stage is Stage.APPROVED for each in found.needs_person):
        return f"{counted(tenants, 'tenant')} can't send from all numbers, or soon can't" if tenants else ""
    return f"{counted(tenants, 'tenant')} can't send" if found.needs_person else ""


def sections(found: StackDrift) -> list[Section]:
    """Return the sections of a stack's report that have entries, the most serious first."""
    up = f"`{on_stack('pulumi up --refresh', found.stack)}`"
    again = on_stack("owl drift", found.stack)
    every = [
        Section(
            "needs a person",
            is_drift=False,
            entries=tuple(map(_needs_person, found.needs_person)),
        ),
        Section(
            "could not be read",
            is_drift=False,
            entries=tuple(map(_not_seen, found.not_seen)),
            to_do=f"the findings below may be incomplete: fix this first, then run `{again}` again",
        ),
        Section(
            "edited at Twilio",
            is_drift=True,
            entries=tuple(map(_edited, found.edited)),
            to_do=f"{up} restores the declared value; to keep the value at Twilio, write it into the file",
        ),
        Section(
            "missing at Twilio",
            is_drift=True,
            entries=tuple(map(_vanished, found.vanished)),
            to_do=f"{up} creates it again; what costs money needs an approval in the tenant's file first",
        ),
        Section(
            f"orphans{_costing(found.orphans)}",
            is_drift=True,
            entries=tuple(map(_orphan, found.orphans)),
            to_do=_of_orphans(found),
        ),
        Section(
            "left at Twilio, which has no way to delete it (not drift)",
            is_drift=False,
            entries=tuple(map(_orphan, found.left)),
        ),
        Section(
            "decided by reviewers (not drift)",
            is_drift=False,
            entries=tuple(map(_news, found.news)),
            to_do=f"{up} continues from there",
        ),
        Section(
            "accepted (not drift)",
            is_drift=False,
            entries=tuple(map(_accepted, found.accepted)),
        ),
        Section("not deployed yet (not drift)", is_drift=False, entries=tuple(map(_pending, found.not_deployed))),
    ]
    return [section for section in every if section.entries]


def notes(found: StackDrift) -> list[str]:
    """Return what else the reader has to know."""
    suspended = [f"account {sid} ({name}) is suspended: its contents can't be read" for sid, name in found.suspended]
    compared = [
        f"not compared with stack {each}, whose state can't be read: what it declares may be listed as an orphan"
        for each in found.not_compared
    ]
    return [*suspended, *compared, *found.acceptance]


def price(amount: Decimal | None) -> str:
    """Return a monthly price in words; empty if it is free."""
    if amount is None:
        return "an unknown price (not in the price book)"
    return f"${amount:,.2f} a month" if amount else ""


def _subject(resource: Resource) -> str:
    return str(resource)


def _edited(each: Edited) -> ReportEntry:
    again = "; fixing it replaces the resource" if each.replaces else ""
    text = f"{each.field} is {each.at_twilio}; declared is {each.declared}{again}"
    return ReportEntry(_subject(each.resource), text, each.where, tenant=each.resource.tenant)


def _vanished(each: Vanished) -> ReportEntry:
    text = f"{each.sid} no longer exists{f'; a new one costs {each.price}' if each.price else ''}"
    if each.elsewhere:
        text = f"{each.sid} is in {each.elsewhere} now"
    return ReportEntry(_subject(each.resource), text, each.where, _take_out(each), tenant=each.resource.tenant)


def _orphan(each: Orphan) -> ReportEntry:
    inside = ", ".join(f"{count} {kind}" for kind, count in each.holds)
    holds = f", containing {inside}" if inside else ""
    costs = price(each.monthly)
    place = "" if each.kind == SUBACCOUNT else f" in {_container(each)}"
    text = f"{each.name or 'unnamed'}{place}{holds}{f': {costs}' if costs else ''}"
    if each.stays or each.kind not in ADOPTABLE:
        return ReportEntry(f"{each.kind} {each.sid}", text)
    is_account = each.kind == SUBACCOUNT
    command = on_stack(f"owl adopt --account {each.sid}" if is_account else f"owl adopt {each.sid}", each.stack)
    does = "drafts its tenants' files" if is_account else "adds it to a tenant's file"
    return ReportEntry(f"{each.kind} {each.sid}", text, to_do=f"`{command}` {does}")


def _of_orphans(found: StackDrift) -> str:
    adopts = any(each.kind in ADOPTABLE for each in found.orphans)
    return f"{'adopt what a tenant needs, and ' if adopts else ''}delete what nobody needs in Twilio's console"


def _container(each: Orphan) -> str:
    inside = each.content.container if each.content else {}
    further = [sid for name, sid in inside.items() if name != "account_sid"]
    return ", ".join([*further, f"account {each.account}"])


def _pending(each: NotDeployed) -> ReportEntry:
    fields = f": {', '.join(each.fields)}" if each.fields else ""
    exists = f"; {each.exists} exists already and would be taken over" if each.exists else ""
    if each.elsewhere:
        exists = f"; {each.elsewhere} has it now"
    text = f"{each.action}{fields}{exists}"
    return ReportEntry(_subject(each.resource), text, to_do=_take_out(each), tenant=each.resource.tenant)


def _take_out(each: Vanished | NotDeployed) -> str:
    return f"take it out of {each.elsewhere} in Twilio's console first" if each.elsewhere else ""


def _news(each: News) -> ReportEntry:
    text = f"{each.field} was {each.before}, is now {each.now}"
    return ReportEntry(_subject(each.resource), text, tenant=each.resource.tenant)


def _needs_person(each: NeedsPerson) -> ReportEntry:
    return ReportEntry(each.impact, each.reason, tenant=each.tenant)


def _accepted(each: Accepted) -> ReportEntry:
    match each.finding:
        case Edited() as edited:
            entry = _edited(edited)
        case Vanished() as vanished:
            entry = _vanished(vanished)
        case orphan:
            entry = _orphan(orphan)
    text = f"{entry.text}; accepted until {each.expires} by {each.owner}: {each.reason}"
    return ReportEntry(entry.subject, text, each.where, tenant=entry.tenant)


def _not_seen(each: NotSeen) -> ReportEntry:
    return ReportEntry(f"tenant {each.tenant}" if each.tenant else "the stack", each.reason, tenant=each.tenant)


def _costing(found: Sequence[Orphan]) -> str:
    together = price(total(each.monthly for each in found))
    return f", costing {together}" if together else ""

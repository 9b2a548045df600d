"""Whether a tenant may send, and if not, what is missing: the one definition, for every command and report.

A tenant may send if its account is active, its registration is approved, one of its numbers is a sender of its
messaging service, its API key works, and the run that reports it has not failed.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from owl.registration.progress import (
    Asked,
    ReviewStatus,
    Stage,
    contact,
    current,
    current_of_way,
    line,
    overdue,
    owner,
    summary,
    ways,
)
from owl.registration.regulatory_step import RENEWAL_DAYS, is_regulatory, is_renewal, number_of
from owl.registration.rejections import TOLL_FREE, explained, sentence
from owl.registration.resubmission import resubmission
from owl.rendering.counting import counted
from owl.rendering.on_stack import on_stack
from tenants.model import CompanyType, State, Tenants
from tenants.model.naming import international_path, tenant_file

ACTIVE, SUSPENDED = "active", "suspended"


@dataclass(frozen=True)
class SendingFacts:
    """What a tenant needs to send, as it was last seen.

    Attributes:
        reviews: Its registration steps, in order.
        account_sid: Its account.
        stack: The stack that deploys it, which advised commands name.
        account_status: Twilio's status of the account: active, suspended or closed.
        account_since: The day since when the account has its status, in ISO 8601; empty if that is not known.
        numbers: Its numbers.
        senders: Those of them that are senders of its messaging service.
        elsewhere: Messaging services that its numbers are senders of instead.
        released: Those of its numbers that its account no longer has; known if none is a sender.
        service_is_full: Whether its messaging service has as many senders as Twilio allows.
        key_works: Whether Twilio accepts its API key.
        service_exists: Whether its messaging service exists.
        joins_next: Whether its numbers have only waited for the campaign: the next run makes them senders.
    """

    reviews: tuple[ReviewStatus, ...]
    account_sid: str
    stack: str
    account_status: str = ACTIVE
    account_since: str = ""
    numbers: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    service_is_full: bool = False
    key_works: bool = True
    service_exists: bool = True
    joins_next: bool = False


class Requirement(StrEnum):
    """What a tenant needs to send."""

    ACCOUNT = "account"
    REGISTRATION = "registration"
    SERVICE = "messaging service"
    SENDER = "sender"
    API_KEY = "API key"


@dataclass(frozen=True)
class SendingStatus:
    """Whether a tenant may send.

    Attributes:
        tenant_id: The tenant.
        stack: The stack that deploys it; of a divided one, its cell.
        reviews: Its registration steps, in order.
        stage: Its status in one word; only `approved` means that it may send.
        summary: Its status in a few words.
        registration_status: Its status in one line: what is missing, since when, and what to do.
        since: The day since when it can't send, in ISO 8601; empty if that is not known, or if it may send.
        needs_person: Whether nothing goes on until a person does something.
    """

    tenant_id: str
    stack: str
    reviews: tuple[ReviewStatus, ...]
    stage: Stage
    summary: str
    registration_status: str
    since: str = ""
    needs_person: bool = False

    @property
    def may_send(self) -> bool:
        """Whether it may send."""
        return self.stage is Stage.APPROVED

    @property
    def remedy(self) -> str:
        """What to do: its status in one line without the few words."""
        return self.registration_status.removeprefix(self.summary).removeprefix(": ")

    @property
    def was_read(self) -> bool:
        """Whether Twilio could be asked about it."""
        return bool(self.reviews) or self.stage is not Stage.UNKNOWN


@dataclass(frozen=True)
class Obstacle:
    """What keeps a tenant from sending.

    Attributes:
        requirement: Which requirement is not met.
        status: The tenant's status because of it.
    """

    requirement: Requirement
    status: SendingStatus


_NEED_A_PERSON = frozenset(
    {Stage.UNKNOWN, Stage.SUSPENDED, Stage.EXPIRED, Stage.MISSING, Stage.REJECTED, Stage.OVERDUE}
)


def not_known(tenant_id: str, stack: str, reason: str) -> SendingStatus:
    """Return the status of a tenant that could not be read."""
    return _cannot(tenant_id, stack, (), Stage.UNKNOWN, "could not be read", reason)


def half_deployed(tenant_id: str, stack: str) -> SendingStatus:
    """Return the status of a tenant whose first run failed before all its resources were there."""
    remedy = f"its last run failed. Correct what that run reported, then run `{on_stack('make up', stack)}` again"
    said = "can't send: not completely deployed"
    return _cannot(tenant_id, stack, (), Stage.FAILED, said, remedy, needs_person=True)


def failed(tenant_id: str, stack: str) -> SendingStatus:
    """Return the status of a tenant in a run that failed for it."""
    return _cannot(tenant_id, stack, (), Stage.FAILED, "failed", "see the errors of this run")


def sending_status(tenant_id: str, facts: SendingFacts, tenants: Tenants | None, now: dt.datetime) -> SendingStatus:
    """Return whether a tenant may send, and what is missing if not: the first of its obstacles.

    Args:
        tenant_id: The tenant.
        facts: What it needs to send, as it was last seen.
        tenants: The tenants' files; without them, or without the tenant's, no file and line is named.
        now: Twilio's time.
    """
    found = next(obstacles(tenant_id, facts, tenants, now), None)
    if found is not None:
        return found.status
    text = f"may send: {summary(current(facts.reviews))}"
    others = [each for each in _progress(tenant_id, facts, tenants, now) if each.stage is not Stage.APPROVED]
    ending = list(_ending(tenant_id, facts, tenants, now))
    return SendingStatus(
        tenant_id,
        facts.stack,
        facts.reviews,
        Stage.APPROVED,
        "; ".join([text, *(each.summary for each in others), *(said for said, _ in ending)]),
        "; ".join([text, *(each.text for each in others), *(": ".join(each) for each in ending)]),
        needs_person=bool(ending) or any(each.stage in _NEED_A_PERSON for each in others),
    )


def _ending(
    tenant_id: str, facts: SendingFacts, tenants: Tenants | None, now: dt.datetime
) -> Iterator[tuple[str, str]]:
    """Yield each approved bundle that ends soon and is not being renewed: that, and what to do, in words."""
    renewed = {number_of(each.step) for each in facts.reviews if is_renewal(each.step)}
    for each in facts.reviews:
        if not (each.valid_until and is_regulatory(each.step)) or number_of(each.step) in renewed:
            continue
        end = dt.date.fromisoformat(each.valid_until)
        days = (end - now.astimezone(dt.UTC).date()).days
        if each.stage is Stage.APPROVED and days <= RENEWAL_DAYS:
            yield f"{each.step} ends on {end}, in {counted(days, 'day')}", renewal_advice(tenant_id, each.step, tenants)


def renewal_advice(tenant_id: str, step: str, tenants: Tenants | None) -> str:
    """Return how to renew a regulatory bundle, in words without a period.

    Args:
        tenant_id: The tenant.
        step: The bundle's step, such as `regulatory bundle DE mobile`.
        tenants: The tenants' files; without them, or without the tenant's, no line is named.
    """
    path = f"{international_path(number_of(step))}.renewed_on"
    where = tenants.where(tenant_id, path) if tenants and tenant_id in tenants.by_id else tenant_file(tenant_id)
    return f"bring its facts and documents up to date, and set {path} to today ({where})"


def obstacles(tenant_id: str, facts: SendingFacts, tenants: Tenants | None, now: dt.datetime) -> Iterator[Obstacle]:
    """Yield all that keeps a tenant from sending, the first to solve first. Without any, it may send.

    What only follows from another obstacle is not yielded: a number joins the messaging service when the campaign is
    approved.

    Args:
        tenant_id: The tenant.
        facts: What it needs to send, as it was last seen.
        tenants: The tenants' files; without them, or without the tenant's, no file and line is named.
        now: Twilio's time.
    """
    declared = tenants.by_id.get(tenant_id) if tenants else None
    cannot = partial(_cannot, tenant_id, facts.stack, facts.reviews)
    if declared is not None and declared.state is State.SUSPENDED and not _sends(facts):
        remedy = "it sends nothing, but its number and campaign are still billed"
        yield Obstacle(Requirement.ACCOUNT, cannot(Stage.SUSPENDED, "suspended", remedy, needs_person=False))
        return
    if facts.account_status != ACTIVE:
        yield Obstacle(Requirement.ACCOUNT, cannot(*_account(facts), since=facts.account_since))
        return
    is_registered = current(facts.reviews).stage is Stage.APPROVED
    if not is_registered:
        yield Obstacle(Requirement.REGISTRATION, _registering(tenant_id, facts, tenants, now))
    elif declared is not None and declared.brand and declared.brand.mock and _is_of_campaign(facts):
        remedy = "Twilio delivers nothing for mock brands"
        status = cannot(Stage.MISSING, "can't send: its brand is a mock", remedy, needs_person=False)
        yield Obstacle(Requirement.REGISTRATION, status)
    if is_registered and facts.joins_next and not facts.senders:
        approved = f"{current(facts.reviews).step} approved"
        remedy = f"its number waits for the next `{on_stack('pulumi up --refresh', facts.stack)}`"
        status = cannot(Stage.WAITING, approved, remedy)
        yield Obstacle(Requirement.SENDER, status)
    for requirement, said, remedy in _missing(facts):
        if requirement is not Requirement.SENDER or (is_registered and not facts.joins_next):
            yield Obstacle(requirement, cannot(Stage.MISSING, said, remedy))


def _sends(facts: SendingFacts) -> bool:
    return facts.account_status == ACTIVE and bool(facts.senders)


def _account(facts: SendingFacts) -> tuple[Stage, str, str]:
    since = f" since {facts.account_since}" if facts.account_since else ""
    is_suspended = facts.account_status == SUSPENDED
    remedy = (
        f"find out who suspended {facts.account_sid} and why. No run makes it active again: that is done in Twilio's "
        "Console, or by Twilio's support"
        if is_suspended
        else f"{facts.account_sid} can't be opened again"
    )
    stage = Stage.SUSPENDED if is_suspended else Stage.EXPIRED
    return stage, f"can't send: its account is {facts.account_status}{since}", remedy


def _is_of_campaign(facts: SendingFacts) -> bool:
    """Return whether the tenant sends because its campaign is approved, not because another sender of it is."""
    step = current(facts.reviews).step
    return step != TOLL_FREE and not is_regulatory(step)


@dataclass(frozen=True)
class _Progress:
    """How far a tenant is on the way to one kind of sender: its stage, since when, and that in words."""

    stage: Stage
    since: str
    summary: str
    text: str


def _registering(tenant_id: str, facts: SendingFacts, tenants: Tenants | None, now: dt.datetime) -> SendingStatus:
    found = sorted(_progress(tenant_id, facts, tenants, now), key=lambda each: _WORST_FIRST.index(each.stage))
    return _cannot(
        tenant_id,
        facts.stack,
        facts.reviews,
        found[0].stage,
        "; ".join(dict.fromkeys(each.summary for each in found)),
        text="; ".join(dict.fromkeys(each.text for each in found)),
        since=found[0].since,
    )


_WORST_FIRST = list(Stage)


def _progress(tenant_id: str, facts: SendingFacts, tenants: Tenants | None, now: dt.datetime) -> list[_Progress]:
    """Return how far a tenant is on the way to each kind of sender that it has."""
    declared = tenants.by_id.get(tenant_id) if tenants else None
    asks_owner = declared is not None and declared.is_sole_proprietor
    asks_contact = declared is not None and declared.business.company_type is CompanyType.PUBLIC

    def where(path: str) -> str:
        return tenants.where(tenant_id, path) if tenants and declared else tenant_file(tenant_id)

    def asked(step: ReviewStatus) -> Asked | None:
        if asks_owner:
            return owner(tenant_id, facts.stack)
        return contact(step, now, tenant_id, facts.stack) if asks_contact else None

    def of(way: list[ReviewStatus]) -> _Progress:
        step = current_of_way(way)
        late = overdue(step, now, asks_owner=asks_owner, asks_contact=asks_contact)
        text = line(
            way,
            lambda error: sentence(explained(error, step.step), where),
            lambda step: resubmission(step.step, step.errors, step.resubmissions, where, facts.stack),
            stack=facts.stack,
            asked=asked(step),
            late=late,
        )
        said = f"{summary(step)}, {late}" if late else summary(step)
        return _Progress(Stage.OVERDUE if late else step.stage, step.since, said, text)

    renewals = [[each] for each in facts.reviews if is_renewal(each.step)]
    return [of(way) for way in (*ways(facts.reviews), *renewals)]


def _missing(facts: SendingFacts) -> Iterator[tuple[Requirement, str, str]]:
    """Yield what is missing in the account, and what to do."""
    there = [each for each in facts.numbers if each not in facts.released]
    number, up = ", ".join(there or facts.numbers) or "its number", on_stack("pulumi up --refresh", facts.stack)
    if not facts.service_exists:
        remedy = "find out who deleted it: a new one needs a new campaign"
        yield Requirement.SERVICE, "can't send: its messaging service no longer exists", remedy
    elif not facts.senders and facts.released and not there:
        remedy = f"find out who released it. `{up}` names the approval that it takes to buy another"
        yield Requirement.SENDER, f"can't send: {number} no longer exists at Twilio", remedy
    elif not facts.senders and facts.elsewhere:
        remedy = f"take it out of {', '.join(facts.elsewhere)}, then run `{up}`"
        yield Requirement.SENDER, f"can't send: {number} is in another messaging service", remedy
    elif not facts.senders and facts.service_is_full:
        remedy = f"take out numbers that are not the tenant's, then run `{up}`"
        yield Requirement.SENDER, f"can't send: {number} is not in its messaging service, which is full", remedy
    elif not facts.senders:
        remedy = f"`{up}` adds it"
        yield Requirement.SENDER, f"can't send: {number} is not in its messaging service", remedy
    if not facts.key_works:
        remedy = f"`{up}` makes another: give it to the software that sends"
        yield Requirement.API_KEY, "can't send: Twilio refuses its API key", remedy


def _cannot(  # noqa: PLR0913, PLR0917 - what differs between the reasons
    tenant_id: str,
    stack: str,
    reviews: tuple[ReviewStatus, ...],
    stage: Stage,
    said: str,
    remedy: str = "",
    *,
    text: str = "",
    since: str = "",
    needs_person: bool | None = None,
) -> SendingStatus:
    return SendingStatus(
        tenant_id=tenant_id,
        stack=stack,
        reviews=reviews,
        stage=stage,
        summary=said,
        registration_status=text or f"{said}: {remedy}",
        since=since,
        needs_person=stage in _NEED_A_PERSON if needs_person is None else needs_person,
    )

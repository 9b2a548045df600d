"""The findings of one stack: from its preview, and the orphans in its accounts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from owl.drift.findings import NotDeployed, NotSeen, Resource, StackDrift
from owl.drift.orphans import Orphan, Orphans
from owl.drift.reading import declares, read
from owl.drift.sending import goes_on, need_person
from owl.drift.shown import LONGEST_REASON, shown
from owl.previews import Op, Preview, PreviewStep
from providers.subaccount import SubaccountProvider
from tenants.model import Tenants


def stack_drift(  # noqa: PLR0913 - what was looked at, and how
    stack: str,
    preview: Preview,
    tenants: Tenants,
    orphans: Orphans,
    not_compared: Sequence[str] = (),
    *,
    now: dt.datetime,
) -> StackDrift:
    """Return all findings of a stack.

    An object with the name of a resource that is still to be created is not an orphan: the next `pulumi up` takes it
    over.

    Args:
        stack: The stack.
        preview: Its preview with refresh.
        tenants: The tenants, as they are in its environment.
        orphans: The orphans below its parent account.
        not_compared: Stacks below the same parent whose state can't be read.
        now: Twilio's time.
    """
    found = read(preview, tenants)
    unread = [NotSeen("", shown(reason, LONGEST_REASON)) for of, reason in orphans.unread if of == stack]
    mine = [each for each in orphans.found if each.stack == stack and not each.stays]
    taken = _taken(mine, [step for _, step in found.not_deployed if step.op is Op.CREATE])
    by_step = {step.urn: each.sid for each, step in taken.items()}
    pending = [
        replace(_with_existing(each, by_step.get(step.urn)), elsewhere=_service_of(step, mine))
        for each, step in found.not_deployed
    ]
    needs_person = tuple(need_person(preview, tenants, mine, now))
    shut_out = {each.tenant for each in needs_person if each.number_is_shut_out}

    def can_join(resource: Resource) -> bool:
        return resource.kind != "MessagingServiceSender" or resource.tenant not in shut_out

    return StackDrift(
        stack=stack,
        needs_person=needs_person,
        edited=found.edited,
        vanished=tuple(
            replace(each, elsewhere=_now_in(each.resource.kind, each.sid, mine))
            for each in found.vanished
            if can_join(each.resource)
        ),
        orphans=tuple(each for each in mine if each not in taken),
        left=tuple(each for each in orphans.found if each.stack == stack and each.stays),
        not_deployed=tuple(each for each in sorted(pending) if can_join(each.resource)),
        news=tuple(each for each in found.news if goes_on(each)),
        not_seen=tuple(sorted({*found.not_seen, *unread})),
        suspended=orphans.suspended,
        not_compared=tuple(not_compared),
    )


def _taken(orphans: Sequence[Orphan], made: Sequence[PreviewStep]) -> dict[Orphan, PreviewStep]:
    """Return the orphans that steps would take over: containers first, then the objects inside them."""
    taken: dict[Orphan, PreviewStep] = {}
    for depth in sorted({_depth(each) for each in orphans}):
        for orphan in (each for each in orphans if _depth(each) == depth):
            content = orphan.content
            fields = {**content.fields, **content.container} if content else {"friendly_name": orphan.name}
            provider = orphan.content.provider if orphan.content else SubaccountProvider()
            for step in (each for each in made if each.kind == orphan.kind):
                known = {other.sid for other, by in taken.items() if by.name == step.name}
                if declares(step, provider, fields, known):
                    taken[orphan] = step
    return taken


def _service_of(step: PreviewStep, orphans: Sequence[Orphan]) -> str:
    """Return the SID of the service that has the number of a sender to be created; empty if none has it."""
    return _now_in(step.kind, str(step.new_inputs.get("phone_number_sid")), orphans) if step.op is Op.CREATE else ""


def _now_in(kind: str, sid: str, orphans: Sequence[Orphan]) -> str:
    """Return the SID of the undeclared service that a number is in: it can be in one only."""
    if kind != "MessagingServiceSender":
        return ""
    others = (each.content.container for each in orphans if each.kind == kind and each.sid == sid and each.content)
    return next((str(container.get("service_sid", "")) for container in others), "")


def _depth(orphan: Orphan) -> int:
    return len(orphan.content.container) if orphan.content else 0


def _with_existing(pending: NotDeployed, sid: str | None) -> NotDeployed:
    return pending if sid is None else replace(pending, exists=sid)

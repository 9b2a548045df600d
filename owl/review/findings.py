"""What the rules find in the head, beside what they found in the base; and what is waived."""

from collections.abc import Iterable
from dataclasses import dataclass

from owl.previews import Preview
from owl.review.side import Side
from policies.core.judgement import Judgement
from policies.core.waiver import Waiver

_IN_USE = "waiver-in-use"
"""The rule that shows what waivers keep back."""


@dataclass(frozen=True)
class Findings:
    """What the rules find.

    Attributes:
        new: In the head alone.
        fatal: All in the head that keep everything from being deployed, new or not.
        before: How many of the head's were in the base.
        gone: How many of the base's are not in the head.
        waived: What waivers keep back.
        of_engine: What only the engine can ask, with the stack, policy and level.
    """

    new: tuple[Judgement, ...]
    fatal: tuple[Judgement, ...]
    before: int
    gone: int
    waived: tuple[Judgement, ...]
    of_engine: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class WaiverChange:
    """A waiver that the base does not have, or not so.

    Attributes:
        waiver: The waiver.
        where: File and line.
    """

    waiver: Waiver
    where: str


def findings(base: Side, head: Side, previews: Iterable[Preview]) -> Findings:
    """Compare what is found. A finding is the same wherever its line has moved to."""
    old = {_key(each, base) for each in base.checked.judgements}
    judged = [each for each in head.checked.judgements if each.rule != _IN_USE]
    new = tuple(each for each in judged if _key(each, head) not in old)
    now = {_key(each, head) for each in judged}
    not_evaluated = set(head.checked.not_evaluated)
    return Findings(
        new=new,
        fatal=tuple(each for each in judged if each.is_fatal),
        before=len(judged) - len(new),
        gone=sum(key not in now for key in old if key[0] != _IN_USE),
        waived=tuple(each for each in head.checked.judgements if each.rule == _IN_USE),
        of_engine=tuple(
            (preview.stack, each.policy, each.level, each.message.partition("\n")[2].strip() or each.message)
            for preview in previews
            for each in preview.violations
            if each.policy in not_evaluated
        ),
    )


def new_waivers(base: Side, head: Side) -> tuple[WaiverChange, ...]:
    """Give the waivers that were added or changed."""
    positions = head.waivers.positions
    return tuple(
        WaiverChange(waiver, head.shown(positions, f"waivers[{index}]"))
        for index, waiver in enumerate(head.waivers.entries)
        if waiver not in base.waivers.entries
    )


def _key(judgement: Judgement, side: Side) -> tuple[str, str, str, str]:
    file = judgement.file.resolve()
    name = file.relative_to(side.directory) if file.is_relative_to(side.directory) else file
    return judgement.rule, str(name), judgement.path, judgement.message.replace(f"{side.directory}/", "")

"""The findings of the rules in the head, compared with the base, and the waived findings."""

from collections.abc import Iterable
from dataclasses import dataclass

from owl.previews import Preview
from owl.review.side import Side
from policies.core.judgement import Judgement
from policies.core.waiver import Waiver

_IN_USE = "waiver-in-use"
"""The rule that reports waived findings."""


@dataclass(frozen=True)
class Findings:
    """What the rules find.

    Attributes:
        new: In the head alone.
        fatal: The mandatory ones in the head, which block every deployment, new or not.
        before: How many of the head's were in the base.
        gone: How many of the base's are not in the head.
        waived: Findings that a waiver covers.
        of_engine: Violations of the rules that only the engine evaluates: stack, policy, level and message.
    """

    new: tuple[Judgement, ...]
    fatal: tuple[Judgement, ...]
    before: int
    gone: int
    waived: tuple[Judgement, ...]
    of_engine: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class RuleFindings:
    """The findings of one rule.

    Attributes:
        rule: The rule's id.
        findings: Its findings, at least one, in order.
    """

    rule: str
    findings: tuple[Judgement, ...]

    @property
    def message(self) -> str:
        """What all of them say; empty if they differ."""
        return _common(each.message for each in self.findings)

    @property
    def fix(self) -> str:
        """What to do about all of them; empty if that differs."""
        return _common(each.fix for each in self.findings)


def by_rule(judgements: Iterable[Judgement]) -> tuple[RuleFindings, ...]:
    """Return the findings of each rule, in the order of each rule's first."""
    found: dict[str, list[Judgement]] = {}
    for each in judgements:
        found.setdefault(each.rule, []).append(each)
    return tuple(RuleFindings(rule, tuple(of_rule)) for rule, of_rule in found.items())


def _common(texts: Iterable[str]) -> str:
    different = set(texts)
    return different.pop() if len(different) == 1 else ""


@dataclass(frozen=True)
class WaiverChange:
    """A waiver that is new or changed.

    Attributes:
        waiver: The waiver.
        where: File and line.
    """

    waiver: Waiver
    where: str


def findings(base: Side, head: Side, previews: Iterable[Preview]) -> Findings:
    """Compare the findings. A finding is the same if only its line has moved."""
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
    """Return the waivers that were added or changed."""
    positions = head.waivers.positions
    return tuple(
        WaiverChange(waiver, head.shown(positions, f"waivers[{index}]"))
        for index, waiver in enumerate(head.waivers.entries)
        if waiver not in base.waivers.entries
    )


def _key(judgement: Judgement, side: Side) -> tuple[str, str, str, str]:
    message = judgement.message.replace(f"{side.directory}/", "")
    return judgement.rule, side.relative(judgement.file), judgement.path, message

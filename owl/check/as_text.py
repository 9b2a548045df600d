"""The findings as text, for people: each with its origin and what to do, then their number."""

from collections.abc import Iterable

from owl.rendering.color import BOLD, DIM, GREEN, RED, YELLOW, Color, plain
from owl.rendering.counting import counted
from policies.core.judgement import Judgement
from policies.core.project import VALID, Checked


def render(checked: Checked, color: Color = plain) -> str:
    """Return the findings as lines."""
    lines = lines_of(checked.judgements, color)
    fatal = sum(each.is_fatal for each in checked.judgements)
    advice = len(checked.judgements) - fatal
    if fatal:
        lines.append(f"{color(counted(fatal, 'mandatory finding'), RED)}, {advice} advisory.")
    else:
        considered = f", {counted(advice, 'advisory finding')}" if advice else ""
        lines.append(f"{color(counted(checked.tenants, 'tenant') + ' OK', GREEN)}{considered}.")
    if checked.not_evaluated:
        rules = counted(len(checked.not_evaluated), "rule")
        lines.append(f"Not checked: {rules} that only `pulumi preview` and `pulumi up` evaluate.")
    return "\n".join(lines) + "\n"


def lines_of(judgements: Iterable[Judgement], color: Color = plain) -> list[str]:
    """Return two lines for each: what was found where, and what to do. A third says how it reads once corrected."""
    lines = []
    for each in judgements:
        origin = "" if each.rule == VALID else f" ({each.level}: {each.rule})"
        said = f"{each.text.removeprefix(each.place)}{origin}"
        lines.append(f"{color(each.place, BOLD)}{color(said, RED if each.is_fatal else YELLOW)}")
        lines.append(f"  {color(each.fix, DIM)}")
        lines += [f"  corrected: {each.corrected}"] if each.corrected else []
    return lines

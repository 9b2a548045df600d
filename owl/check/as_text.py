"""For people: each finding with its place and what to do, then how many there are."""

from collections.abc import Iterable

from policies.core.judgement import Judgement
from policies.core.project import VALID, Checked


def render(checked: Checked) -> str:
    """Say it in lines."""
    lines = lines_of(checked.judgements)
    fatal = sum(each.is_fatal for each in checked.judgements)
    advice = len(checked.judgements) - fatal
    if fatal:
        lines.append(f"{_counted(fatal, 'finding')} to put right, and {advice} to consider.")
    else:
        considered = f", with {_counted(advice, 'finding')} to consider" if advice else ""
        lines.append(f"{checked.tenants} tenants are right{considered}.")
    if checked.not_evaluated:
        lines.append(f"{_counted(len(checked.not_evaluated), 'rule')} about what is declared: the engine asks them.")
    return "\n".join(lines) + "\n"


def lines_of(judgements: Iterable[Judgement]) -> list[str]:
    """Give two lines for each: what was found where, and what to do."""
    lines = []
    for each in judgements:
        origin = "" if each.rule == VALID else f" ({each.level}: {each.rule})"
        lines += [f"{each.text}{origin}", f"  {each.fix}"]
    return lines


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"

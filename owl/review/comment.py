"""Write a review as a comment."""

import re
from collections import Counter
from pathlib import Path

from markupsafe import Markup

from owl.rendering import markdown
from owl.review.findings import Findings
from owl.review.next_steps import next_steps
from owl.review.published import PublishedOn
from owl.review.review import Review
from owl.review.stack_counts import StackCounts
from owl.review.tenants_changed import Kind
from policies.core.judgement import Judgement
from policies.core.registry import rules

MARKER = "<!-- owl review -->"
"""The first line, which identifies the comment, so that it is updated instead of posted a second time."""

FEW = 3
"""Changes, fields and findings of one rule that are shown without unfolding."""

UNFOLDED = 12
"""Entries of all other sections that are shown without unfolding: more would not fit on a screen."""

_MORE_THAN_ONE_LINE, _ONE_LINE = re.compile(r"\n{3,}"), "\n\n"
"""Empty lines; no text contains any."""

_KEPT = (1000, 200, 50, 10, 0)
"""How many entries of each section are kept: tried in this order until the comment is short enough."""


def draw(review: Review, published: PublishedOn | None = None) -> str:
    """Return the comment. The same review gives the same bytes.

    Args:
        review: The review.
        published: Where on GitHub it is published: then it links to lines, and ends with commit, time and run.
    """
    directory = Path(__file__).parent
    filters = {
        "place": lambda each: _place(each, review),
        "line": lambda where: _line(str(where), published),
        "with_code": markdown.with_code,
        "fix": _fix,
        "link": markdown.link,
    }
    template = markdown.markdown_environment(directory, filters=filters).get_template("comment.md.jinja")
    steps = tuple(next_steps(review))
    drawn = ""
    for kept in _KEPT:
        text = template.render(
            review=review,
            verdict=_verdict(review),
            summary=_summary(review),
            next_steps=steps,
            published=published,
            kept=kept,
            few=min(FEW, kept),
            unfolded=min(UNFOLDED, kept),
        )
        drawn = f"{MARKER}\n{_MORE_THAN_ONE_LINE.sub(_ONE_LINE, text).strip()}\n"
        if len(drawn) <= markdown.LONGEST:
            break
    return drawn


def _verdict(review: Review) -> Markup:
    """Return the first line: what blocks it, what it costs, and how much it changes in each stack."""
    count = review.blocker_count
    difference = review.money.difference
    shown = [_plain(f"{count} blocker{'' if count == 1 else 's'}" if count else "No blockers")]
    shown += [Markup("revenue {} a month").format(difference.revenue)] if difference.revenue else []
    shown += [Markup("cost {} a month").format(difference.cost)] if difference.cost else []
    shown += [Markup("{} once").format(difference.once)] if difference.once else []
    shown += [_counts(each) for each in review.stacks]
    if review.not_previewed:
        shown.append(_plain(f"{', '.join(review.not_previewed)} not previewed"))
    return Markup(" · ").join(shown)


def _counts(stack: StackCounts) -> Markup:
    """Return a stack's counts. Their signs are no markup: each is after a space and before a digit."""
    return _plain(stack.stack) + Markup(" ") + Markup(stack.counts)  # noqa: S704 - numbers


def _plain(text: str) -> Markup:
    return Markup(markdown.plain_text(text))  # noqa: S704 - escaped just here


def _summary(review: Review) -> str:
    """Return the second line: what happens to whom."""
    counts = Counter(each.kind for group in review.groups for each in group.changes)
    said = [_said(kind, counts[kind]) for kind in Kind if counts[kind]]
    said += ["the catalogue changes"] if review.catalogue else []
    changes = ", ".join(said) or ("changes unknown" if review.is_incomplete else "no tenant changes")
    return f"{changes[:1].upper()}{changes[1:]}. {_findings(review.findings)}."


def _findings(findings: Findings) -> str:
    counts = {"new": len(findings.new), "as before": findings.before, "resolved": findings.gone}
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"Findings: {said}" if said else "No findings"


def _said(kind: Kind, count: int) -> str:
    one, many = {
        Kind.JOINS: ("1 tenant joins", "tenants join"),
        Kind.CHANGES: ("1 tenant changes", "tenants change"),
        Kind.HAS_NO_FILE: ("1 tenant no longer has a file", "tenants no longer have a file"),
    }[kind]
    return one if count == 1 else f"{count} {many}"


def _place(judgement: Judgement, review: Review) -> str:
    """Return a finding's file, from the project's directory, and line."""
    return f"{review.head.relative(judgement.file)}:{judgement.line}"


def _line(where: str, published: PublishedOn | None) -> Markup:
    """Return a file and line as code, with a link if there is an address."""
    file, _, number = where.rpartition(":")
    shown = markdown.code(where)
    is_known = published is not None and number.isdecimal() and not file.startswith("/")
    return markdown.link(shown, published.line(file, number)) if published and is_known else shown


def _fix(text: str) -> Markup:
    """Return what to do about a finding. Only a rule's own words may contain code; others may quote a tenant."""
    own = text in {rule.fix for rule in rules().values()}
    return markdown.with_code(text) if own else _plain(text)

"""Write a review as a comment."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from owl import check as reports
from owl.rendering import markdown
from owl.review.review import Review
from owl.review.tenants_changed import Kind

MARKER = "<!-- owl review -->"
"""The first line, which identifies the comment, so that it is updated instead of posted a second time."""

UNFOLDED = 12
"""Groups and rows that are shown without unfolding: more would not fit on a screen."""

_MORE_THAN_ONE_LINE, _ONE_LINE = re.compile(r"\n{3,}"), "\n\n"
"""Empty lines; no text contains any."""

_KEPT = (1000, 200, 50, 10, 0)
"""How many entries of each section are kept: tried in this order until the comment is short enough."""


def draw(review: Review) -> str:
    """Return the comment. The same review gives the same bytes."""
    here = Path(__file__).parent
    directories = (here, Path(reports.__file__).parent)
    templates = markdown.markdown_environment(*directories, filters={"path": lambda file: _path(file, review)})
    template = templates.get_template("comment.md.jinja")
    drawn = ""
    for kept in _KEPT:
        text = template.render(review=review, headline=_headline(review), kept=kept, unfolded=min(UNFOLDED, kept))
        drawn = f"{MARKER}\n{_MORE_THAN_ONE_LINE.sub(_ONE_LINE, text).strip()}\n"
        if len(drawn) <= markdown.LONGEST:
            break
    return drawn


def _headline(review: Review) -> str:
    counts = Counter(each.kind for group in review.groups for each in group.changes)
    said = [_said(kind, counts[kind]) for kind in Kind if counts[kind]]
    said += ["the catalogue changes"] if review.catalogue else []
    return ", ".join(said) or ("changes unknown" if review.is_incomplete else "no tenant changes")


def _said(kind: Kind, count: int) -> str:
    one, many = {
        Kind.JOINS: ("1 tenant joins", "tenants join"),
        Kind.CHANGES: ("1 tenant changes", "tenants change"),
        Kind.HAS_NO_FILE: ("1 tenant no longer has a file", "tenants no longer have a file"),
    }[kind]
    return one if count == 1 else f"{count} {many}"


def _path(file: Any, review: Review) -> str:
    directory = review.head.directory
    resolved = Path(file).resolve()
    return (resolved.relative_to(directory) if resolved.is_relative_to(directory) else resolved).as_posix()

"""A comment is never longer than GitHub allows, and states what it omits."""

from dataclasses import replace

import pytest

from owl.rendering.markdown import LONGEST
from owl.review import MARKER, draw
from owl.review.comment import UNFOLDED
from owl.review.fields import FieldChange
from owl.review.tenants_changed import Group, Kind, TenantChange
from tests.owl.review.test_hostile_texts import said


def groups(count: int) -> tuple[Group, ...]:
    """Return this many tenants, each with a different change."""
    return tuple(
        Group(
            (TenantChange(f"t-{n}", Kind.CHANGES, "", fields=(FieldChange((f"field-{n}",), "old", "new" * 20, ""),)),)
        )
        for n in range(count)
    )


def test_what_is_more_than_a_screen_is_folded() -> None:
    """The folded part is complete."""
    comment = draw(replace(said("word"), groups=groups(UNFOLDED + 30)))

    before, _, folded = comment.partition("<details><summary>30 more</summary>")
    assert f"field-{UNFOLDED - 1}<" in before
    assert f"field-{UNFOLDED}<" in folded
    assert f"field-{UNFOLDED + 29}<" in folded
    assert "left out" not in comment


@pytest.mark.parametrize("count", [1_500, 20_000])
def test_what_a_comment_does_not_hold_is_counted(count: int) -> None:
    """This holds for any number of tenants."""
    review = said("word")
    findings = replace(review.findings, fatal=review.findings.fatal * count)
    comment = draw(replace(review, groups=groups(count), findings=findings, not_approved=review.not_approved * count))

    assert len(comment) <= LONGEST
    assert comment.startswith(f"{MARKER}\n### {count} tenants change")
    assert comment.count("omitted because GitHub limits the length of comments") >= 3
    assert f"- {count} mandatory findings, listed under Rules" in comment

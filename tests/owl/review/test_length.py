"""A comment is never longer than GitHub allows, and states what it omits."""

from dataclasses import replace

import pytest

from owl.rendering.markdown import LONGEST
from owl.review import MARKER, draw
from owl.review.comment import FEW
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
    comment = draw(replace(said("word"), groups=groups(FEW + 30)))

    before, _, folded = comment.partition("<details><summary>30 more</summary>")
    assert f"field-{FEW - 1}<" in before
    assert f"field-{FEW}<" in folded
    assert f"field-{FEW + 29}<" in folded
    assert "left out" not in comment


@pytest.mark.parametrize("count", [1_500, 20_000])
def test_what_a_comment_does_not_hold_is_counted(count: int) -> None:
    """This holds for any number of tenants."""
    review = said("word")
    findings = replace(review.findings, fatal=review.findings.fatal * count)
    comment = draw(replace(review, groups=groups(count), findings=findings, blockers=review.blockers * count))

    assert len(comment) <= LONGEST
    assert comment.startswith(f"{MARKER}\n### {count + 2} blockers · ")
    assert f"\n{count} tenants change" in comment
    assert comment.count("omitted because GitHub limits the length of comments") >= 3
    assert f", {count} findings: " in comment

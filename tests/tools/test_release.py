"""A release needs a tag, a version and a section of the changelog that agree."""

import pytest

from tools.release import NotReleasable, notes

PYPROJECT = '[project]\nname = "owl-isv"\nversion = "1.2.0"\n'
CHANGELOG = """# Changelog

## Unreleased

- Something else.

## 1.2.0 - 2026-12-01

### Added

- A thing.

## [1.1.0] - 2026-11-01

- Another.
"""


def test_the_notes_are_the_changelogs_section() -> None:
    """They are the complete section, without those around it; the links around a version don't matter."""
    assert notes("v1.2.0", PYPROJECT, CHANGELOG) == "### Added\n\n- A thing.\n"
    older = PYPROJECT.replace("1.2.0", "1.1.0")
    assert notes("v1.1.0", older, CHANGELOG) == "- Another.\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        ("v1.3.0", CHANGELOG, "'v1.3.0' is not v1.2.0"),
        ("1.2.0", CHANGELOG, "'1.2.0' is not v1.2.0"),
        ("", CHANGELOG, "'' is not v1.2.0"),
        ("v1.2.0", CHANGELOG.replace("1.2.0", "1.2.1"), "says nothing of 1.2.0"),
        ("v1.2.0", CHANGELOG.replace(" - 2026-12-01", ""), "write the day"),
        ("v1.2.0", CHANGELOG.replace("### Added\n\n- A thing.", ""), "says nothing of 1.2.0"),
    ],
)
def test_what_does_not_agree_is_refused(tag: str, changelog: str, said: str) -> None:
    """The refusal comes before any build."""
    with pytest.raises(NotReleasable, match=said):
        notes(tag, PYPROJECT, changelog)

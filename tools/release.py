"""Builds what a release consists of: `python -m tools.release v1.2.3`, which `make release TAG=v1.2.3` runs.

The version is in `pyproject.toml` alone. A tag that says another one, or a version without a section in the
changelog, is refused before anything is built.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

DIRECTORY = Path("dist")
"""Where the wheel, the source distribution and the notes are put; it is emptied first."""

_SECTION = re.compile(r"^## \[?(?P<version>[^\]\s]+)\]?(?: - (?P<day>\S+))?$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class NotReleasable(Exception):  # noqa: N818 - it says what it is
    """The tag, the version and the changelog do not agree. The message says what to change."""


def notes(tag: str, pyproject: str, changelog: str) -> str:
    """Return the release's notes: the changelog's section of the version that the tag names.

    Raises:
        NotReleasable: The tag names another version than `pyproject.toml`, or the changelog has no dated section of it.
    """
    version = tomllib.loads(pyproject)["project"]["version"]
    if tag != f"v{version}":
        raise NotReleasable(f"tag {tag!r} is not v{version}, the version in pyproject.toml: change one of the two")
    sections = list(_SECTION.finditer(changelog))
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        if section["version"] != version:
            continue
        if not _DAY.fullmatch(section["day"] or ""):
            raise NotReleasable(f"CHANGELOG.md: write the day into the heading: ## {version} - YYYY-MM-DD")
        text = changelog[section.end() : following.start() if following else None].strip()
        if text:
            return f"{text}\n"
    raise NotReleasable(
        f"CHANGELOG.md says nothing of {version}: move what is unreleased below ## {version} - YYYY-MM-DD"
    )


def main() -> None:
    """Check and build.

    Raises:
        SystemExit: The release is refused, or the build failed.
    """
    [tag] = sys.argv[1:] or [""]
    try:
        text = notes(tag, Path("pyproject.toml").read_text("utf-8"), Path("CHANGELOG.md").read_text("utf-8"))
    except NotReleasable as reason:
        sys.exit(f"make release: {reason}")
    shutil.rmtree(DIRECTORY, ignore_errors=True)
    built = subprocess.run(["tools/uv", "build", "--out-dir", DIRECTORY], check=False)
    if built.returncode:
        sys.exit(built.returncode)
    (DIRECTORY / ".gitignore").unlink(missing_ok=True)
    (DIRECTORY / "notes.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()

"""Color and progress: on a terminal alone, and never against the person's wish."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from owl.rendering.progress import progress
from tests.owl_inc import put_owl_inc
from tests.warm_interpreter import warm_owl

ESCAPE = "\x1b["


def on_a_terminal(directory: Path, *words: str, **environment: str) -> str:
    """Return what a command prints on a terminal, as the terminal receives it."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [*warm_owl(), *words],
        cwd=directory,
        env={**_without_wishes(), "TERM": "xterm-256color", **environment},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    try:
        while read := os.read(controller, 65_536):
            shown += read
    except OSError:  # the end, on Linux
        pass
    os.close(controller)
    process.wait()
    return shown.decode("utf-8")


def _without_wishes() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Owl Inc.'s files with a finding: a package that loses money."""
    directory = tmp_path_factory.mktemp("terminal")
    put_owl_inc(directory)
    packages = directory / "tenants" / "catalogue" / "packages.yaml"
    packages.write_text(re.sub("(price_per_month:).*", r'\1 "10.00"', packages.read_text("utf-8")), "utf-8")
    return directory


@pytest.mark.parametrize(
    ("words", "whole"),
    [(("check",), "package-margin"), (("margin",), " freestyle-falcons "), (("margin", "nobody"), "'nobody'")],
)
def test_a_terminal_gets_color_and_progress(words: tuple[str, ...], whole: str, project: Path) -> None:
    """What blocks is red; a spinner says what is being done. A narrow terminal cuts nothing off a table of figures."""
    shown = on_a_terminal(project, *words, COLUMNS="60")

    assert whole in shown
    assert f"{ESCAPE}31m" in shown
    assert "…" in shown


@pytest.mark.parametrize("words", [("check",), ("margin", "nobody")])
@pytest.mark.parametrize("wish", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_color_gets_none(words: tuple[str, ...], wish: dict[str, str], project: Path) -> None:
    """By https://no-color.org, or on a terminal that can't show any."""
    shown = on_a_terminal(project, *words, **wish)

    assert not any(f"{ESCAPE}{color}m" in shown for color in range(30, 38))


@pytest.mark.parametrize("words", [("check",), ("margin",), ("margin", "nobody"), ("review", "--base", ".")])
def test_no_escape_where_the_output_is_no_terminal(words: tuple[str, ...], project: Path) -> None:
    """A pipe and a file get text alone, also in CI."""
    done = subprocess.run(
        [*warm_owl(), *words],
        cwd=project,
        env={**_without_wishes(), "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "\x1b" not in done.stdout + done.stderr
    assert "…" not in done.stderr


def test_one_progress_inside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """The inner one takes the place of the outer one, and gives it back."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with progress("previewing dev"), progress("reading"):
        pass
    with progress("again"):
        pass

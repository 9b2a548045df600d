"""The check for house words: each phrase is found where people read it, and its rewording is not."""

import re
import subprocess
import sys
from pathlib import Path

from tools.prose.texts import files
from tools.prose.words import REPOSITORY, Finding, Word, find, house_words

HOUSE = house_words()
WORD = Word(find="is told", say="is reported", bad="", good="")


def found(tmp_path: Path, name: str, text: str, words: list[Word] | None = None) -> list[Finding]:
    """Return the findings in a file with this text."""
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return find(file, [WORD] if words is None else words)


def test_each_phrase_is_found_and_its_rewording_is_not(tmp_path: Path) -> None:
    """An entry finds its bad example, as Markdown or as Python; no entry finds anything in a good one."""
    for word in HOUSE.words:
        page = {
            kind: found(tmp_path, "page.md", text, [word]) for kind, text in (("bad", word.bad), ("good", word.good))
        }
        source = word.bad if word.bad.startswith('"""') else f'text = "{word.bad}"'

        assert [finding.word for finding in page["bad"]] == [word], word.find
        assert [finding.word for finding in found(tmp_path, "module.py", f"{source}\n", [word])] == [word], word.find
        assert page["good"] == [], word.find
        assert found(tmp_path, "page.md", word.good, HOUSE.words) == [], word.good


def test_phrases_are_found_only_in_prose(tmp_path: Path) -> None:
    """Comments, docstrings, string literals and paragraphs are checked; code, code spans and link targets are not."""
    for name, text, lines in (
        ("a.py", '"""It is told."""\n\nx = f"is told {1}"  # is told\nis_told = x is told\n', [1, 3, 3]),
        ("a.py", 'x = (\n    "what is "\n    f"told"\n)  # or\n# what is\n# told\n', [2, 5]),
        ("a.py", 'x = ("is", "told")\n', []),
        ("a.md", "It is told.\n\n```sh\nis told\n```\n\n`is told` [a](is told) <!-- is told -->\nis\ntold\n", [1, 8]),
        ("a.md", "1. a\n\n   ```sh\n   is told\n   ```\n\n   is told\n", [7]),
        ("a.jinja", "is told {{ is told }} {{ 'is told' }}{% if is told %}\n{# is told #}\n", [1, 1, 2]),
        ("a.yaml", "# what is\n# told\nkey: is told\n", [1, 3]),
        ("Makefile", "up: # is told\n", [1]),
    ):
        assert [finding.line for finding in found(tmp_path, name, text)] == lines, text


def test_a_finding_reads_like_a_compilers(tmp_path: Path) -> None:
    """File, line and column, the phrase, the better wording, and the reason if there is one."""
    [plain] = found(tmp_path, "a.md", "One.\nA field is\ntold.\n")
    [explained] = found(tmp_path, "a.md", "It is told.", [WORD.model_copy(update={"why": "short"})])

    assert str(plain) == f"{tmp_path}/a.md:2:9: 'is told': write 'is reported'"
    assert str(explained) == f"{tmp_path}/a.md:1:4: 'is told': write 'is reported' (short)"


def test_files_below_a_folder(tmp_path: Path) -> None:
    """Workflows are checked; hidden files, other kinds of files and the unchecked ones are not."""
    names = (
        "a.md",
        "b/c.py",
        "b/d.json",
        ".github/e.yaml",
        ".venv/f.py",
        "b/__pycache__/g.py",
        "h/i.md",
        "j.md",
        "LICENSE",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    checked = files([tmp_path, tmp_path / "a.md"], [tmp_path / "h", tmp_path / "j.md"])

    assert [str(file.relative_to(tmp_path)) for file in checked] == [".github/e.yaml", "a.md", "b/c.py"]


def test_every_checked_path_exists() -> None:
    """Otherwise a renamed folder would no longer be checked."""
    missing = [path for path in HOUSE.checked if not (REPOSITORY / path).exists()]

    assert missing == []
    assert len(files([REPOSITORY / path for path in HOUSE.checked], [])) > len(HOUSE.checked)


def test_the_command_lists_counts_and_fails(tmp_path: Path) -> None:
    """It exits with 1 and prints each finding or their number per folder; a missing path is a wrong command line."""
    (tmp_path / "page.md").write_text("Typed again,\nnothing stands against it.\n", "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "tools.prose", *arguments]
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    code, output = run(str(tmp_path))
    assert code == 1
    assert re.findall(r"page\.md:(\d+:\d+): '([^']+)'", output) == [
        ("1:1", "Typed again"),
        ("2:9", "stands against"),
        ("2:9", "stands"),
    ]
    assert output.endswith("3 phrases to rewrite; docs/style.md explains the style\n")
    assert run("--count", str(tmp_path))[1].startswith("    3 ")
    assert run(str(tmp_path / "gone.md"))[0] == 2


def test_spelling_is_checked(tmp_path: Path) -> None:
    """`codespell` finds a misspelling with this repository's settings, and accepts its own words."""
    file = tmp_path / "page.md"
    file.write_text("We recieve Ines's BU number.\n", "utf-8")  # codespell:ignore recieve

    done = subprocess.run(["codespell", file], cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert done.stdout == f"{file}:1: recieve ==> receive\n"  # codespell:ignore recieve

"""Every command on damaged files: an error in words that names the file, never a traceback."""

import contextlib
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from owl import cli
from owl.board.drift_report import drift_report
from owl.completion import package_ids, stack_names, template_ids, tenant_ids
from owl.failure import Failure
from tests.owl_inc import put_owl_inc
from tests.profiles import is_thorough

SID = "AC" + "0" * 32
DEV = "ACdec0de0000000000000000000000000d"
"""The parent account of the stack `dev`."""

COMMANDS = {
    "check": ("check",),
    "check --format github": ("check", "--format", "github"),
    "check --format json": ("check", "--format", "json"),
    "check --format junit": ("check", "--format", "junit"),
    "check --format markdown": ("check", "--format", "markdown"),
    "check --format sarif": ("check", "--format", "sarif"),
    "docs": ("docs",),
    "margin": ("margin",),
    "margin of a tenant": ("margin", "dawn-patrol-surf"),
    "new tenant": ("new", "tenant", "elm-cycles"),
    "publish": ("publish", "comment", "tenants/dawn-patrol-surf.yaml", "--pull-request", "1"),
    "qualify": ("qualify", "tenants/dawn-patrol-surf.yaml"),
    "review": ("review", "--base", "../base"),
    "review as json": ("review", "--base", "../base", "--format", "json"),
    "status": ("status",),
    "drift": ("drift", "--stack", "dev"),
    "send": ("send", "dawn-patrol-surf", "--to", "owner", "--template", "order-ready"),
    "brand otp": ("brand", "otp", "dawn-patrol-surf"),
    "adopt": ("adopt", SID, "--stack", "dev"),
    "up": ("up", "dev"),
}
FORMS = [name for name in COMMANDS if name.startswith(("check", "review"))]
"""Commands that differ in what they print only."""

OTHERS = [name for name in COMMANDS if name not in FORMS]

READ_NO_TENANTS = frozenset({"drift", "adopt", "publish"})
"""Commands that read the stack before the files, or other files."""

NOT_TEXT = b"\xff\xfe caf\xe9"
CATALOGUE = "tenants/catalogue/packages.yaml"
TENANT = "tenants/dawn-patrol-surf.yaml"


def content(value: bytes) -> Callable[[Path], None]:
    """Return what replaces a file's content."""

    def damage(file: Path) -> None:
        file.write_bytes(value)

    return damage


def directory(file: Path) -> None:
    """Put a directory where the file was."""
    file.unlink()
    file.mkdir()


def dangling(file: Path) -> None:
    """Put a link to nothing where the file was: nobody can read it."""
    file.unlink()
    file.symlink_to(file.parent / "nowhere")


def circle(file: Path) -> None:
    """Put a link to itself where the file was."""
    file.unlink()
    file.symlink_to(file)


def removed(file: Path) -> None:
    """Remove the file or the directory."""
    if file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink()


def a_file(path: Path) -> None:
    """Put a file where the directory was."""
    removed(path)
    path.write_text("a file\n", "utf-8")


KINDS: dict[str, Callable[[Path], None]] = {
    "no YAML": content(b"a: [\n"),
    "a wrong type": content(b"- a list\n"),
    "empty": content(b""),
    "binary": content(b"\0\1\2"),
    "not UTF-8": content(NOT_TEXT),
    "nested": content(b"[" * 100),
    "a directory": directory,
    "unreadable": dangling,
    "a circle of links": circle,
}
DAMAGES = [
    *((name, kind, file) for file in (CATALOGUE, TENANT, "Pulumi.dev.yaml") for name, kind in KINDS.items()),
    *(
        (name, KINDS[name], file)
        for file in ("policies/settings.json", "policies/waivers.yaml", "tenants/catalogue/price-book.yaml")
        for name in ("no YAML", "a wrong type", "not UTF-8", "nested", "a directory", "unreadable")
    ),
    ("nested beyond the recursion limit", content(b"[" * 1_500), "policies/settings.json"),
    ("removed", removed, CATALOGUE),
    ("removed", removed, "tenants/catalogue"),
    ("removed", removed, "tenants"),
    ("a file", a_file, "tenants/catalogue"),
    ("a file", a_file, "tenants"),
    ("no YAML", KINDS["no YAML"], "Pulumi.yaml"),
    ("removed", removed, "Pulumi.yaml"),
]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without damage."""
    directory = tmp_path_factory.mktemp("damaged")
    put_owl_inc(directory)
    (directory / "policies").mkdir(exist_ok=True)
    return directory


def run(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command in this process, as the script `owl` does, and return its exit code."""
    monkeypatch.setattr("sys.argv", ["owl", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def has_its_turn(name: str, damage: Callable[[Path], None], file: str) -> bool:
    """Return whether a command is tried on a damaged file.

    Two of the eight forms of a report are, and half of the other commands; all with the profile `thorough`.
    """
    if is_thorough():
        return True
    number = next(number for number, each in enumerate(DAMAGES) if each[1:] == (damage, file))
    return (FORMS.index(name) + number) % 4 == 0 if name in FORMS else (OTHERS.index(name) + number) % 2 == 0


@pytest.mark.parametrize(
    ("damage", "file"),
    [(damage, file) for _, damage, file in DAMAGES],
    ids=[f"{file.rpartition('/')[2]}: {kind}" for kind, _, file in DAMAGES],
)
def test_a_damaged_file_is_an_error_in_words(  # noqa: PLR0913, PLR0917 - fixtures
    damage: Callable[[Path], None],
    file: str,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every command ends with an exit code and no traceback; all that read the file name it."""
    project = tmp_path / "project"
    shutil.copytree(whole, project, symlinks=True)
    shutil.copytree(whole, tmp_path / "base", symlinks=True)
    damage(project / file)
    monkeypatch.setenv("PATH", str(tmp_path))
    wrong = []
    is_read = file.startswith("tenants")
    for name, arguments in COMMANDS.items():
        if not has_its_turn(name, damage, file):
            continue
        with contextlib.chdir(project):
            try:
                code = run(arguments, monkeypatch)
            except BaseException:  # noqa: BLE001 - that is what the test is about
                wrong.append(f"{name}: {traceback.format_exc()[-900:]}")
                continue
        shown = capsys.readouterr()
        text = shown.out + shown.err
        if "Traceback" in text or "[Errno" in text:
            wrong.append(f"{name}: {text[-400:]}")
        elif is_read and name not in READ_NO_TENANTS and (code != 1 or Path(file).stem not in text):
            wrong.append(f"{name}: exit code {code}, or {file} is not named: {text[-400:]}")
    with contextlib.chdir(project):
        for complete in (tenant_ids, stack_names, template_ids, package_ids):
            complete("")
    assert not wrong, "\n".join(wrong)


WRITTEN = {
    **KINDS,
    "nested beyond the recursion limit": content(b"[" * 100_000),
    "a list of lists": content(b"[[]]"),
}
"""How a file that an earlier command wrote may be damaged."""


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_an_earlier_command_wrote_may_be_damaged(
    kind: str, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A note of a create counts as one with an unknown outcome; a drift report is refused by name."""
    note, report = tmp_path / "pending-creates" / DEV / "k.json", tmp_path / "drift.json"
    note.parent.mkdir(parents=True)
    for file in (note, report):
        file.write_text("{}", "utf-8")
        WRITTEN[kind](file)
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.setenv("OWL_TWILIO", "local")

    with contextlib.chdir(whole):
        assert run(("pending",), monkeypatch) == 0
    assert "k.json" in capsys.readouterr().out
    with pytest.raises((Failure, OSError), match=r"drift\.json"):
        drift_report(report, "dev")


def test_a_terminal_obeys_nothing_that_an_error_quotes(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of files and arguments come from anywhere: control characters are shown, not sent."""
    with contextlib.chdir(whole):
        assert run(("qualify", "a\x1b]0;b\x07\u202ec"), monkeypatch) == 1

    assert "a\\x1b]0;b\\x07\\u202ec" in capsys.readouterr().err

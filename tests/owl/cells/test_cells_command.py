"""`owl cells`: who is where, what is full, what a change touches; no engine runs."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from owl.cells.assignment import with_cells
from owl.cells.cell import cells
from owl.cells.run import Ran, run_cells, summary
from owl.drift.cells import reporting, siblings
from owl.failure import Failure
from owl.stacks.cells import project_cells
from owl.stacks.move_note import MoveNote, MoveNotes
from policies.core.project import check_project, today
from tests.engine.project import ACCOUNTS
from tests.owl_inc import put_owl_inc
from tests.warm_interpreter import warm_owl


def owl(*words: str) -> subprocess.CompletedProcess[str]:
    """Run `owl cells` in the current directory."""
    return subprocess.run([*warm_owl(), "cells", *words], capture_output=True, text=True, check=False)


def listed(*words: str) -> list[dict[str, Any]]:
    """Return the cells as JSON."""
    done = owl("--no-state", "--format", "json", *words)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def commit(directory: Path) -> None:
    """Commit all files of a directory, in a repository there."""
    somebody = ["git", "-c", "user.name=Mo", "-c", "user.email=mo@owl.example"]
    for command in ("init --quiet", "add --all", "commit --quiet --message=all"):
        subprocess.run([*somebody, *command.split()], cwd=directory, check=True)


def test_the_tenants_of_a_divided_stack_are_shared_out(divided: Path) -> None:
    """A stack that is not divided has all of them, and so has the project as a whole."""
    found = {each["stack"]: each for each in listed()}

    assert {name: (each["divided"], len(each["tenants"]), each["room"]) for name, each in found.items()} == {
        "dev": ("dev", 7, 93),
        "prod": ("prod", 5, 95),
        "prod-01": ("prod", 2, 98),
    }
    assert found["dev"]["revenue"] == f"{float(found['prod']['revenue']) + float(found['prod-01']['revenue']):.2f}"
    assert owl("--format", "github").stdout == (
        'cells=[{"stack": "dev", "divided": "dev"}, {"stack": "prod", "divided": "prod"}, '
        '{"stack": "prod-01", "divided": "prod"}]\n'
    )
    assert not [each for each in check_project(divided, today()).judgements if each.is_fatal]


def test_a_new_tenant_is_put_into_the_emptiest_cell(divided: Path) -> None:
    """With several divided stacks it has a cell in each, by environment."""
    project = project_cells()
    text, chosen = with_cells("name: Acme\n", project, list(cells(project, 100, with_states=False)))
    assert (text, [each.name for each in chosen]) == ("name: Acme\ncell: prod-01\n", ["prod-01"])

    settings = (divided / "Pulumi.dev.yaml").read_text("utf-8").replace("aggregated", "isolated")
    (divided / "Pulumi.dev.yaml").write_text(settings, "utf-8")
    (divided / "Pulumi.dev-01.yaml").write_text(f"{settings}  owl:cellOf: dev\n", "utf-8")
    project = project_cells()
    text, _ = with_cells("name: Acme\n", project, list(cells(project, 100, with_states=False)))
    assert text == "name: Acme\nenvironments:\n  dev:\n    cell: dev-01\n  prod:\n    cell: prod-01\n"


def test_a_cell_is_planned_when_all_are_full(divided: Path) -> None:
    """Its file is that of the divided stack, except for what is encrypted with its key."""
    assert owl("plan").stdout.startswith("No cell is needed")
    shared = owl("plan", "dev", "--yes")
    assert (shared.returncode, "the tenants of dev share one account" in shared.stderr) == (1, True), shared.stderr
    (divided / "policies" / "settings.json").write_text('{"cell-full": {"most": 2}}', "utf-8")
    settings = divided / "Pulumi.prod.yaml"
    secret = "  owl:acme-ein:\n    secure: v1:abc\n  owl:protect"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text.replace('  owl:protect', secret)}encryptionsalt: v1:salt\n", "utf-8")

    command = [*warm_owl(), "cells", "plan", "prod"]
    asked = subprocess.run(command, input="n\n", capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert not (divided / "Pulumi.prod-02.yaml").exists()
    done = owl("plan", "prod", "--yes")

    assert "prod has 7 tenants: its 2 cells are full. Pulumi.prod-02.yaml:" in done.stdout
    copied = "pulumi config get owl:acme-ein --stack prod | pulumi config set --secret owl:acme-ein --stack prod-02"
    assert copied in done.stdout
    assert (divided / "Pulumi.prod-02.yaml").read_text("utf-8") == f"{text.rstrip()}\n  owl:cellOf: prod\n"


def test_the_settings_of_a_planned_cell_are_complete_and_not_encrypted(divided: Path) -> None:
    """However the file is indented and quoted, and wherever the encrypted settings are in it."""
    encrypted = ('    "owl:acme-ein":\n        secure: v1:abc\n', "    owl:birch-ein: {secure: v1:def}\n")
    text = """\
secretsprovider: awskms://alias/owl?region=us-east-1
encryptedkey: abc
config:
    owl:accountSid: AC1
"""
    more = """\
    # who sends
    owl:rings:
        - beta
"""
    last = "environment:\n    - owl\n"
    settings = divided / "Pulumi.prod.yaml"
    settings.write_text(f"{text}{encrypted[0]}{more}{encrypted[1]}{last}", "utf-8")

    done = owl("plan", "prod", "--yes")

    assert done.returncode == 0, done.stderr
    planned = (divided / "Pulumi.prod-02.yaml").read_text("utf-8")
    assert planned == f"{text}{more}    owl:cellOf: prod\n{last}".replace("encryptedkey: abc\n", "")
    init = "pulumi stack init prod-02 --no-select --secrets-provider 'awskms://alias/owl?region=us-east-1'"
    assert f"\n  {init}\n" in done.stdout


@pytest.mark.parametrize("provider", ["", "secretsprovider: passphrase\n"])
def test_the_commands_of_a_planned_cell_work(
    divided: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    """In the order in which they are printed, with a stack that the backend does not have."""
    monkeypatch.delenv("PULUMI_CONFIG_PASSPHRASE_FILE", raising=False)
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{tmp_path_factory.mktemp('state')}?metadata=skip")
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "of a test")
    settings = divided / "Pulumi.prod.yaml"
    settings.write_text(provider + settings.read_text("utf-8").partition("encryptionsalt")[0], "utf-8")
    for words in ("stack init prod --no-select", "config set --secret owl:acme-ein 12-3456789 --stack prod"):
        subprocess.run(["pulumi", *words.split()], stdout=subprocess.DEVNULL, check=True)

    said = owl("plan", "prod", "--yes").stdout.partition("Written: Pulumi.prod-02.yaml")[2]
    commands = "\n".join(line for line in said.splitlines() if line.startswith("  "))
    subprocess.run(["sh", "-e"], input=commands, text=True, stdout=subprocess.DEVNULL, check=True)

    assert said.splitlines()[-1] == "Then commit the file and deploy the cell: make up STACK=prod-02"
    copied = ["pulumi", "config", "get", "owl:acme-ein", "--stack", "prod-02"]
    assert subprocess.check_output(copied, text=True) == "12-3456789\n"


def test_a_change_touches_the_cells_of_its_tenants(divided: Path) -> None:
    """What all of them share touches all; what no deployment reads touches none."""
    commit(divided)

    def touched(name: str) -> list[str]:
        file = divided / name
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((before or b"") + b"# changed\n")
        found = [each["stack"] for each in listed("--changed-since", "HEAD")]
        file.unlink() if before is None else file.write_bytes(before)
        return found

    assert touched("tenants/alpine-spokes.yaml") == ["dev", "prod-01"]
    assert touched("tenants/cadence-running.yaml") == ["dev", "prod"]
    assert touched("Pulumi.prod-01.yaml") == ["prod-01"]
    assert touched("Pulumi.dev.yaml") == ["dev"]
    assert touched("tenants/catalogue/packages.yaml") == ["dev", "prod", "prod-01"]
    assert touched("new.py") == ["dev", "prod", "prod-01"]
    assert touched("docs/notes.md") == []
    assert owl("--format", "github", "--changed-since", "HEAD").stdout == "cells=[]\n"


def test_a_change_touches_a_stack_without_the_ring_of_its_tenant(divided: Path) -> None:
    """A tenant that has left the rings of a stack is deployed there until it has left its state."""
    settings = divided / "Pulumi.dev.yaml"
    settings.write_text(settings.read_text("utf-8").replace("    - general\n", ""), "utf-8")
    commit(divided)
    tenant = divided / "tenants" / "cadence-running.yaml"
    tenant.write_text(f"{tenant.read_text('utf-8')}# changed\n", "utf-8")

    assert [each["stack"] for each in listed("--changed-since", "HEAD")] == ["dev", "prod"]


@pytest.mark.parametrize("change", [("  owl:cellOf: prod\n", ""), ("cellOf: prod", "cellOf: dev")])
def test_a_cell_that_becomes_one_of_another_stack_touches_both(divided: Path, change: tuple[str, str]) -> None:
    """The stack that it was a cell of gets its tenants."""
    commit(divided)
    file = divided / "Pulumi.prod-01.yaml"
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")

    touched = {each["stack"] for each in listed("--changed-since", "HEAD")}
    assert touched == {"prod", "prod-01"} | ({"dev"} if change[1] else set())


def test_the_first_cell_and_the_last_touch_their_stack(divided: Path) -> None:
    """The tenants of one come from it, and those of the other go back to it."""
    file = divided / "Pulumi.prod-01.yaml"
    settings = file.read_text("utf-8")
    commit(divided)
    file.unlink()
    assert [each["stack"] for each in listed("--changed-since", "HEAD")] == ["prod"]
    commit(divided)
    file.write_text(settings, "utf-8")
    assert [each["stack"] for each in listed("--changed-since", "HEAD")] == ["prod", "prod-01"]


@pytest.mark.parametrize("wrong", ["tenants/catalogue/isv.yaml", "policies/settings.json"])
def test_the_matrix_needs_no_valid_catalogue(divided: Path, wrong: str) -> None:
    """A pull request gets its comment, which says what is wrong, and the cells are compared with Twilio each night."""
    commit(divided)
    (divided / wrong).write_text("wrong: [", "utf-8")

    for words in ((), ("--changed-since", "HEAD")):
        done = owl("--format", "github", *words)
        assert (done.returncode, done.stderr) == (0, "")
        assert [each["stack"] for each in json.loads(done.stdout.removeprefix("cells="))] == ["dev", "prod", "prod-01"]


def test_a_third_environment_is_one_more_stack_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that lists stacks lists it, and the rules accept it."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    settings = (tmp_path / "Pulumi.dev.yaml").read_text("utf-8").replace(ACCOUNTS["dev"], f"AC{'5' * 32}")
    (tmp_path / "Pulumi.staging.yaml").write_text(f"{settings}  owl:environment: dev\n", "utf-8")

    assert [each["stack"] for each in listed()] == ["dev", "prod", "staging"]
    assert not [each for each in check_project(tmp_path, today()).judgements if each.is_fatal]


@pytest.mark.usefixtures("divided")
def test_an_undeclared_account_is_reported_with_one_cell() -> None:
    """That of a tenant with the tenant's cell, any other with the divided stack; no other cell's state is read."""
    names = ("prod-alpine-spokes", "prod-cadence-running", "prod-without-a-file", "somebody's")
    project = project_cells()

    def reported(*stacks: str) -> list[bool]:
        return list(map(reporting(project, stacks), names))

    assert reported("prod-01") == [True, False, False, False]
    assert reported("prod") == [False, True, True, True]
    assert reported("prod", "prod-01") == reported("dev") == [True, True, True, True]
    assert siblings(project, ["prod"]) == {"prod-01"}
    assert siblings(project, ["dev", "prod", "prod-01"]) == set()


@pytest.mark.usefixtures("divided")
def test_one_cell_that_fails_stops_no_other() -> None:
    """The summary names those that failed, with the reason from their logs, however they ended."""
    commands = {
        "prod": "echo 'error: the stack is currently locked'; exit 255",
        "prod-01": "echo done",
        "prod-02": "kill -9 $$",
        "prod-03": "echo 'owl: stack prod-03 is broken: $HOME' >&2; exit 1",
    }
    ran = run_cells(list(commands), 2, lambda cell: ["sh", "-c", commands[cell]])

    assert [(each.cell, each.code, each.reason) for each in ran] == [
        ("prod", 255, "the stack is currently locked"),
        ("prod-01", 0, ""),
        ("prod-02", 137, "signal 9 ended it"),
        ("prod-03", 1, "stack prod-03 is broken: $HOME"),
    ]
    text = summary(ran, lambda code: f"code {code}", 0)
    assert text.splitlines()[1].startswith("prod-01  code 0, ")
    assert text.endswith("3 not done: prod, prod-02, prod-03")


@pytest.mark.usefixtures("divided")
def test_a_cell_that_did_not_begin_has_no_log() -> None:
    """After Ctrl-C, the log of the run before is not taken for this one's."""
    run_cells(["prod", "prod-01"], 2, lambda cell: ["echo", f"{cell} before"])
    commands = {"prod": "kill -INT $(ps -o ppid= -p $PPID)", "prod-01": "echo now"}  # ends make

    ran = run_cells(list(commands), 1, lambda cell: ["sh", "-c", commands[cell]])

    assert [(each.code, each.reason, each.said) for each in ran] == [(0, "", ""), (128, "it did not begin", "")]
    [_, first, total] = summary(ran, lambda code: f"code {code}", 0).splitlines()
    assert first == "prod-01  code 128, 0 s: it did not begin"
    assert total.endswith(" s, 1 not done: prod-01")


@pytest.mark.usefixtures("divided")
def test_a_reason_is_shown_for_each_cell_that_failed() -> None:
    """What a report of drift could not read; of a command that says nothing of its own, its last line."""
    commands = {
        "prod": r"printf 'prod: could not be read\n  could not be read:\n    tenant acme: no answer\n    -> x\n'",
        "prod-01": r"printf 'Traceback:\n  in owl\nValueError: no\n\n'",
    }
    ran = run_cells(list(commands), 2, lambda cell: ["sh", "-c", f"{commands[cell]}; exit 1"])

    assert [each.reason for each in ran] == ["tenant acme: no answer", "ValueError: no"]


def test_cells_with_drift_are_done() -> None:
    """They were checked: the summary names them by what they found."""
    ran = [Ran(f"prod-0{number}", code, 1, Path("none"), "") for number, code in enumerate((3, 0, 4, 3, 1))]

    def total(*cells: Ran) -> str:
        text = summary(cells, lambda code: f"code {code}", 0, (4, 3, 0), "all checked")
        return text.splitlines()[-1].partition(" s, ")[2]

    assert total(ran[1]) == "all checked"
    assert total(*ran[:4]) == "all checked; code 4: prod-02; code 3: prod-00, prod-03"
    assert total(*ran[2:]) == "1 not done: prod-04; code 4: prod-02; code 3: prod-03"


@pytest.fixture
def notes(tmp_path: Path) -> MoveNotes:
    """The notes of a parent account without a move."""
    return MoveNotes(str(tmp_path / ".owl" / "pending-creates" / "AC1"))


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    ended = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True)
    return int(ended.stdout)


@contextmanager
def running(*words: str) -> Iterator[int]:
    """Run a process with these words in its command; yield its number."""
    command = ["sh", "-c", "echo begun; read line", *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid


@pytest.fixture
def moving() -> Iterator[int]:
    """The number of a process that is called like a move."""
    with running("owl", "cells", "move") as pid:
        yield pid


def test_there_is_one_move_at_a_time(notes: MoveNotes, gone: int, moving: int) -> None:
    """A second one is refused while the first runs; a killed one is completed first, by the same command."""
    first = MoveNote(("acme",), "prod", "prod-01", pid=moving)

    assert notes.begin(first, resume=False) == first
    for wanted in (first, MoveNote(("birch",), "prod", "prod-01")):
        with pytest.raises(Failure, match="another move is under way: owl cells move acme --to prod-01"):
            notes.begin(wanted, resume=True)
    notes.end()
    notes.begin(MoveNote(("acme",), "prod", "prod-01", pid=gone), resume=False)
    with pytest.raises(Failure, match="complete it first: owl cells move acme --to prod-01"):
        notes.begin(MoveNote(("birch",), "prod", "prod-01"), resume=False)
    assert notes.begin(MoveNote(("acme",), "prod-01", "prod-01"), resume=False).source == "prod"
    notes.end()
    notes.begin(MoveNote(("acme",), "prod", "prod-01", host="elsewhere", pid=os.getpid()), resume=False)
    with pytest.raises(Failure, match="complete its move: owl cells move acme --to prod-01 --resume"):
        notes.begin(first, resume=False)
    assert notes.begin(replace(first, pid=os.getpid()), resume=True) == replace(first, pid=os.getpid())
    notes.end()
    assert notes.read() is None


def test_a_number_that_another_process_has_now(notes: MoveNotes) -> None:
    """A move is not under way because its number is that of this process, as in containers, or of any other one."""
    with running("another command") as other:
        for pid in (os.getpid(), other):
            notes.begin(MoveNote(("acme",), "prod", "prod-01", pid=pid), resume=False)
            assert notes.begin(MoveNote(("acme",), "", "prod-01"), resume=False).source == "prod"
            notes.end()


def test_a_move_that_moved_nothing(notes: MoveNotes, gone: int) -> None:
    """One that was killed while it looked where its tenants are stops no other."""
    notes.begin(MoveNote(("acme",), "", "prod-01", pid=gone), resume=False)
    other = MoveNote(("birch",), "", "prod-02")
    assert notes.begin(other, resume=False) == other
    assert notes.read() == other


def test_two_who_complete_the_same_move(notes: MoveNotes, gone: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both find that its process has ended, and one of them takes it over."""
    killed = MoveNote(("acme",), "prod", "prod-01", pid=gone)
    notes.begin(killed, resume=False)
    read = MoveNotes.read

    def read_before_another_takes_over(self: MoveNotes) -> MoveNote | None:
        monkeypatch.setattr(MoveNotes, "read", read)
        found = self.read()
        notes.begin(killed, resume=False)
        return found

    monkeypatch.setattr(MoveNotes, "read", read_before_another_takes_over)
    with pytest.raises(Failure, match="another move has just begun"):
        copy(notes).begin(killed, resume=False)

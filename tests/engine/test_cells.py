"""A stack is divided into cells, and tenants move between them: Twilio notices nothing, whenever a move is killed."""

import json
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from owl.receiver.database import open_database
from owl.stacks.receiver_database import ReceiverDatabase
from policies.core.project import today
from tests.engine.project import Outcome, Project
from tests.objects import what_there_is
from tests.profiles import is_thorough

MOVED, STAYS = "alpine-spokes", "freestyle-falcons"
EIN = f"owl:{MOVED}-ein"

MOVES = (
    {
        "before the resources are moved": ("state move", "before"),
        "before the files are written": ("state move", "after"),
    },
    {"after the new state is saved, before the old one is": ("state move", "between")},
    {
        "before the outputs of the new cell are updated": ("up --yes", "before"),
        "before the outputs of the old cell are updated": ("up --yes", "after"),
    },
)
"""Where each move is killed, one after the other: at which command of the engine, and before or after it.

Without the profile `thorough`, there is one move, killed where both states have the tenant.
"""


@pytest.fixture
def divided(project: Callable[..., Project]) -> Project:
    """Two deployed tenants on `prod`, one with an EIN of its own, which has a second cell without tenants."""
    made = project(stack="prod")
    assert made.pulumi("config", "set", "--secret", EIN, "12-3456789", "--stack", "prod").code == 0
    assert made.up().code == 0
    added = made.owl("cells", "plan", "prod", "--yes")
    assert "Written: Pulumi.prod-01.yaml" in added.text, added.text
    return made


def with_kill(project: Project, command: str, moment: str) -> dict[str, str]:
    """Return an environment in which a command of the engine kills the `owl` that runs it."""
    shim = project.directory.parent / "shim"
    shim.mkdir(exist_ok=True)
    real, state = shutil.which("pulumi"), project.directory.parent / "state" / ".pulumi" / "stacks" / "owl"
    script = f"""#!/bin/sh
case "$*" in
"{command}"*) ;;
*) exec {real} "$@" ;;
esac
if [ {moment} = before ]; then kill -9 $PPID; exit 1; fi
if [ {moment} = interrupted ]; then kill -INT $PPID; exec {real} "$@"; fi
cp {state}/$5.json {state}/../kept.json
{real} "$@" || exit
if [ {moment} = between ]; then cp {state}/../kept.json {state}/$5.json; fi
rm {state}/../kept.json
kill -9 $PPID
"""
    (shim / "pulumi").write_text(script, "utf-8")
    (shim / "pulumi").chmod(stat.S_IRWXU)
    return project.environment | {"PATH": f"{shim}{os.pathsep}{project.environment['PATH']}"}


def move_disturbed(project: Project, destination: str, command: str, moment: str) -> Outcome:
    """Move a tenant, and kill the move or interrupt it."""
    usual = project.environment
    project.environment = with_kill(project, command, moment)
    ended = project.owl("cells", "move", MOVED, "--to", destination)
    project.environment = usual
    return ended


def kill_move(project: Project, destination: str, command: str, moment: str) -> None:
    """Move a tenant, and kill the move."""
    killed = move_disturbed(project, destination, command, moment)
    assert killed.code == 128 + signal.SIGKILL, killed.text


def owners(project: Project, stack: str) -> set[str]:
    """Return the tenants with a messaging service in a stack's state."""
    project.stack = stack
    return {each["urn"].rpartition("::")[2] for each in project.resources() if "MessagingService" in each["type"]}


def test_a_tenant_moves_without_a_change_at_twilio(divided: Project) -> None:
    """Both previews are empty afterwards, and each cell deploys its own tenants only.

    A move that was killed anywhere, once or twice, is completed by the same command, and only by that one.
    """
    calls = divided.local.control.journal()
    take_a_cell_that_was_never_created_as_empty(divided, "prod-01", MOVED)
    cells, objects = ["prod", "prod-01"], what_there_is(divided.console)
    end_when_interrupted(divided)
    for index, kills in enumerate(MOVES if is_thorough() else MOVES[1:2]):
        source, destination = cells[index % 2], cells[1 - index % 2]
        for command, moment in kills.values():
            kill_move(divided, destination, command, moment)
        if index == 0:
            other = divided.owl("cells", "move", STAYS, "--to", "prod-01")
            assert f"complete it first: owl cells move {MOVED} --to prod-01" in other.text, other.text
            deploy_nothing_meanwhile(divided)
            interrupt_the_engine(divided)
        again = divided.owl("cells", "move", MOVED, "--to", destination)
        files = f"tenants/{MOVED}.yaml and Pulumi.{destination}.yaml"
        moved = f"moved {MOVED} from {source} to {destination}; commit {files}"
        assert again.text.strip().endswith(moved), again.text
        assert (MOVED in owners(divided, source), MOVED in owners(divided, destination)) == (False, True), kills

    assert divided.tenant(MOVED).read_text("utf-8").count("cell: prod-01") == 1
    for stack, tenant in (("prod", STAYS), ("prod-01", MOVED)):
        preview = divided.pulumi("preview", "--stack", stack, "--expect-no-changes")
        assert (preview.code, list(preview.counts)) == (0, ["unchanged"]), preview.text
        divided.stack = stack
        assert list(divided.outputs()["senders"]) == [tenant]
    asked = divided.local.control.journal()[len(calls) :]
    assert {each["method"] for each in asked} <= {"GET"}
    assert what_there_is(divided.console) == objects

    see_all_cells_as_one(divided)
    for unread, read, missing in (("prod-01", STAYS, MOVED), ("prod", MOVED, STAYS)):
        name_an_unread_cell(divided, unread, read, missing)
    state = states(divided) / "prod.json"
    state.rename(state.with_suffix(".kept"))
    take_a_cell_that_was_never_created_as_empty(divided, "prod", MOVED)
    state.with_suffix(".kept").rename(state)
    know_what_another_cell_declares(divided)
    refuse_a_full_cell(divided)
    keep_what_a_file_moves_by_itself(divided)
    deploy_the_others(divided)
    tell_what_each_cell_has(divided)
    move_although_another_tenant_is_refused(divided)


def end_when_interrupted(divided: Project) -> None:
    """Ctrl-C while the states are read ends the move, and stops no other."""
    interrupted = move_disturbed(divided, "prod-01", "stack export", "interrupted")
    assert interrupted.code != 0
    assert MOVED in owners(divided, "prod")
    assert not list((divided.directory.parent / "local" / "moves").iterdir())


def deploy_nothing_meanwhile(divided: Project) -> None:
    """As long as both states have the tenant, neither cell is deployed."""
    for stack in ("prod", "prod-01"):
        refused = divided.owl("up", stack, "--yes")
        assert f"{stack} is not deployed: a move is under way or was interrupted" in refused.text
        assert f"if it has ended complete its move: owl cells move {MOVED} --to prod-01" in refused.text


def interrupt_the_engine(divided: Project) -> None:
    """Ctrl-C waits for the engine, so that it leaves no lock; a lock that a killed one left is no obstacle."""
    interrupted = move_disturbed(divided, "prod-01", "up --yes", "interrupted")
    assert interrupted.code == 1
    assert f"the move was interrupted. Run the move again: owl cells move {MOVED}" in interrupted.text, interrupted.text
    locks = divided.directory.parent / "state" / ".pulumi" / "locks" / "organization" / "owl" / "prod-01"
    assert not list(locks.glob("*.json"))
    gone = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True)
    lock = {"pid": int(gone.stdout), "username": "mo", "hostname": os.uname().nodename}
    locks.mkdir(parents=True, exist_ok=True)
    (locks / "one.json").write_text(json.dumps(lock), "utf-8")


def move_although_another_tenant_is_refused(divided: Project) -> None:
    """A change that nobody has approved keeps the outputs of its cell as they are, but nobody from moving."""
    divided.edit(STAYS, 'area_code: "415"', 'area_code: "212"')
    moved = divided.owl("cells", "move", MOVED, "--to", "prod")
    assert moved.code == 1
    assert f"moved {MOVED} from prod-01 to prod; commit" in moved.text, moved.text
    assert "The outputs of prod could not be updated: " in moved.text, moved.text
    assert moved.text.endswith("Correct that and run `make up STACK=prod`\n"), moved.text
    again = divided.owl("cells", "move", MOVED, "--to", "prod")
    assert (again.code, again.text) == (0, f"{MOVED}: already in prod\n")
    divided.edit(STAYS, 'area_code: "212"', 'area_code: "415"')
    assert divided.owl("up", "prod", "--yes").code == 0
    divided.stack = "prod"
    assert sorted(divided.outputs()["senders"]) == [MOVED, STAYS]


def see_all_cells_as_one(divided: Project) -> None:
    """The tenants of the divided stack are those of all its cells; drift is looked for in each, and there is none."""
    status = divided.owl("status", "--stack", "prod", "--format", "json")
    stacks = {each["tenant_id"]: each["stack"] for each in json.loads(status.out)}
    assert stacks == {MOVED: "prod-01", STAYS: "prod"}, status.text  # advised commands name these
    cell = divided.owl("status", "--stack", "prod-01")
    assert cell.out.splitlines()[1:] == ["1 of 1 may send"], cell.text
    drift = divided.owl("cells", "drift", "prod")
    assert drift.code == 0, drift.text
    [prod, first] = json.loads(divided.owl("cells", "--format", "json").out)[1:]
    assert (prod["resources"], first["resources"]) == (36, 35)
    assert prod["drift"] == first["drift"] == "no drift"


def states(divided: Project) -> Path:
    """Return the directory of the stacks' states."""
    return divided.directory.parent / "state" / ".pulumi" / "stacks" / "owl"


def take_a_cell_that_was_never_created_as_empty(divided: Project, cell: str, deployed: str) -> None:
    """It hides no other cell, whether it is the divided stack or another, and is no failure."""
    found = divided.owl("status", "--stack", "prod", "--format", "json")
    assert found.code == 0, found.text
    assert "can't be read" not in found.text, cell
    assert {each["stage"] for each in json.loads(found.out) if each["tenant_id"] == deployed} == {"approved"}


def name_an_unread_cell(divided: Project, unread: str, read: str, missing: str) -> None:
    """Commands about all tenants show those of the other cells, name the cell and fail; nothing is recorded."""
    state, rings = states(divided) / f"{unread}.json", divided.directory / "tenants" / "catalogue" / "rings.yaml"
    kept, recorded = state.read_text("utf-8"), rings.read_text("utf-8") if rings.exists() else ""
    month = f"{today():%Y-%m}"
    commands = (
        ("status",),
        ("doctor", "--all"),
        ("golive",),
        ("reconcile", "--month", month),
        ("margin", "--from-usage", month),
        ("golive", "--record"),
        ("consent", "push", "--dry-run"),
        ("consent", "push", missing, "--dry-run"),
    )
    database = f"sqlite:///{divided.directory / '.local' / 'receiver-prod.sqlite'}"
    open_database(ReceiverDatabase(database, "prod")).dispose()
    state.write_text("{", "utf-8")
    found = {each: divided.owl(*each, "--stack", "prod") for each in commands}
    alone = divided.owl("status", read, "--stack", "prod")
    gone = divided.owl("status", missing, "--stack", "prod")
    state.write_text(kept, "utf-8")

    for command, outcome in found.items():
        assert outcome.code == 1, f"{command}: {outcome.text}"
        assert f"owl: without the tenants of {unread}: stack '{unread}' can't be read: " in outcome.text, outcome.text
    [said] = [line for line in found["status",].out.splitlines() if line.startswith(missing)]
    assert "could not be read" in said
    assert all(read in found[each].out for each in commands[:5])
    assert "outside this table" not in found["reconcile", "--month", month].out
    assert f"nothing was recorded: a record has all tenants of a ring, and those of {unread} are missing" in (
        found["golive", "--record"].text
    )
    assert (rings.read_text("utf-8") if rings.exists() else "") == recorded
    for command in commands[-2:]:
        assert f"nothing was pushed for the tenants of {unread}: " in found[command].text
    assert alone.code == 0, alone.text
    assert gone.code == 1
    assert f"owl: {missing} is not in the cells of stack 'prod' that can be read. stack '{unread}' can't" in gone.text


def know_what_another_cell_declares(divided: Project) -> None:
    """Without its file, a tenant's account is still no orphan; another cell's state is read only to find that out."""
    file = divided.tenant(MOVED)
    state = divided.directory.parent / "state" / ".pulumi" / "stacks" / "owl" / "prod-01.json"
    declared, deployed = file.read_text("utf-8"), state.read_text("utf-8")

    state.write_text("{", "utf-8")
    quiet = divided.owl("drift", "--stack", "prod")
    file.unlink()
    unread = divided.owl("drift", "--stack", "prod")
    state.write_text(deployed, "utf-8")
    found = divided.owl("drift", "--stack", "prod")
    file.write_text(declared, "utf-8")

    assert (quiet.code, quiet.out) == (0, "prod: no drift\n"), quiet.text
    assert unread.code == 3, unread.text
    assert f": prod-{MOVED}, containing " in unread.out
    assert "not compared with stack prod-01, whose state can't be read: what it declares may be listed" in unread.out
    assert (found.code, found.out) == (0, "prod: no drift\n"), found.text


def refuse_a_full_cell(divided: Project) -> None:
    """A cell that has no room gets nobody."""
    settings = divided.directory / "policies" / "settings.json"
    before = settings.read_text("utf-8")
    settings.write_text('{"cell-full": {"most": 1}}', "utf-8")
    full = divided.owl("cells", "move", STAYS, "--to", "prod-01")
    assert full.text == "owl: prod-01 is full: it has 1 tenants of at most 1. Choose another cell: `owl cells`\n"
    settings.write_text(before, "utf-8")


def keep_what_a_file_moves_by_itself(divided: Project) -> None:
    """A cell that somebody edits changes nothing: the tenant stays where its resources are, and both cells say so."""
    divided.edit(MOVED, "cell: prod-01", "cell: prod")
    kept = divided.pulumi("preview", "--stack", "prod-01")
    left = divided.pulumi("preview", "--stack", "prod", "--expect-no-changes")
    assert (kept.code, left.code) == (0, 0), f"{kept.text}{left.text}"
    assert "1 to update\n    32 unchanged" in kept.text  # the copy of its file
    assert f"{MOVED} stays in prod-01, although its file says cell prod: move it with" in kept.text
    assert f"{MOVED} is not deployed here: prod-01 has it. Move it with `owl cells move {MOVED} --to prod`" in left.text
    drift = divided.owl("drift", "--stack", "prod")
    assert (drift.code, drift.out) == (0, "prod: no drift\n"), drift.text
    divided.edit(MOVED, "cell: prod", "cell: prod-01")


def deploy_the_others(divided: Project) -> None:
    """A cell that is locked and one whose state is unreadable stop no other, and the summary names them."""
    for _ in range(2):
        divided.owl("cells", "plan", "prod", "--yes")
    assert divided.pulumi("stack", "init", "prod-03").code == 0
    state = divided.directory.parent / "state" / ".pulumi"
    (state / "stacks" / "owl" / "prod-02.json").write_text("{", "utf-8")
    lock = state / "locks" / "organization" / "owl" / "prod-03" / "one.json"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text('{"pid": 1, "username": "mo", "hostname": "elsewhere"}', "utf-8")

    deployed = divided.owl("cells", "up", "prod", "--yes", "--jobs", "2")

    *_, prod, first, second, third, total = deployed.text.strip().splitlines()
    assert deployed.code == 1
    assert (prod[:18], first[:18]) == ("prod     deployed,", "prod-01  deployed,"), deployed.text
    assert "can't be read, and neither can any copy of it" in second
    assert "locked" in third
    assert "2 not done: prod-02, prod-03" in total


def tell_what_each_cell_has(divided: Project) -> None:
    """One tenant's drift is reported beside what can't be read, in its cell and in others; drift is not a failure."""
    senders: dict[str, Any] = {}
    for stack in ("prod", "prod-01"):
        divided.stack = stack
        senders |= divided.outputs()["senders"]
    for each in senders.values():
        [trigger] = divided.console.account(each["account_sid"]).usage.triggers.list()
        trigger.delete()
    service = senders[STAYS]["messaging_service_sid"]
    divided.local.control.inject("status", method="GET", path=service, status=403, code=20003, times=None)

    drift = divided.owl("cells", "drift", "prod")
    divided.local.control.clear_faults()

    *_, prod, first, second, third, total = drift.text.strip().splitlines()
    assert drift.code == 1
    for tenant in senders:
        assert f"UsageTrigger {tenant}" in drift.out, drift.text
    assert prod.startswith("prod     could not be checked completely, ")
    assert " s: the stack: could not list Campaign" in prod
    assert (first[:15], "can't be read" in second, third[:18]) == ("prod-01  drift,", True, "prod-03  no drift,")
    assert total.endswith(" s, 2 not done: prod, prod-02; drift: prod-01"), total

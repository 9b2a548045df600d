"""Deploy a stack with `pulumi up`: what `owl up` does.

Creates the stack first if the backend doesn't have it. Run it in the environment of `tools/environment`. Before each
run the salt is removed from the stack's settings, because a local and a live stack of the same name have different
salts; the state has it.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from owl.check import Form
from owl.deployment.announced import announced, is_unchanged, previewed_alone, unchanged
from owl.deployment.damaged_state import is_damaged, restore_damaged_state
from owl.deployment.local_backend import backend_directory, locks_of
from owl.deployment.local_stacks import create_if_missing, forget_salt, show_as_unchanged
from owl.failure import Failure
from owl.previews import run_preview
from owl.previews.interrupts import left_to_engine
from owl.previews.run import with_policy_pack
from owl.records import PREVIEWED
from owl.rendering.progress import progress
from owl.stacks.cells import cells_of_stack
from owl.stacks.config import named_after, pending_creates_of, twilio_of
from owl.stacks.move_note import MoveNotes, is_alive
from owl.stacks.tenants import tenants_of_stack
from owl.stacks.unfinished_run import UnfinishedRun
from policies.core.project import check_project, today
from policies.core.stack_files import read_stack, stack_files
from project import project_directory
from providers.core.settings import Mode
from tenants.model import Ring, naming


def check_settings(stack: str) -> Path:
    """Return the path of a stack's settings file. It must exist, so that a misspelled name doesn't create a stack.

    Raises:
        Failure: There is no `Pulumi.<stack>.yaml`.
    """
    stacks = stack_files(Path())
    if stack not in stacks:
        raise Failure(
            f"stack {stack!r}: there is no Pulumi.{stack}.yaml, only stacks {', '.join(stacks)}. "
            f"Correct the name, or copy Pulumi.dev.yaml to Pulumi.{stack}.yaml and adapt it."
        )
    return stacks[stack]


def check_moves(stack: str) -> None:
    """Check that no tenant is being moved from or to a cell: while both states may have it, none is deployed.

    Raises:
        Failure: A move is under way, or was interrupted.
    """
    if not cells_of_stack(stack).is_divided:
        return
    note = MoveNotes(pending_creates_of(stack).location).read()
    if note and note.concerns(stack):
        raise Failure(f"{stack} is not deployed: a move is under way or was interrupted. {note.advice}")


CHECKED = "OWL_CHECKED"
"""The environment variable by which a run over all cells says that it has checked the files."""


def check_tenants() -> None:
    """Check the tenants' files before an engine starts, unless the run that this one belongs to has done so.

    Raises:
        Failure: They are wrong; its text is every finding.
    """
    if CHECKED in os.environ:
        return
    checked = check_project(Path(), today())
    if any(each.is_fatal for each in checked.judgements):
        raise Failure(f"nothing was deployed:\n{Form.TEXT.render(checked)}")


def targets(stack: str, ring: str) -> list[str]:
    """Return the engine's options that limit a run to one ring's tenants and the resources that all tenants share.

    Raises:
        Failure: No tenant is in the ring, or the tenants' files are not valid.
    """
    ids = [tenant.id for tenant in tenants_of_stack(stack) if tenant.ring == ring]
    if not ids:
        raise Failure(f"RING={ring}: no tenant is in that ring; the rings are {', '.join(Ring)}")
    patterns = naming.targets(named_after(stack), ids)
    return [option for target in patterns for option in ("--target", target)]


def locks(stack: str) -> list[dict[str, Any]]:
    """Return the stack's locks, if the backend is a directory. An unreadable one counts as another engine's."""
    backend = backend_directory()
    if backend is None:
        return []
    try:
        return [json.loads(path.read_text()) for path in locks_of(stack, backend)]
    except (OSError, ValueError, RecursionError):
        return [{"hostname": "", "pid": 0}]


def recover_after_a_crash(stack: str) -> bool:
    """Restore a damaged state, and remove the lock of an engine that died on this machine; other locks stay.

    Only if the backend is a directory.

    Returns:
        Whether there was such a lock. The state may then contain resources that the engine had already deleted.

    Raises:
        Failure: The state can't be restored.
    """
    if restored := restore_damaged_state(stack):
        sys.stderr.write(f"owl: {restored}\n")
        UnfinishedRun(stack).reopen()
    found = locks(stack)
    dead = found and all(lock["hostname"] == os.uname().nodename and not is_alive(lock["pid"]) for lock in found)
    if dead:
        subprocess.run(["pulumi", "cancel", "--yes", "--stack", stack], check=False)
    return bool(dead)


def check_secrets(stack: str) -> None:
    """Check the stack's passphrase: the engine notices a wrong one only at the end, and then saves no state.

    Raises:
        Failure: The stack's secrets can't be encrypted with it.
    """
    with tempfile.TemporaryDirectory() as directory:
        command = ["pulumi", "config", "set", "--secret", "owl:probe", "probe", "--stack", stack]
        probe = subprocess.run(
            [*command, "--config-file", f"{directory}/probe.yaml"], capture_output=True, text=True, check=False
        )
    if probe.returncode:
        raise Failure(
            f"stack {stack!r}: its state could not be encrypted, and nothing was done: {probe.stderr.strip()}\n"
            "Set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE) to what the stack was created with."
        )


def is_local(stack: str, settings: Path) -> bool:
    """Return whether the stack is deployed to the local Twilio, where nothing costs money."""
    return twilio_of(read_stack(stack, settings)[0]) == Mode.LOCAL


MANY_RESOURCES = 5_000
"""Resources with which an engine takes more than 0.4 GB, a third of all that a run takes."""


def with_frugal_engine(environment: Mapping[str, str], resources: int) -> dict[str, str]:
    """Return the environment in which the engine takes less memory, if it has many resources.

    Go searches for garbage when memory has doubled; with this, when it has grown by half. A deployment of 7,500
    resources then takes 0.1 GB less and a twentieth more CPU time.
    """
    return {"GOGC": "50", **environment} if resources > MANY_RESOURCES else dict(environment)


def deploy(stack: str, arguments: list[str]) -> int:
    """Run `pulumi up`, which handles Ctrl-C itself, and return its exit code.

    One tenant's failure doesn't block the others; a mandatory finding blocks all of them. Where nobody is asked, the
    stack is previewed once, and only deployed if that finds changes.

    Raises:
        Failure: See `check_secrets`.
    """
    options, environment, announcement = previewed_alone(arguments), with_policy_pack(os.environ), ""
    if options is not None and not locks(stack):
        with progress(f"previewing {stack}"):
            preview = run_preview(stack, Path(), options=options)
        if is_unchanged(preview):
            sys.stdout.write(unchanged(preview))
            return 0
        announcement = "" if preview.failed else f"{announced(preview)}\n"
        environment = with_frugal_engine(environment, len(preview.steps))
        del preview  # it may be 60 MB, and the engine needs memory now
        gc.collect()
    check_secrets(stack)
    if announcement:
        sys.stdout.write(announcement)
        arguments.append("--skip-preview")
        environment[PREVIEWED] = "1"
    command = ["pulumi", "up", "--continue-on-error", "--stack", stack, *arguments]
    with left_to_engine():
        code = subprocess.run(command, env=environment, check=False).returncode
        if is_damaged(stack):
            sys.stderr.write(
                f"owl: the state of {stack} was not saved. See why above, for example a full disk, and run this again "
                "once that is fixed: it restores the state before, and finds what this run created\n"
            )
        else:
            UnfinishedRun(stack).forget()
    return code


def up(stack: str, ring: str | None, arguments: list[str]) -> int:
    """Deploy a stack; return the exit code of `pulumi up`.

    Args:
        stack: The stack's name.
        ring: The one ring whose tenants are deployed to; None for all.
        arguments: Options of `pulumi up`.

    Raises:
        Failure: Something is wrong that the engine need not be asked about.
    """
    os.chdir(project_directory())
    settings = check_settings(stack)
    check_tenants()
    check_moves(stack)
    forget_salt(settings)
    try:
        if recover_after_a_crash(stack):
            arguments.append("--refresh")
        if ring:
            os.environ["OWL_RING"] = ring  # the program asks for it
            arguments += targets(stack, ring)
        if is_local(stack, settings):
            arguments.append("--yes")  # elsewhere the user, or ARGS=--yes, has to agree to the cost
        create_if_missing(stack)
        return deploy(stack, arguments)
    finally:
        show_as_unchanged(settings)

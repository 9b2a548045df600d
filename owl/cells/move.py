"""Move tenants from one cell to another: their resources go from state to state, and nothing changes at Twilio.

The steps, each of which can be repeated: the tenants' encrypted settings are copied, their resources are moved with
`pulumi state move`, their files name the new cell, and both cells are updated without any of their Twilio resources, so
that their outputs and their copies of the files match. The engine saves the state of the new cell before
that of the old one. A move that is interrupted between the two leaves the resources in both, and the next one removes
them from the old state.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from owl.cells.assignment import cell_path
from owl.cells.cell import tenants_at_most
from owl.deployment.local_stacks import create_if_missing, forget_salt, show_as_unchanged
from owl.deployment.up import check_tenants, locks, recover_after_a_crash
from owl.failure import Failure, in_words
from owl.previews.interrupts import left_to_engine
from owl.previews.run import POLICY_PACK
from owl.rendering.on_stack import on_stack
from owl.rendering.progress import progress
from owl.rendering.unknown_name import there_is_no
from owl.stacks.cells import ProjectCells, project_cells
from owl.stacks.config import NEVER_CREATED, read_config
from owl.stacks.files import shown_path, stack_file
from owl.stacks.move_note import MoveNote, MoveNotes
from owl.stacks.tenant_file import replace_file
from owl.stacks.unfinished_run import UnfinishedRun
from policies.core.leaving import has_account
from policies.core.project import today
from policies.core.stack_files import is_encrypted
from project import NAMESPACE, project_directory
from tenants.model import naming
from tenants.model.yaml_files.file_edit import with_value
from tenants.model.yaml_files.yaml_document import decode


@dataclass(frozen=True)
class _Side:
    """A cell in a move: its name and its resources, as in its state."""

    name: str
    resources: tuple[dict[str, Any], ...]

    def of(self, tenants: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the resources of tenants by their URNs without the stack."""
        wanted = set(tenants)
        return {
            str(naming.Urn.parse(each["urn"])._replace(stack="")): each
            for each in self.resources
            if naming.tenant_of(each["urn"]) in wanted
        }

    def owners(self) -> set[str]:
        """Return the tenants in the state."""
        return {tenant for each in self.resources if (tenant := naming.tenant_of(each["urn"]))}


def move(tenants: Sequence[str], destination: str, notes: MoveNotes, *, resume: bool) -> str:
    """Move tenants to a cell, or complete such a move.

    Args:
        tenants: The tenants' ids.
        destination: The cell.
        notes: Where moves are noted.
        resume: Whether to take over a move that another machine began.

    Returns:
        What was done, in a sentence.

    Raises:
        Failure: It is not possible, or a step failed. Run again, it is completed.
    """
    os.chdir(project_directory())
    check_tenants()
    project = project_cells()
    names = tuple(sorted(set(tenants)))
    _check_names(project, names, destination)
    note = notes.begin(MoveNote(names, "", destination), resume=resume)
    if note.source:
        _recover(note)
    else:
        try:
            note = replace(note, source=_source(project, names, destination))
            if note.source != destination:
                notes.write(note)  # from now on neither cell is deployed
                _check_free(note)
        except BaseException:
            notes.end()
            raise
        if note.source == destination:
            _write_files(project, note)
            notes.end()
            return f"{', '.join(names)}: already in {destination}"
    moved, behind = _move(project, note, notes)
    notes.end()
    if behind:
        raise Failure(f"{moved}. {' '.join(behind)}")
    return moved


def _move(project: ProjectCells, note: MoveNote, notes: MoveNotes) -> tuple[str, list[str]]:
    """Do all steps of a move; return what was done, and why the outputs of a cell are not updated.

    Raises:
        Failure: A step failed. If nothing is moved yet, the note is removed.
    """
    names = ", ".join(note.tenants)
    try:
        for each in (note.source, note.destination):
            forget_salt(stack_file(each))
        settings = _copy_secrets(project, note)
        with progress(f"moving {names} to {note.destination}"):
            _move_resources(note)
        _write_files(project, note)
        behind = list(filter(None, map(_update_outputs, (note.destination, note.source))))
    except (Failure, OSError, KeyboardInterrupt) as error:
        if _is_nothing_moved(note):
            notes.end()
        reason = str(error) if isinstance(error, Failure) else _in_words(error)
        raise Failure(f"{reason}. Run the move again: {note.command}") from None
    finally:
        for each in (note.source, note.destination):
            show_as_unchanged(stack_file(each))
    changed = " and ".join([*map(naming.tenant_file, note.tenants), *settings])
    return f"moved {names} from {note.source} to {note.destination}; commit {changed}", behind


def _in_words(error: OSError | KeyboardInterrupt) -> str:
    return in_words(error) if isinstance(error, OSError) else "the move was interrupted"


def _recover(note: MoveNote) -> None:
    """Restore what the engine of an interrupted move left: a state that is cut off, or a lock.

    Raises:
        Failure: A state can't be restored, or a cell is locked by an engine that runs or by another machine.
    """
    for cell in (note.source, note.destination):
        recover_after_a_crash(cell)
        if locks(cell):
            cancel = f"pulumi cancel --yes --stack {cell}"
            raise Failure(f"{cell} is locked: another run is under way. Wait for it. If there is none, run `{cancel}`")


def _is_nothing_moved(note: MoveNote) -> bool:
    """Return whether the new cell has nothing of the tenants yet. If its state can't be read, it may have."""
    try:
        return not _side(note.destination).of(note.tenants)
    except Failure:
        return False


def _check_names(project: ProjectCells, names: Sequence[str], destination: str) -> None:
    """Check that there are such tenants and such a cell, and that a file can name it.

    Raises:
        Failure: There are not, or it can't.
    """
    cell_path(project, project.cells_of(destination).divided, "")
    everybody = project.in_environment_of(destination)
    if unknown := [each for each in names if each not in everybody.by_id]:
        raise Failure(there_is_no("tenant", unknown[0], everybody.by_id))


def _source(project: ProjectCells, names: Sequence[str], destination: str) -> str:
    """Return the cell that has the tenants; the destination if there is nothing to move.

    Raises:
        Failure: The move is not possible.
    """
    cells = project.cells_of(destination)
    everybody = project.in_environment_of(destination)
    with progress("reading the cells' states"):
        states, unreadable = _sides(cells.names)
    if destination in unreadable:
        raise Failure(unreadable[destination])
    having = {name: [cell for cell, side in states.items() if name in side.owners()] for name in names}
    for name, where in having.items():
        if not where:
            if unreadable:
                raise Failure(f"{name} is in none of {', '.join(states)}, and {'; '.join(unreadable.values())}")
            raise Failure(
                f"{name} is not deployed in {' or '.join(cells.names)}: write `cell: {destination}` into its file"
            )
    sources = {cell for where in having.values() for cell in where} - {destination}
    if len(sources) > 1:
        raise Failure(f"{', '.join(names)} are in {' and '.join(sorted(sources))}: move those of one cell at a time")
    if not sources:
        return destination
    if already := [name for name, where in having.items() if where == [destination]]:
        raise Failure(f"{', '.join(already)}: already in {destination}; move the others without")
    most = tenants_at_most(project_directory(), everybody.by_id)
    here = {*states[destination].owners(), *(each.id for each in cells.tenants(destination, everybody))}
    count = sum(has_account(everybody.by_id[each], today()) for each in here - {*names} if each in everybody.by_id)
    if count + len(names) > most:
        raise Failure(
            f"{destination} is full: it has {count} tenants of at most {most}. Choose another cell: `owl cells`"
        )
    return sources.pop()


def _sides(cells: Iterable[str]) -> tuple[dict[str, _Side], dict[str, str]]:
    """Return the cells that can be read, and why the others can't."""
    states, unreadable = {}, {}
    for each in cells:
        try:
            states[each] = _side(each)
        except Failure as failure:
            unreadable[each] = f"the state of {each} can't be read: {failure}"
    return states, unreadable


def _side(name: str) -> _Side:
    """Read a cell's state, which is empty as long as the backend does not have the stack.

    Raises:
        Failure: It can't be read.
    """
    try:
        deployment = json.loads(_pulumi("stack", "export", "--stack", name))["deployment"] or {}
    except Failure as failure:
        if NEVER_CREATED not in str(failure):
            raise
        deployment = {}
    return _Side(name, tuple(deployment.get("resources") or ()))


def _check_free(note: MoveNote) -> None:
    """Check that no run is under way in either cell, or has to be completed first; create the new cell.

    Raises:
        Failure: One is, or the stack can't be created.
    """
    for cell in (note.source, note.destination):
        run = on_stack("make up", cell)
        if unfinished := UnfinishedRun(cell).tenants & {*note.tenants}:
            raise Failure(
                f"a run of {cell} that creates {', '.join(sorted(unfinished))} was interrupted: run `{run}` first"
            )
        if locks(cell):
            raise Failure(f"{cell} is locked: another run is under way. Wait for it, or run `{run}`")
    create_if_missing(note.destination)


def _copy_secrets(project: ProjectCells, note: MoveNote) -> list[str]:
    """Copy the encrypted settings that belong to the tenants, such as their tax numbers; the engine encrypts them.

    The old cell's are those that the tenants are deployed with, whatever the new one has.

    Returns:
        The settings file that was changed, if one was.
    """
    settings, everybody = read_config(note.source).settings, project.in_environment_of(note.destination)
    references = (everybody.by_id[name].business.registration_number for name in note.tenants)
    wanted = {naming.referenced_secret(each) for each in references if each}
    secrets = sorted(secret for secret in wanted if is_encrypted(settings.get(secret)))
    for key in (f"{NAMESPACE}{secret}" for secret in secrets):  # `pulumi config cp` needs a salt in the file
        value = _pulumi("config", "get", key, "--stack", note.source).removesuffix("\n")
        _pulumi("config", "set", "--secret", key, "--stack", note.destination, given=value)
    return [shown_path(stack_file(note.destination))] if secrets else []


def _move_resources(note: MoveNote) -> None:
    """Move the tenants' resources, or remove them from the old state if an interrupted move left them in both."""
    source, destination = _side(note.source), _side(note.destination)
    there, here = destination.of(note.tenants), source.of(note.tenants)
    if not here:
        return
    if not there:
        urns = [str(each["urn"]) for each in here.values()]
        _pulumi("state", "move", "--yes", "--source", note.source, "--dest", note.destination, *urns)
    elif {urn: each.get("id") for urn, each in here.items()} == {urn: each.get("id") for urn, each in there.items()}:
        _remove(note)
    else:
        raise Failure(
            f"{note.source} and {note.destination} both have {', '.join(note.tenants)}, and not with the same objects: "
            f"compare `{on_stack('pulumi stack export', note.source)}` with that of {note.destination}"
        )


def _remove(note: MoveNote) -> None:
    """Remove the tenants' resources from the old state, which the new one has too."""
    exported = json.loads(_pulumi("stack", "export", "--stack", note.source))
    resources = exported["deployment"]["resources"]
    kept = [each for each in resources if naming.tenant_of(each["urn"]) not in note.tenants]
    exported["deployment"]["resources"] = kept
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "state.json"
        file.write_text(json.dumps(exported), "utf-8")
        _pulumi("stack", "import", "--stack", note.source, "--file", str(file))


def _write_files(project: ProjectCells, note: MoveNote) -> None:
    """Write the new cell into the tenants' files."""
    cells = project.cells_of(note.destination)
    for name in note.tenants:
        if cells.of(project.in_environment_of(note.destination).by_id[name]) != note.destination:
            file = project_directory() / naming.tenant_file(name)
            text = decode(file.read_bytes())
            replace_file(file, with_value(text, cell_path(project, cells.divided, text), note.destination).encode())


def _update_outputs(cell: str) -> str:
    """Update a cell's outputs and the copies of its tenants' files in its state, and nothing at Twilio.

    Returns:
        Why they could not be updated, and what to do; empty if they are. Whatever it is, no tenant's move has to wait
        for it.
    """
    targets = [option for each in naming.UNCHANGED_AT_TWILIO for option in ("--target", each)]
    try:
        with progress(f"updating the outputs of {cell}"):
            _pulumi("up", "--yes", "--skip-preview", "--stack", cell, *targets)
    except Failure as failure:
        return (
            f"The outputs of {cell} could not be updated: {failure}. Correct that and run `{on_stack('make up', cell)}`"
        )
    return ""


def _pulumi(*arguments: str, given: str = "") -> str:
    """Run the engine and return what it prints.

    Args:
        arguments: Its arguments.
        given: What it reads from standard input.

    Raises:
        Failure: It failed. The message is its own.
        KeyboardInterrupt: It was interrupted, and has ended.
    """
    environment = {name: value for name, value in os.environ.items() if name != POLICY_PACK}
    with left_to_engine() as interrupts:
        done = subprocess.run(  # noqa: S603 - Pulumi, with names and URNs as single arguments
            ["pulumi", *arguments, "--non-interactive", "--color", "never"],  # noqa: S607 - as found on PATH
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
    if interrupts:
        raise KeyboardInterrupt
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        reason = next((line for line in said if line.startswith("error:")), said[-1] if said else "no reason given")
        raise Failure(f"`pulumi {' '.join(arguments[:2])}` failed: {reason.removeprefix('error:').strip()}")
    return done.stdout

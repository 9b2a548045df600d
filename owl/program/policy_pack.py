"""Whether the engine that runs this program also runs the policy pack.

The engine does not tell its program. So the processes tell: the engine starts the pack before the program, and both are
its children. How the pack was requested, by an option or by `PULUMI_OPTION_POLICY_PACK`, makes no difference, and
neither does an engine too old for that variable.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MODULE = ("-m", "policies")
"""How `policies/pack` starts the rules: `python -u -m policies ADDRESS`."""

_PROCESSES = Path("/proc")


class Process(NamedTuple):
    """A process of this machine.

    Attributes:
        pid: Its id.
        parent: The id of the process that started it.
        command: Its command line.
    """

    pid: int
    parent: int
    command: tuple[str, ...]


def pack_is_running() -> bool:
    """Return whether the engine of this program runs the pack; no if the processes can't be read."""
    return runs_pack(os.getppid(), list(_processes()))


def pack_has_own_levels() -> bool:
    """Return whether this run may have other levels of rules than the project's settings (`--policy-pack-config`)."""
    return os.environ.get(_CONFIG) is not None or has_own_levels(os.getppid(), list(_processes()))


def has_own_levels(language_host: int, processes: list[Process]) -> bool:
    """Return whether the engine was given levels of rules.

    Args:
        language_host: The id of the process that started the program; the engine started that one.
        processes: The processes of this machine.
    """
    engine = next((each.parent for each in processes if each.pid == language_host), None)
    commands = [each.command for each in processes if each.pid == engine]
    return any(part.startswith("--policy-pack-config") for command in commands for part in command)


_CONFIG = "PULUMI_OPTION_POLICY_PACK_CONFIG"


def runs_pack(language_host: int, processes: list[Process]) -> bool:
    """Return whether the engine runs the pack.

    Args:
        language_host: The id of the process that started the program; the engine started that one.
        processes: The processes of this machine.
    """
    engine = next((each.parent for each in processes if each.pid == language_host), None)
    return any(each.parent == engine and _is_pack(each.command) for each in processes)


def _is_pack(command: tuple[str, ...]) -> bool:
    return any(command[index : index + len(MODULE)] == MODULE for index in range(len(command)))


def _processes() -> Iterator[Process]:
    """Yield the processes that can be read: from `/proc`, or where there is none from `ps`."""
    if (_PROCESSES / "self" / "stat").exists():
        for directory in _PROCESSES.iterdir():
            if directory.name.isdigit():
                yield from _process(directory)
        return
    try:
        listed = subprocess.run(["/bin/ps", "-axo", "pid=,ppid=,args="], capture_output=True, text=True, check=False)
    except OSError:
        return
    for line in listed.stdout.splitlines():
        pid, parent, *command = line.split()
        yield Process(int(pid), int(parent), tuple(command))


def _process(directory: Path) -> Iterator[Process]:
    try:
        # The name, in parentheses, may contain spaces and parentheses.
        parent = (directory / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
        command = (directory / "cmdline").read_text("utf-8", "replace").rstrip("\0").split("\0")
    except (OSError, IndexError):
        return  # it has ended
    yield Process(int(directory.name), int(parent), tuple(command))

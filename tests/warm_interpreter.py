"""An interpreter that has already imported what programs import: programs of tests are forks of it.

A preview by the engine starts three Python processes, and `owl` is a fourth. Each spends most of its time on the same
imports. Here, one process imports everything once and forks for each program. A fork is a process of its own, with the
program's arguments, environment, directory and files, and runs it as the interpreter would.

`bin/python` of a test's project (see `virtual_environment`) is a small script: it passes all of that to the warm
interpreter, passes signals on, waits for the fork's end and returns its exit code. If the script is killed, so is the
fork. Each fork is a process group of its own: the local Twilio's fault `kill` ends it alone.

What sets up a clone or a company's repository uses the usual interpreter, as does the first command in a clone.
"""

import array
import atexit
import gc
import importlib
import io
import marshal
import os
import pkgutil
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

REPOSITORY = Path(__file__).resolve().parents[1]
PYTHON = REPOSITORY / ".venv" / "bin" / "python"
OURS = ("emulator", "finance", "owl", "policies", "project", "providers", "redaction", "tenants")
"""Packages that are imported with all that is in them: rules, commands, resources, the local Twilio."""

RUN = ("owl.receiver.migrations.env", "owl.setup.__main__", "policies.__main__")
"""Modules of them that are run, not imported."""

OTHERS = (
    "_strptime",
    "encodings.utf_8_sig",
    "grpc.experimental",
    "jinja2",
    "phonenumbers.data.region_US",
    "pulumi.dynamic",
    "pulumi.policy",
    "pulumi_policy",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "twilio.rest.api",
    "twilio.rest.content",
    "twilio.rest.events",
    "twilio.rest.messaging",
    "twilio.rest.trusthub",
)
"""What programs import later than at their beginning. None of it starts a thread or opens a connection."""

PROGRAMS = ("-u -m pulumi.dynamic", "-u -m policies")
"""Arguments that run warm, as those with a script do. The usual interpreter answers others, such as `--version`."""

_CLIENT = """#!{python} -IS
import os, sys
if "PYTHONHASHSEED" in os.environ or sys.argv[1].startswith("-") and " ".join(sys.argv[1:4]) not in {programs!r}:
    os.execv({python!r}, [{python!r}, *sys.argv[1:]])
import _signal, _socket, array, marshal  # what the modules socket and signal wrap: they take longer to import
warm = _socket.socket(_socket.AF_UNIX)
warm.connect({address!r})
asked = marshal.dumps((os.path.abspath(sys.argv[0]), sys.argv[1:], os.getcwd(), dict(os.environ), os.getppid()))
warm.sendmsg([len(asked).to_bytes(8, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
warm.sendall(asked)
os.close(0); os.close(1); os.close(2)
program = int.from_bytes(warm.recv(8), "big")
for number in (_signal.SIGHUP, _signal.SIGINT, _signal.SIGTERM):
    _signal.signal(number, lambda number, _: os.kill(program, number))
code = int.from_bytes(warm.recv(1) or b"\\x01", "big")
os._exit(code)
"""


@cache
def warm_owl() -> tuple[str, str]:
    """Return the words of a command line that begin `owl`; a signal to what they start reaches the command."""
    python = Path(_started()).with_name("environment") / "bin" / "python"
    virtual_environment(python.parents[1])
    return str(python), str(PYTHON.with_name("owl"))


def virtual_environment(directory: Path) -> None:
    """Make a directory a virtual environment whose interpreter is warm."""
    (directory / "bin").mkdir(parents=True)
    _put_scripts(directory / "bin", PYTHON)
    for each in PYTHON.parents[1].iterdir():
        if each.name != "bin":
            (directory / each.name).symlink_to(each)


def make_warm(directory: Path) -> None:
    """Make the interpreter of an existing virtual environment warm; it must be one of a copy of this working tree."""
    usual = directory / "bin" / "python"
    _put_scripts(directory / "bin", usual.rename(usual.with_name("usual-python")))


def _put_scripts(directory: Path, usual: Path) -> None:
    python = directory / "python"
    script = _CLIENT.format(python=str(usual), address=_started(), programs=PROGRAMS)
    owl = f'#!/bin/sh\nexec "{python}" "{PYTHON.with_name("owl")}" "$@"\n'
    for name, text in {"python": script, "python3": script, "owl": owl}.items():
        (directory / name).unlink(missing_ok=True)
        (directory / name).write_text(text, "utf-8")
        (directory / name).chmod(0o755)


@cache
def _started() -> str:
    """Start the warm process for as long as this one lives, and return the address of its socket."""
    address = f"{tempfile.mkdtemp(prefix='warm')}/socket"
    warm = subprocess.Popen(
        [PYTHON, "-m", __name__, address], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert warm.stdout
    assert warm.stdout.readline(), "the warm interpreter does not start"

    def end() -> None:
        assert warm.stdin
        warm.stdin.close()
        warm.wait()

    atexit.register(end)
    return address


def _import_all() -> None:
    for name in OTHERS:
        importlib.import_module(name)
    for package in map(importlib.import_module, OURS):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if each.name not in RUN:
                importlib.import_module(each.name)


def _serve(address: str) -> list[str]:
    """Fork for each program until standard input is closed. Return in a fork: its arguments."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen(64)
    os.write(1, b"ready\n")
    programs: list[_Program] = []
    is_open = True
    while is_open or programs:
        asking = [listening.fileno(), 0] if is_open else []
        watched = [number for each in programs for number in (each.ended, each.client.fileno())]
        ready = select.select(asking + watched, [], [])[0]
        for each in list(programs):
            if each.ended in ready or each.client.fileno() in ready:
                each.end(kill=each.ended not in ready)
                programs.remove(each)
        is_open = is_open and 0 not in ready
        if is_open and listening.fileno() in ready:
            client, _ = listening.accept()
            asked, files = _read(client)
            ended, held = os.pipe()
            program = os.fork()
            if not program:
                for other in (*programs, _Program(0, client, ended)):
                    other.close()
                listening.close()
                os.set_inheritable(held, False)
                return _become(asked, files)
            os.setpgid(program, program)
            for number in (held, *files):
                os.close(number)
            with suppress(OSError):
                client.send(program.to_bytes(8, "big"))
            programs.append(_Program(program, client, ended))
    shutil.rmtree(Path(address).parent, ignore_errors=True)
    os._exit(0)


@dataclass(frozen=True)
class _Program:
    """A fork that runs.

    Attributes:
        process: Its process.
        client: The connection to the script that waits for its exit code, and closes it when it is killed.
        ended: The end of a pipe whose other end the program holds as long as it lives.
    """

    process: int
    client: socket.socket
    ended: int

    def end(self, *, kill: bool) -> None:
        """Wait for its end, having killed it if nobody waits for it, and tell the client its exit code."""
        if kill:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        code = os.waitstatus_to_exitcode(status)
        with suppress(OSError):
            self.client.send(bytes([code if code >= 0 else 128 - code]))
        self.close()

    def close(self) -> None:
        """Close its files."""
        self.client.close()
        os.close(self.ended)


def _read(client: socket.socket) -> tuple[bytes, list[int]]:
    """Return what a client asks for, and the files that it passes on."""
    size, messages, _, _ = client.recvmsg(8, socket.CMSG_SPACE(3 * array.array("i").itemsize))
    asked = b""
    while len(asked) < int.from_bytes(size, "big") and (more := client.recv(1 << 16)):
        asked += more
    return asked, [number for _, _, files in messages for number in array.array("i", files)]


def _become(asked: bytes, files: list[int]) -> list[str]:
    """Become, in a fork, the program that a client asks for: return its arguments."""
    os.setpgid(0, 0)  # here too, as nobody knows which of both runs first
    sys.executable, arguments, directory, environment, parent = marshal.loads(asked)  # noqa: S302 - from our own client
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(environment)
    os.getppid = lambda: parent if _is_alive(parent) else 1  # the engine's host, which started the script
    time.tzset()
    return list(arguments)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _run(arguments: list[str]) -> None:
    """Run a program as the interpreter does with these arguments."""
    unbuffered = arguments[0] == "-u"
    if unbuffered:
        arguments = arguments[1:]
    for name, number, errors in (("stdout", 1, "strict"), ("stderr", 2, "backslashreplace")):
        file: Any = io.FileIO(number, "w", closefd=False)
        opened = file if unbuffered else io.BufferedWriter(file)
        setattr(sys, name, io.TextIOWrapper(opened, "utf-8", errors, line_buffering=number == 2 or file.isatty()))
        setattr(sys, f"__{name}__", getattr(sys, name))
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), "utf-8")
    if unbuffered:
        sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]
    match arguments:
        case ["-m", name, *words]:
            sys.path.insert(0, str(Path.cwd()))
            sys.argv = [name, *words]
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        case [script, *words]:
            sys.path.insert(0, str(Path(script).resolve().parent))
            sys.argv = [script, *words]
            runpy.run_path(script, run_name="__main__")


def _ended(run: Callable[[], None]) -> int:
    """Run a program and return its exit code, having done all that an interpreter does at its end but free memory."""
    code: Any = 0
    try:
        run()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - the interpreter prints what nobody catches
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for file in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            file.flush()
    return code if isinstance(code, int) else int(code is not None)


def main() -> NoReturn:
    """Import, then serve at the address that is the argument."""
    _import_all()
    gc.collect()
    gc.freeze()
    arguments = _serve(sys.argv[1])
    os._exit(_ended(lambda: _run(arguments)) & 255)


if __name__ == "__main__":
    main()

"""Install the Pulumi engine into the user's cache; if that fails, say what was tried."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from owl.engine import built, installed, released
from owl.engine.find import VERSION, cache, find, first
from owl.failure import Failure

console = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other setup installs into the same cache, and keep others out."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.print("another setup is installing the Pulumi engine: waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(by: Callable[[str, Path, Console], None]) -> Path:
    """Have `by` install the engine into a temporary directory, then move it into the cache once it is complete.

    Raises:
        installed.UnavailableError: The installation failed or is incomplete.
    """
    with tempfile.TemporaryDirectory(prefix="pulumi.", dir=cache().parent) as aside:
        made = Path(aside, "engine", "bin")
        made.parent.mkdir()
        by(VERSION, made, console)
        installed.in_directory(made, VERSION)
        shutil.rmtree(cache(), ignore_errors=True)
        made.parent.rename(cache())
    return cache() / "bin"


def install_engine() -> Path:
    """Install the engine unless another setup has done so meanwhile; return its directory.

    Raises:
        Failure: The installation failed; the text says what was tried.
    """
    refused: list[str] = []
    cache().parent.mkdir(parents=True, exist_ok=True)
    with alone(cache().with_name(f"{cache().name}.lock")):
        engine = find(refused) or first(
            {
                "the release": lambda: install(released.install),
                "the build from Go modules": lambda: install(built.install),
            },
            refused,
        )
    if engine is None:
        tried = "\n".join(f"- {reason}" for reason in refused)
        raise Failure(
            f"the Pulumi engine could not be installed:\n{tried}\n"
            f"Install Pulumi {VERSION} by hand (https://www.pulumi.com/docs/iac/download-install/), or let "
            "this machine reach get.pulumi.com or a Go module proxy and PyPI. Then run make again."
        )
    return engine

"""Create what a clone needs in addition to its Python packages, in `.local`, which git ignores."""

import base64
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from owl.deployment.local_stacks import create_local_stacks
from owl.engine.find import find

FILES = Path(__file__).parent / "files"
"""The files copied into `.local`: the environment, and the startup files of `make shell`."""

_SALT_FILTER = {"filter.local-salt.clean": "sed '/^encryptionsalt:/d'"}
"""Git's configuration of the filter that .gitattributes names."""

_FOR_LATER_STEPS = (
    "PULUMI_HOME",
    "PULUMI_SKIP_UPDATE_CHECK",
    "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER",
    "PULUMI_PARALLEL",
    "PULUMI_SKIP_CHECKPOINTS",
    "PULUMI_OPTION_POLICY_PACK",
)
"""The variables passed to the later steps of a GitHub workflow: neither passphrase nor local backend."""


def set_up(project: Path) -> None:
    """Set up a clone. Existing files are left alone.

    Args:
        project: The project's directory.

    Raises:
        Failure: There is no engine, or a stack can't be created.
    """
    os.chdir(project)
    local = Path(".local")
    (local / "state").mkdir(parents=True, exist_ok=True)
    for file in FILES.rglob("*"):
        if file.is_file():
            _copy(file, local / file.relative_to(FILES))
    _write(local / "engine", f"{find([]) or _installed()}\n")
    _leave_salt_out()
    keep_no_debug_logs(local / "pulumi")
    _make_passphrase(local / "passphrase")
    environment = _environment()
    # In a backend of your own, you create the stacks. The one of another clone is not yours: sourcing replaced it.
    if environment["PULUMI_BACKEND_URL"] != os.environ.get("PULUMI_BACKEND_URL"):
        os.environ.update(environment)
        create_local_stacks()
    if "GITHUB_ENV" in os.environ:
        _hand_on(environment)


def keep_no_debug_logs(pulumi_home: Path) -> None:
    """Keep the engine from writing a debug log of each run, which takes a sixth of its CPU time and holds secrets.

    The engine has no option for that, but goes on without logs where it can't create their directory. A directory that
    is there is left alone.

    Args:
        pulumi_home: The directory of the engine's own files, `$PULUMI_HOME`.
    """
    logs = pulumi_home / "logs"
    if not logs.exists():
        pulumi_home.mkdir(parents=True, exist_ok=True)
        _write(logs, "The engine writes debug logs only where this is a directory: see docs/security.md.\n")


def _installed() -> Path:
    from owl.engine.install import install_engine  # noqa: PLC0415 - rarely needed, and takes long to load

    return install_engine()


def _copy(source: Path, file: Path) -> None:
    octets = source.read_bytes()
    if not file.is_file() or file.read_bytes() != octets:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, octets.decode())
    if octets.startswith(b"#!"):
        file.chmod(0o755)


def _write(file: Path, text: str) -> None:
    """Write a file as a whole: a shell may be reading it."""
    descriptor, scratch = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(text)
    Path(scratch).chmod(0o644)
    Path(scratch).replace(file)


def _leave_salt_out() -> None:
    """Configure git to omit the salt that the engine writes into a stack's settings, as .gitattributes requires."""
    if not shutil.which("git") or _git("rev-parse", "--git-dir").returncode:
        return
    for name, value in _SALT_FILTER.items():
        if _git("config", "--get", name).stdout.strip() != value:
            _git("config", "--local", name, value)


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)


def _make_passphrase(file: Path) -> None:
    """Create the passphrase of the local stacks, readable only by its owner."""
    if file.is_file() and file.stat().st_size:
        return
    descriptor, scratch = tempfile.mkstemp(dir=file.parent)  # with mode 600
    with os.fdopen(descriptor, "wb") as written:
        written.write(base64.b64encode(secrets.token_bytes(32)) + b"\n")
    try:
        os.link(scratch, file)
    except FileExistsError:
        pass  # a setup running at the same time was faster
    finally:
        Path(scratch).unlink()


def _environment() -> dict[str, str]:
    """Return the environment of a shell that has sourced `.local/environment`."""
    script = ". .local/environment && exec env -0"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    return dict(line.split("=", 1) for line in done.stdout.split("\0") if "=" in line)


def _hand_on(environment: dict[str, str]) -> None:
    """Set the environment of `make shell` for the later steps of a GitHub workflow."""
    with Path(os.environ["GITHUB_ENV"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={environment[name]}\n" for name in _FOR_LATER_STEPS)
    with Path(os.environ["GITHUB_PATH"]).open("a", encoding="utf-8") as file:
        file.write(f"{Path('.local/engine').read_text('utf-8').strip()}\n{Path('.venv/bin').absolute()}\n")

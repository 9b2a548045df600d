"""Deploys a stack with `pulumi up`, created first if the backend lacks it: `python -m tools.up STACK [ARGUMENTS]`.

Run in the environment of `tools/environment`. The salt in the stack's settings is forgotten before each run, because
that of a local stack and that of a live one of the same name are not the same; the state has it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from owl.stacks.config import twilio_of
from policies.core.stack_files import read_stack, stack_files
from providers.core.settings import Mode
from tenants.model import Ring, load_tenants
from tools.stacks import create_if_missing, forget_salt, show_as_unchanged


def check_settings(stack: str) -> Path:
    """Gives a stack's settings; refuses one that has none, so that a misspelt name doesn't become a stack of its own.

    Raises:
        SystemExit: there is no `Pulumi.<stack>.yaml`.
    """
    stacks = stack_files(Path())
    if stack not in stacks:
        sys.exit(
            f"stack {stack!r}: there is no Pulumi.{stack}.yaml, only stacks {', '.join(stacks)}. "
            f"Correct the name, or copy Pulumi.dev.yaml to Pulumi.{stack}.yaml and adapt it."
        )
    return stacks[stack]


def check_tenants() -> None:
    """Refuses wrong tenants' files before an engine starts.

    Raises:
        SystemExit: they are wrong; every finding has been printed.
    """
    if Path("tenants").is_dir():
        checked = subprocess.run(["owl", "check"], stdout=subprocess.DEVNULL, check=False)
        if checked.returncode:
            sys.exit(checked.returncode)


def targets(stack: str, ring: str) -> list[str]:
    """Gives the engine's options by which a run touches one ring's tenants alone, and what all tenants share.

    Raises:
        SystemExit: no tenant is in the ring.
    """
    names = [tenant.id for tenant in load_tenants(Path("tenants")) if tenant.ring == ring]
    if not names:
        sys.exit(f"RING={ring}: no tenant is in that ring; the rings are {', '.join(Ring)}")
    shared = ["tenants", "primary", f"{stack}-shared"]
    own = [pattern for name in names for pattern in (name, f"{name}.*", f"{stack}-{name}")]
    return [option for name in (*shared, *own) for option in ("--target", f"**::{name}")]


def unlock_after_a_crash(stack: str) -> bool:
    """Takes away the lock of an engine that died on this machine, in a backend of files; any other lock stays.

    Says whether there was one: the state may then name what that engine has deleted already.
    """
    backend = urlsplit(os.environ.get("PULUMI_BACKEND_URL", ""))
    if backend.scheme != "file":
        return False
    try:
        locks = [json.loads(path.read_text()) for path in Path(backend.path).glob(f".pulumi/locks/*/*/{stack}/*.json")]
    except ValueError:
        return False
    dead = locks and all(lock["hostname"] == os.uname().nodename and not _alive(lock["pid"]) for lock in locks)
    if dead:
        subprocess.run(["pulumi", "cancel", "--yes", "--stack", stack], check=False)
    return bool(dead)


def check_secrets(stack: str) -> None:
    """Refuses a passphrase that is not the stack's: the engine notices only when all is done, and keeps no state then.

    Raises:
        SystemExit: what the stack's state holds could not be encrypted.
    """
    with tempfile.TemporaryDirectory() as directory:
        command = ["pulumi", "config", "set", "--secret", "owl:probe", "probe", "--stack", stack]
        probe = subprocess.run(
            [*command, "--config-file", f"{directory}/probe.yaml"], capture_output=True, text=True, check=False
        )
    if probe.returncode:
        sys.exit(
            f"stack {stack!r}: its state could not be encrypted, and nothing was done: {probe.stderr.strip()}\n"
            "Set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE) to what the stack was created with."
        )


def is_local(stack: str, settings: Path) -> bool:
    """Says whether the stack is deployed to the local Twilio, where nothing costs money."""
    return twilio_of(read_stack(stack, settings)[0]) == Mode.LOCAL


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def deploy(stack: str, arguments: list[str]) -> int:
    """Runs `pulumi up`, which handles Ctrl-C itself, and gives its exit code.

    One tenant's failure stops nobody else; a rule that is broken stops all.
    """
    # A job started with & by a script ignores SIGINT and hands that down; the engine then waits 5 s for its plugins.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = ["pulumi", "up", "--continue-on-error", "--policy-pack", "policies/pack", "--stack", stack]
    engine = subprocess.Popen([*command, *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return engine.wait()


def main() -> None:
    """Deploys; the exit code is that of `pulumi up`."""
    if len(sys.argv) < 2:  # noqa: PLR2004 - the program's own name, and a stack
        sys.exit("name a stack: make up STACK=dev")
    stack, *arguments = sys.argv[1:]
    settings = check_settings(stack)
    check_tenants()
    forget_salt(settings)
    try:
        if unlock_after_a_crash(stack):
            arguments.append("--refresh")
        if ring := os.environ.get("OWL_RING"):
            arguments += targets(stack, ring)
        if is_local(stack, settings):
            arguments.append("--yes")  # elsewhere somebody, or ARGS=--yes, has to agree to what it costs
        create_if_missing(stack)
        check_secrets(stack)
        code = deploy(stack, arguments)
    finally:
        show_as_unchanged(settings)
    sys.exit(code)


if __name__ == "__main__":
    main()

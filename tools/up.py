"""Deploy a stack with `pulumi up`: `python -m tools.up STACK [ARGUMENTS]`.

Creates the stack first if the backend doesn't have it. Run it in the environment of `tools/environment`. Before each
run the salt is removed from the stack's settings, because a local and a live stack of the same name have different
salts; the state has it.
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
from tenants.model import Ring, load_tenants, naming
from tools.stacks import create_if_missing, forget_salt, show_as_unchanged


def check_settings(stack: str) -> Path:
    """Return the path of a stack's settings file. It must exist, so that a misspelled name doesn't create a stack.

    Raises:
        SystemExit: There is no `Pulumi.<stack>.yaml`.
    """
    stacks = stack_files(Path())
    if stack not in stacks:
        sys.exit(
            f"stack {stack!r}: there is no Pulumi.{stack}.yaml, only stacks {', '.join(stacks)}. "
            f"Correct the name, or copy Pulumi.dev.yaml to Pulumi.{stack}.yaml and adapt it."
        )
    return stacks[stack]


def check_tenants() -> None:
    """Check the tenants' files before an engine starts.

    Raises:
        SystemExit: `owl check` failed; it has printed every finding.
    """
    if Path("tenants").is_dir():
        checked = subprocess.run(["owl", "check"], stdout=subprocess.DEVNULL, check=False)
        if checked.returncode:
            sys.exit(checked.returncode)


def targets(stack: str, ring: str) -> list[str]:
    """Return the engine's options that limit a run to one ring's tenants and the resources that all tenants share.

    Raises:
        SystemExit: No tenant is in the ring.
    """
    names = [tenant.id for tenant in load_tenants(Path("tenants")) if tenant.ring == ring]
    if not names:
        sys.exit(f"RING={ring}: no tenant is in that ring; the rings are {', '.join(Ring)}")
    return [option for target in naming.targets(stack, names) for option in ("--target", target)]


def unlock_after_a_crash(stack: str) -> bool:
    """Remove the lock of an engine that died on this machine, if the backend is a directory. Other locks stay.

    Returns:
        Whether there was such a lock. The state may then contain resources that the engine had already deleted.
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
    """Check the stack's passphrase: the engine notices a wrong one only at the end, and then saves no state.

    Raises:
        SystemExit: The stack's secrets can't be encrypted with it.
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
    """Return whether the stack is deployed to the local Twilio, where nothing costs money."""
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
    """Run `pulumi up`, which handles Ctrl-C itself, and return its exit code.

    One tenant's failure doesn't block the others; a mandatory finding blocks all of them.
    """
    # A job that a script starts with & ignores SIGINT and passes that on; the engine then waits 5 s for its plugins.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = ["pulumi", "up", "--continue-on-error", "--policy-pack", "policies/pack", "--stack", stack]
    engine = subprocess.Popen([*command, *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return engine.wait()


def main() -> None:
    """Deploy, and exit with the exit code of `pulumi up`."""
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
            arguments.append("--yes")  # elsewhere the user, or ARGS=--yes, has to agree to the cost
        create_if_missing(stack)
        check_secrets(stack)
        code = deploy(stack, arguments)
    finally:
        show_as_unchanged(settings)
    sys.exit(code)


if __name__ == "__main__":
    main()

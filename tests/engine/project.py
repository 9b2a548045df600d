"""Owl Inc.'s project in its own directory, with its own state and local Twilio, run by the real engine."""

import atexit
import base64
import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulator.embedded import LocalTwilio
from owl.previews.run import POLICY_PACK
from owl.setup.clone import keep_no_debug_logs
from policies.core.project import today
from providers.core.connection import Connection, connect_to
from tenants.model import load_tenants
from tests.owl_inc import TENANTS, put_owl_inc
from tests.warm_interpreter import virtual_environment

REPOSITORY = Path(__file__).resolve().parents[2]
ACCOUNTS = {"dev": "ACdec0de0000000000000000000000000d", "prod": "ACdec0de0000000000000000000000000e"}


@dataclass(frozen=True)
class Outcome:
    """The result of a command of the engine.

    Attributes:
        code: Its exit code.
        text: All that it printed.
        out: Its standard output only.
    """

    code: int
    text: str
    out: str

    @property
    def counts(self) -> dict[str, int]:
        """The counts of its summary, such as `{"unchanged": 3}`."""
        lines = self.text.rpartition("Resources:")[2].splitlines()
        found = [line.replace("+-", "").replace("+", "").replace("~", "").replace("-", "").split() for line in lines]
        return {words[1]: int(words[0]) for words in found if len(words) >= 2 and words[0].isdigit()}


class Project:
    """A clone of the project as its users run it.

    Args:
        directory: Where it is copied to.
        stack: The stack to work on.
        environment: Additional environment variables.
    """

    def __init__(self, directory: Path, stack: str = "dev", **environment: str) -> None:
        self.directory = directory / "project"
        self.stack = stack
        self.directory.mkdir(parents=True)
        shutil.copy(REPOSITORY / "__main__.py", self.directory)
        shutil.copytree(
            REPOSITORY / "policies", self.directory / "policies", ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
        put_owl_inc(self.directory)
        virtual_environment(self.directory / ".venv")
        keep_no_debug_logs(directory / "home")
        shutil.copytree(_new_stack(stack) / "state", directory / "state")
        shutil.copy(_new_stack(stack) / "project" / f"Pulumi.{stack}.yaml", self.directory)
        self.environment = _environment(directory) | {
            "OWL_LOCAL": str(directory / "local"),
            "OWL_TWILIO": "local",
            **environment,
        }
        self.local = LocalTwilio(directory / "local" / f"twilio-{ACCOUNTS[stack]}.sqlite", ACCOUNTS[stack])

    def keep_tenants(self, *names: str) -> None:
        """Keep only these tenants."""
        for path in (self.directory / "tenants").glob("*.yaml"):
            if path.stem not in names:
                path.unlink()

    def add_tenants(self, *names: str) -> None:
        """Add tenants of Owl Inc."""
        for name in names:
            shutil.copy(TENANTS / f"{name}.yaml", self.tenant(name))

    @contextmanager
    def taken_back(self) -> Iterator["Project"]:
        """Lend the project to one test, then restore files, state and local Twilio, and empty its receiver."""
        kept = [self.directory / "tenants", self.directory / "policies", self.directory.parent / "state"]
        with tempfile.TemporaryDirectory() as scratch, closing(sqlite3.connect(":memory:")) as twilio:
            for path in kept:
                shutil.copytree(path, Path(scratch) / path.name)
            with closing(sqlite3.connect(self.local.path)) as live:
                live.backup(twilio)
            yield self
            for path in kept:
                shutil.rmtree(path)
                shutil.copytree(Path(scratch) / path.name, path)
            with closing(sqlite3.connect(self.local.path)) as live:
                twilio.backup(live)
            for path in (self.directory / ".local").glob("receiver-*.sqlite*"):
                path.unlink()

    def tenant(self, name: str) -> Path:
        """Return a tenant's file."""
        return self.directory / "tenants" / f"{name}.yaml"

    def edit(self, name: str, before: str, after: str) -> None:
        """Replace text that a tenant's file must contain."""
        text = self.tenant(name).read_text("utf-8")
        assert before in text, f"{before!r} is not in {name}.yaml"
        self.tenant(name).write_text(text.replace(before, after), "utf-8")

    def approve(self, name: str, *resources: str, expires: str = "") -> None:
        """Approve the end or the replacement of a tenant's resources in its file, for a month by default."""
        expires = expires or str(today() + dt.timedelta(days=30))
        entry = "  - resource: {}\n    reason: a test\n    approver: owner@owl.example\n    expires: {}\n"
        entries = "".join(entry.format(resource, expires) for resource in resources)
        with self.tenant(name).open("a", encoding="utf-8") as file:
            file.write(f"approvals:\n{entries}")

    def waive(self, *waived: str) -> None:
        """Waive rules for a day: `blast-radius`, or `features-in-package: TENANT` for one tenant."""
        entry = "  - rule: {}\n{}    reason: a test\n    owner: mo@owl.example\n    expires: {}\n"
        pairs = (each.partition(": ") for each in waived)
        entries = (entry.format(rule, f"    tenant: {of}\n" if of else "", today()) for rule, _, of in pairs)
        text = "".join(["waivers:\n", *entries])
        (self.directory / "policies" / "waivers.yaml").write_text(text, "utf-8")

    def line(self, name: str, field: str) -> int:
        """Return the line of a field in a tenant's file."""
        return load_tenants(self.directory / "tenants").positions[name].line(field)

    def pulumi(self, *arguments: str) -> Outcome:
        """Run a command of the engine."""
        done = subprocess.run(
            ["pulumi", *arguments, "--non-interactive", "--color", "never"],
            cwd=self.directory,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )
        return Outcome(done.returncode, done.stdout + done.stderr, done.stdout)

    def owl(self, *arguments: str) -> Outcome:
        """Run the `owl` command."""
        return self._run([*self._owl, *arguments], {"COLUMNS": "200"})

    def make_up(self, *arguments: str, ring: str = "") -> Outcome:
        """Run the command of `make up RING=...`."""
        return self._run([*self._owl, "up", self.stack, *arguments], {"OWL_RING": ring})

    @property
    def _owl(self) -> list[str]:
        return [str(self.directory / ".venv" / "bin" / "python"), str(REPOSITORY / ".venv" / "bin" / "owl")]

    def _run(self, command: list[str], environment: Mapping[str, str]) -> Outcome:
        done = subprocess.run(
            command,
            cwd=self.directory,
            env=self.environment | dict(environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )
        return Outcome(done.returncode, done.stdout + done.stderr, done.stdout)

    @property
    def console(self) -> Connection:
        """A client for a person at Twilio's console: it remembers nothing."""
        return connect_to(self.local)

    def up(self, *options: str) -> Outcome:
        """Run `pulumi up` as `make up` does."""
        return self.pulumi("up", "--yes", "--skip-preview", "--continue-on-error", "--stack", self.stack, *options)

    def preview(self, *options: str) -> Outcome:
        """Run `pulumi preview`."""
        return self.pulumi("preview", "--stack", self.stack, *options)

    def drift(self, *options: str) -> Outcome:
        """Run the preview that reads Twilio first; exit code 0 means no drift."""
        return self.preview("--refresh", "--expect-no-changes", "--diff", *options)

    def destroy(self) -> Outcome:
        """Run `pulumi destroy`."""
        return self.pulumi("destroy", "--yes", "--skip-preview", "--stack", self.stack)

    def outputs(self) -> dict[str, Any]:
        """Return the stack's outputs with secrets decrypted."""
        salt = self.state()["secrets_providers"]["state"]["salt"].split(":")[1]
        key = _key(self.environment["PULUMI_CONFIG_PASSPHRASE"], salt)
        return {name: _decrypted(value, key) for name, value in self._stored_outputs().items()}

    def registration_status(self) -> dict[str, str]:
        """Return the output of that name, which has no secrets."""
        status: dict[str, str] = self._stored_outputs()["registration_status"]
        return status

    def _stored_outputs(self) -> dict[str, Any]:
        [stack] = [each for each in self.state()["resources"] if each["type"] == "pulumi:pulumi:Stack"]
        outputs: dict[str, Any] = stack["outputs"]
        return outputs

    def state(self) -> dict[str, Any]:
        """Return the state as it is stored."""
        file = self.directory.parent / "state" / ".pulumi" / "stacks" / "owl" / f"{self.stack}.json"
        state: dict[str, Any] = json.loads(file.read_text("utf-8"))["checkpoint"]["latest"]
        return state

    def resources(self) -> list[dict[str, Any]]:
        """Return the Twilio resources in the state."""
        return [each for each in self.state().get("resources", []) if "dynamic/twilio" in each["type"]]

    def open_ledger(self) -> list[dict[str, Any]]:
        """Return what is billed at the local Twilio now."""
        return self.local.control.ledger(open_only=True)


def _environment(directory: Path) -> dict[str, str]:
    """Return the variables of an engine that keeps everything in a directory."""
    own = {
        "PULUMI_HOME": str(directory / "home"),
        "PULUMI_BACKEND_URL": f"file://{directory / 'state'}?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE": "of a test",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    ours = {"PULUMI_CONFIG_PASSPHRASE_FILE", POLICY_PACK}  # of the shell that runs the tests
    return {name: value for name, value in os.environ.items() if name not in ours} | own


@cache
def _key(passphrase: str, salt: str) -> AESGCM:
    """Derive the key of a state's secrets once, as the engine does each time that it starts: for a fifth of a second.

    Source: `sdk/go/common/resource/config/crypt.go` of the engine, 3.259.0.
    """
    return AESGCM(hashlib.pbkdf2_hmac("sha256", passphrase.encode(), base64.b64decode(salt), 1_000_000))


def _decrypted(value: Any, key: AESGCM) -> Any:
    match value:
        case {"ciphertext": str() as text}:
            _, nonce, encrypted = text.split(":")
            return json.loads(key.decrypt(base64.b64decode(nonce), base64.b64decode(encrypted), None))
        case dict():
            return {name: _decrypted(each, key) for name, each in value.items()}
        case list():
            return [_decrypted(each, key) for each in value]
    return value


@cache
def _new_stack(stack: str) -> Path:
    """Return what the engine leaves where a stack is created: its state, and the salt in its settings.

    Each project begins with a copy. The key of its secrets takes a fifth of a second to derive, once instead of always.
    """
    directory = Path(tempfile.mkdtemp(prefix="stack"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    keep_no_debug_logs(directory / "home")
    (directory / "state").mkdir()
    put_owl_inc(directory / "project")
    subprocess.run(
        ["pulumi", "stack", "init", stack, "--no-select"],
        cwd=directory / "project",
        env=_environment(directory),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return directory

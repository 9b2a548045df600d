"""A small program that the engine runs: `four_objects` with our providers, or `empty`, whose providers do nothing."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measured import Measured, measure
from benchmarks.served_twilio import ACCOUNT_SID
from owl.setup.clone import keep_no_debug_logs

HERE = Path(__file__).resolve().parent

_UP = ("pulumi", "up", "--yes", "--skip-preview", "--stack", "benchmark", "--non-interactive")
_COMMANDS = {
    "create": _UP,
    "no change": (*_UP, "--expect-no-changes"),
    "one tenant changed": _UP,
    "drift": ("pulumi", "preview", "--refresh", "--expect-no-changes", "--stack", "benchmark", "--non-interactive"),
    "destroy": ("pulumi", "destroy", "--yes", "--skip-preview", "--stack", "benchmark", "--non-interactive"),
}


class EngineProgram:
    """A stack of one of the programs, in a directory of its own.

    Args:
        program: The name of its directory.
        tenants: How many tenants it declares.
        twilio: The environment variables that point to a served local Twilio.
    """

    def __init__(self, program: str, tenants: int, twilio: Mapping[str, str]) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="owl-benchmark-"))
        self._project = self._directory / "project"
        shutil.copytree(HERE / program, self._project, ignore=shutil.ignore_patterns("__pycache__"))
        settings = self._project / "Pulumi.yaml"
        settings.write_text(settings.read_text().replace("../../.venv", ".venv"))
        (self._project / ".venv").symlink_to(HERE.parent / ".venv")
        self._config = {"owl:tenants": str(tenants), "owl:accountSid": ACCOUNT_SID, "owl:twilio": "live"}
        keep_no_debug_logs(self._directory / "home")
        self._environment = {
            **os.environ,
            **twilio,
            "PULUMI_HOME": str(self._directory / "home"),
            "PULUMI_BACKEND_URL": f"file://{self._directory}?metadata=skip",
            "PULUMI_CONFIG_PASSPHRASE": "benchmark",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "OWL_LOCAL": str(self._directory),
        }
        for name in ("PULUMI_CONFIG_PASSPHRASE_FILE", "PULUMI_OPTION_POLICY_PACK"):
            self._environment.pop(name, None)
        self._write_config()
        subprocess.run(["pulumi", "stack", "init", "benchmark"], cwd=self._project, env=self._environment, check=True)

    def run(self, operation: str) -> Measured:
        """Run an operation and measure it."""
        if operation == "one tenant changed":
            self._config |= {"owl:changed": "now"}
            self._write_config()
        return measure(_COMMANDS[operation], self._project, self._environment)

    def state_kilobytes(self) -> float:
        """Return the size of the state."""
        [state] = (self._directory / ".pulumi" / "stacks").rglob("benchmark.json")
        return state.stat().st_size / 1024

    def close(self) -> None:
        """Delete everything."""
        shutil.rmtree(self._directory)

    def _write_config(self) -> None:
        file = self._project / "Pulumi.benchmark.yaml"
        kept = [line for line in file.read_text().splitlines() if "encryptionsalt" in line] if file.exists() else []
        file.write_text("\n".join([f"config: {json.dumps(self._config)}", *kept]) + "\n")

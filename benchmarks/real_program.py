"""The real program as its users run it: `make up` in a clone, with the policy pack, the prod layout and every resource.

The local Twilio runs in the engine's processes, as it does for `make up`, so its CPU time is in the figures. Destroy is
not measured: the prod layout refuses it.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from benchmarks.measured import Measured, measure
from emulator.embedded import LocalTwilio
from tests.owl_inc import TENANTS, put_owl_inc

REPOSITORY = Path(__file__).resolve().parents[1]

_MODEL = "alpine-spokes"
"""The tenant of which all others are copies, each with its own name, street, hosts and tax number."""

_MAKE_UP = ("make", "up", "STACK=prod", "ARGS=--yes")
_COMMANDS = {
    "create": _MAKE_UP,
    "no change": _MAKE_UP,
    "preview": ("sh", "-c", ". tools/environment && pulumi preview --stack prod --non-interactive"),
    "one tenant changed": _MAKE_UP,
    "drift": ("sh", "-c", ". tools/environment && owl drift --stack prod"),
}


class RealProgram:
    """A clone of the last commit with so many tenants, set up.

    Args:
        tenants: How many tenants it has.
    """

    def __init__(self, tenants: int) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="owl-benchmark-"))
        self._project = self._directory / "owl"
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PULUMI", "OWL"))
        }
        self._environment |= {"OWL_TWILIO": "local"}
        self._in_clone("git", "clone", "--quiet", str(REPOSITORY), str(self._project), cwd=self._directory)
        put_owl_inc(self._project)
        for file in (self._project / "tenants").glob("*.yaml"):
            file.unlink()
        text = (TENANTS / f"{_MODEL}.yaml").read_text("utf-8")
        for number in range(tenants):
            name = f"shop-{number:04}"
            own = text.replace(_MODEL, name).replace("Alpine Spokes", f"Alpine Spokes {number}")
            own = own.replace("2140 Flagstaff", f"{2140 + number} Flagstaff")
            (self._project / "tenants" / f"{name}.yaml").write_text(own, "utf-8")
        self._in_clone("make", "setup")
        account_sid = "ACdec0de0000000000000000000000000e"
        self._local = LocalTwilio(self._project / ".local" / f"twilio-{account_sid}.sqlite", account_sid)

    def run(self, operation: str) -> Measured:
        """Run an operation and measure it."""
        if operation == "one tenant changed":
            file = self._project / "tenants" / "shop-0000.yaml"
            file.write_text(file.read_text("utf-8").replace("package: bronze", "package: silver"), "utf-8")
        return measure(_COMMANDS[operation], self._project, self._environment)

    def calls(self) -> int:
        """Return how many calls were made so far."""
        return len(self._local.control.journal())

    def state_kilobytes(self) -> float:
        """Return the size of the state."""
        [state] = (self._project / ".local").rglob("stacks/**/prod.json")
        return state.stat().st_size / 1024

    def close(self) -> None:
        """Delete everything."""
        self._local.close()
        shutil.rmtree(self._directory)

    def _in_clone(self, *command: str, cwd: Path | None = None) -> None:
        subprocess.run(command, cwd=cwd or self._project, env=self._environment, check=True, capture_output=True)

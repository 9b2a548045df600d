"""The real program as its users run it: `make up` in a clone, with the policy pack, the prod layout and every resource.

The local Twilio runs in the engine's processes, as it does for `make up`, so its CPU time is in the figures. Destroy is
not measured: the prod layout refuses it.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.measured import Measured, measure
from emulator.embedded import LocalTwilio
from tests.owl_inc import put_files

REPOSITORY = Path(__file__).resolve().parents[1]

_MODEL = "alpine-spokes"
"""The tenant of which all others are copies, each with its own name, street, hosts and tax number."""

_ACCOUNT_SID = "ACdec0de0000000000000000000000000e"
_MAKE_UP = ("make", "up", "STACK=prod", "ARGS=--yes")
_PREVIEW = """. tools/environment
[ "$PULUMI_OPTION_POLICY_PACK" ] || set -- --policy-pack policies/pack
pulumi preview --stack prod --non-interactive "$@"
"""
"""The environments of earlier commits name no policy pack."""

_COMMANDS = {
    "create": _MAKE_UP,
    "no change": _MAKE_UP,
    "preview": ("sh", "-c", _PREVIEW),
    "one tenant changed": _MAKE_UP,
    "drift": ("sh", "-c", ". tools/environment && owl drift --stack prod"),
}


def _path_of_no_clone() -> str:
    """Return PATH without the Python packages and the engine of the shell: each commit runs with those it installs."""
    engine = (REPOSITORY / ".local" / "engine").read_text("utf-8").strip()
    own = {str(REPOSITORY / ".venv" / "bin"), engine}
    return os.pathsep.join(each for each in os.environ["PATH"].split(os.pathsep) if each not in own)


class RealProgram:
    """A clone with so many tenants, set up with the engine that its own `make setup` installs.

    Args:
        tenants: How many tenants it has.
        commit: Which commit it is. Default: the last one.
    """

    def __init__(self, tenants: int, commit: str = "HEAD") -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="owl-benchmark-"))
        self._project = self._directory / "owl"
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PULUMI", "OWL"))
        }
        self._environment |= {"OWL_TWILIO": "local", "PATH": _path_of_no_clone()}
        self._in_clone("git", "clone", "--quiet", str(REPOSITORY), str(self._project), cwd=self._directory)
        self._in_clone("git", "checkout", "--quiet", "--detach", commit)
        put_files(self._project / "tests" / "owl_inc", self._project)
        own = self._project / "tenants"
        text = (own / f"{_MODEL}.yaml").read_text("utf-8")
        for file in own.glob("*.yaml"):
            file.unlink()
        for number in range(tenants):
            name = f"shop-{number:04}"
            varied = text.replace(_MODEL, name).replace("Alpine Spokes", f"Alpine Spokes {number}")
            varied = varied.replace("2140 Flagstaff", f"{2140 + number} Flagstaff")
            (own / f"{name}.yaml").write_text(varied, "utf-8")
        self._in_clone("make", "setup")

    def run(self, operation: str) -> Measured:
        """Run an operation and measure it."""
        if operation == "one tenant changed":
            file = self._project / "tenants" / "shop-0000.yaml"
            file.write_text(file.read_text("utf-8").replace("package: bronze", "package: silver"), "utf-8")
        return measure(_COMMANDS[operation], self._project, self._environment)

    def calls(self) -> int:
        """Return how many calls were made so far."""
        database = self._project / ".local" / f"twilio-{_ACCOUNT_SID}.sqlite"
        if not database.exists():
            return 0
        with closing(LocalTwilio(database, _ACCOUNT_SID)) as local:
            return len(local.control.journal())

    def state_kilobytes(self) -> float:
        """Return the size of the state."""
        [state] = (self._project / ".local").rglob("stacks/**/prod.json")
        return state.stat().st_size / 1024

    def close(self) -> None:
        """Delete everything."""
        shutil.rmtree(self._directory)

    def _in_clone(self, *command: str, cwd: Path | None = None) -> None:
        subprocess.run(command, cwd=cwd or self._project, env=self._environment, check=True, capture_output=True)

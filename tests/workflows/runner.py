"""Runs the workflows of `.github/workflows` here, job by job and step by step, as GitHub's runner does.

Only `run:` steps are real: a checkout is a clone, artifacts are folders, and an expression between `${{` and `}}` is
looked up in the test's values.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.copies import link_compiled_packages
from tests.docs.documents import REPOSITORY
from tests.warm_interpreter import make_warm

WORKFLOWS = REPOSITORY / ".github" / "workflows"
SET_UP = "make setup"
_EXPRESSION = re.compile(r"\$\{\{ *([\w.]+) *\}\}")
_OURS = ("GITHUB_", "OWL_", "PULUMI_", "TWILIO_", "VIRTUAL_ENV")
"""Prefixes of variables that a new machine does not have: a step gets what the steps before it left."""


@dataclass(frozen=True)
class Done:
    """A step that was run.

    Attributes:
        command: The command.
        code: Its exit code.
        text: All its output.
    """

    command: str
    code: int
    text: str


def workflow(name: str) -> Any:
    """Read a workflow."""
    return YAML(typ="safe", pure=True).load(WORKFLOWS / f"{name}.yaml")


@dataclass
class Runner:
    """A machine with a clone of the repository.

    Attributes:
        clone: The clone; every job uses it, as each stack's state is kept in it.
        artifacts: Where artifacts are kept between jobs.
        values: Values of expressions, such as `vars.OWL_TWILIO`; others are empty.
        environment: Environment variables for every step.
        set_up: What the first `make setup` told the steps after it, by file; later jobs find the clone set up.
        is_warm: Whether programs start with their imports done: all but those of the first step after it.
    """

    clone: Path
    artifacts: Path
    values: Mapping[str, str]
    environment: Mapping[str, str] = field(default_factory=dict)
    set_up: dict[str, str] = field(default_factory=dict)
    is_warm: bool = False

    def run(self, name: str) -> list[Done]:
        """Run all jobs of a workflow in order, each with every stack of its matrix.

        A step that fails ends its job except for the steps with `!cancelled()`; a job that needs it still runs, because
        the jobs here request that, or the test sees the failure.
        """
        done: list[Done] = []
        values = dict(self.values)
        for name_of_job, job in workflow(name)["jobs"].items():
            for each in _matrix(job, values):
                done += self._job(job, {**values, **each})
            written = (self.artifacts / "github_output").read_text("utf-8").splitlines()
            values |= {f"needs.{name_of_job}.outputs.{key}": value for key, _, value in map(_partition, written)}
        return done

    def _job(self, job: Mapping[str, Any], values: Mapping[str, str]) -> Iterator[Done]:
        names = ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT")
        files = {name: self.artifacts / name.lower() for name in names}
        for file in files.values():
            file.write_text("", "utf-8")
        failed = False
        for step in job["steps"]:
            if failed and "!cancelled()" not in str(step.get("if", "")):
                continue
            if "uses" in step:
                self._use(step["uses"].partition("@")[0], _with(step, values))
                continue
            if step["run"] == SET_UP and self.set_up:
                for name, told in self.set_up.items():
                    files[name].write_text(told, "utf-8")
                continue
            done = self._step(step, values, files)
            if step["run"] == SET_UP and done.code == 0:
                link_compiled_packages(self.clone)
                self.set_up = {name: file.read_text("utf-8") for name, file in files.items()}
            elif not self.is_warm:  # the clone's own interpreter works, as this step has shown
                make_warm(self.clone / ".venv")
                self.is_warm = True
            failed = failed or done.code != 0
            yield done

    def _step(self, step: Mapping[str, Any], values: Mapping[str, str], files: Mapping[str, Path]) -> Done:
        given = dict(line.split("=", 1) for line in files["GITHUB_ENV"].read_text("utf-8").splitlines())
        own = {name: _put(str(value), values) for name, value in step.get("env", {}).items()}
        paths = files["GITHUB_PATH"].read_text("utf-8").splitlines()
        assert "${{" not in step["run"], "an expression in a command is a way in: hand it over as a variable"
        return self.type(step["run"], {**given, **own, **{name: str(file) for name, file in files.items()}}, paths)

    def type(self, command: str, environment: Mapping[str, str], paths: Sequence[str] = ()) -> Done:
        """Run a command in the clone, with these variables, and these directories on PATH."""
        known = {**machine(), **self.environment, **environment}
        known["PATH"] = os.pathsep.join([*reversed(paths), known["PATH"]])
        ended = subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=self.clone,
            env=known,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )
        return Done(command, ended.returncode, ended.stdout + ended.stderr)

    def _use(self, action: str, given: Mapping[str, str]) -> None:
        if action == "actions/upload-artifact":
            kept = self.artifacts / given["name"]
            shutil.rmtree(kept, ignore_errors=True)
            path = self.clone / given["path"]
            if path.is_dir():
                shutil.copytree(path, kept)
            elif path.exists():
                kept.mkdir()
                shutil.copy(path, kept)
        elif action == "actions/download-artifact":
            into = self.clone / given.get("path", ".")
            for kept in sorted(self.artifacts.glob(given.get("name") or given["pattern"])):
                shutil.copytree(kept, into, dirs_exist_ok=True)
        else:
            assert action == "actions/checkout", f"{action} is not known here"


def _matrix(job: Mapping[str, Any], values: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the values of each run of a job: one for each object of the list that another job has written."""
    wanted = job.get("strategy", {}).get("matrix", {}).get("include")
    if wanted is None:
        return [{}]
    source = re.fullmatch(r"\$\{\{ fromJSON\(([\w.]+)\) \}\}", wanted)
    assert source, f"{wanted} is not known here"
    return [{f"matrix.{key}": value for key, value in each.items()} for each in json.loads(values[source[1]])]


def _partition(line: str) -> tuple[str, str, str]:
    return line.partition("=")


def machine() -> dict[str, str]:
    """Return the variables of a machine on which nothing of the project is set up."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    paths = [Path(each) for each in kept["PATH"].split(os.pathsep)]
    bare = [str(path) for path in paths if not ((path / "owl").exists() or (path / "pulumi").exists())]
    return kept | {"PATH": os.pathsep.join(bare)}


def _with(step: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    return {name: _put(str(value), values) for name, value in step.get("with", {}).items()}


def _put(text: str, values: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: values.get(found[1], ""), text)

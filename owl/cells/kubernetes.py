"""The cells as `Stack` resources of the Pulumi Kubernetes Operator, which then deploys them side by side.

Fields are those of https://github.com/pulumi/pulumi-kubernetes-operator/blob/master/docs/stacks.md.
"""

import io
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from owl.cells.cell import Cell
from owl.failure import Failure

SECRETS = ("PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE", "TWILIO_AUTH_TOKEN")
"""Environment variables whose values come from the Kubernetes secret `owl-STACK` of the divided stack."""

LITERALS = {"PULUMI_OPTION_POLICY_PACK": "policies/pack", "PULUMI_SKIP_CHECKPOINTS": "true"}
"""Other environment variables, as in the environment of `make up`."""

EVERY = 86_400
"""Seconds between two runs of a cell whose files have not changed: reviews go on."""

BRANCH = "main"
"""The branch that is deployed."""


def render(cells: Sequence[Cell], project: Path) -> str:
    """Return a `Stack` for each cell, as YAML documents.

    Args:
        cells: The cells.
        project: The project's directory, in the repository that the operator fetches.

    Raises:
        Failure: The repository has no remote `origin`.
    """
    repository = _git(project, "config", "--get", "remote.origin.url")
    if not repository:
        raise Failure("the operator fetches the files from git: add the repository's remote `origin`")
    repository = re.sub(r"^(https?://)[^/]*@", r"\1", repository)  # a clone with a token keeps it in the address
    directory = _git(project, "rev-parse", "--show-prefix").rstrip("/")
    text = io.StringIO()
    yaml = YAML()
    yaml.explicit_start = True
    yaml.width = 200
    for each in cells:
        yaml.dump(_stack(each, repository, directory), text)
    return text.getvalue()


def _stack(cell: Cell, repository: str, directory: str) -> dict[str, Any]:
    secret = f"owl-{cell.divided}"
    references: dict[str, Any] = {name: {"type": "Secret", "secret": {"name": secret, "key": name}} for name in SECRETS}
    references |= {name: {"type": "Literal", "literal": {"value": value}} for name, value in LITERALS.items()}
    return {
        "apiVersion": "pulumi.com/v1",
        "kind": "Stack",
        "metadata": {"name": f"owl-{cell.name}", "labels": {"owl.example/divided": cell.divided}},
        "spec": {
            "stack": cell.name,
            "projectRepo": repository,
            "branch": BRANCH,
            **({"repoDir": directory} if directory else {}),
            "envRefs": references,
            # A cell goes with its tenants, never with its resource in the cluster.
            "destroyOnFinalize": False,
            # The operator creates no stack: with a wrong backend address it would deploy every tenant again.
            "useLocalStackOnly": True,
            "refresh": False,
            "continueResyncOnCommitMatch": True,
            "resyncFrequencySeconds": EVERY,
        },
    }


def _git(project: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, text=True, check=False)  # noqa: S603, S607 - git
    return done.stdout.strip()

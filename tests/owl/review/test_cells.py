"""Cells in tenants' files: a tenant that a cell has deployed is moved there, and the review asks for that."""

import shutil
from pathlib import Path

import pytest

from owl.previews import Op, Preview, PreviewStep, run_preview
from owl.review import review
from tests.engine.project import Project
from tests.owl.review.pull_request import GOOD, head_of, pull_requests
from tests.owl.review.refusal import DAY

CELL = "ring: general\ncell: {}"
IN_ENVIRONMENT = "ring: general\nenvironments: {{prod: {{cell: {}}}}}"


def edited(directory: Path, *names: str, cell: str, form: str = CELL) -> Path:
    """Return the project with a cell in these tenants' files."""
    for name in names:
        file = directory / "tenants" / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("ring: general", form.format(cell)), "utf-8")
    return directory


def divided(directory: Path, *stacks: str) -> Path:
    """Return the project with a first cell for each of these stacks."""
    for stack in stacks:
        whole = directory / f"Pulumi.{stack}.yaml"
        text = whole.read_text("utf-8") if whole.exists() else "config:\n  owl:accountSid: AC1\n"
        whole.write_text(text, "utf-8")
        cell = text.replace("config:\n", f"config:\n  owl:cellOf: {stack}\n")
        (directory / f"Pulumi.{stack}-01.yaml").write_text(cell, "utf-8")
    return directory


def copied(directory: Path, to: Path) -> Path:
    """Copy a project."""
    return Path(shutil.copytree(directory, to, symlinks=True))


def not_moved(base: Path, head: Path, *previews: Preview) -> list[str]:
    """Return what blocks the change because of cells."""
    blockers = [each.what for each in review(base, head, previews, DAY).blockers]
    return [each for each in blockers if each.startswith("the cell of ")]


def test_only_what_a_cell_has_deployed_is_to_be_moved(deployed: Project, tmp_path: Path) -> None:
    """It is the same whether the pull request divides the stack too; nobody can tell without the source's preview."""
    undivided = head_of(deployed.directory, pull_requests()["nothing-changed"], tmp_path)
    joining = pull_requests()["new-tenant"]
    joining.apply(undivided)
    base = divided(copied(undivided, tmp_path / "base"), "dev")
    head = edited(copied(base, tmp_path / "changed"), "acme", "elm-001", cell="dev-01")
    source = run_preview("dev", head, environment=deployed.environment)
    new = run_preview("dev-01", head, environment=deployed.environment)
    assert (source.complete, new.failure) == (True, "no stack named 'dev-01' found"), source.failure

    acme, elm = (
        f"the cell of {each} is changed from dev to dev-01, but it was not moved (tenants/{each}.yaml)"
        for each in ("acme", "elm-001")
    )

    assert not_moved(base, head, source, new) == [acme]
    assert not_moved(undivided, head, source, new) == [acme]
    assert not_moved(base, head, new) == [acme, elm]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A project with two divided stacks."""
    made = tmp_path / "two"
    shutil.copytree(GOOD, made)
    return divided(made, "dev", "prod")


def test_the_cell_of_an_environment_is_that_of_its_stack(two: Path, tmp_path: Path) -> None:
    """An override for one environment changes the cell in the stacks of that one alone."""
    head = edited(copied(two, tmp_path / "head"), "acme", cell="prod-01", form=IN_ENVIRONMENT)
    step = PreviewStep(Op.SAME, "urn", "pulumi-python:dynamic/twilio:Campaign", "acme", "acme")
    sentence = "the cell of acme is changed from {} to {}, but it was not moved (tenants/acme.yaml)"

    assert not_moved(two, head) == [sentence.format("prod", "prod-01")]
    assert not_moved(head, two) == [sentence.format("prod-01", "prod")]
    assert not_moved(two, head, Preview("prod", (step,))) == [sentence.format("prod", "prod-01")]
    assert not_moved(two, head, Preview("prod-01", (step,))) == []

"""Owl Inc.'s project, with its stack `prod` divided into two cells."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.owl_inc import put_owl_inc


@pytest.fixture
def divided(tmp_path: Path) -> Iterator[Path]:
    """The project's directory, as the current one: two tenants are in `prod-01`, the other five in `prod`."""
    put_owl_inc(tmp_path)
    settings = (tmp_path / "Pulumi.prod.yaml").read_text("utf-8")
    (tmp_path / "Pulumi.prod-01.yaml").write_text(f"{settings}  owl:cellOf: prod\n", "utf-8")
    for name in ("alpine-spokes", "freestyle-falcons"):
        file = tmp_path / "tenants" / f"{name}.yaml"
        file.write_text(f"{file.read_text('utf-8')}cell: prod-01\n", "utf-8")
    with contextlib.chdir(tmp_path):
        yield tmp_path

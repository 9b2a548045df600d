"""`owl check` on the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.owl_inc import put_owl_inc


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files of Owl Inc."""
    put_owl_inc(tmp_path)
    return tmp_path


def check(directory: Path) -> subprocess.CompletedProcess[str]:
    """Run `owl check` in a directory."""
    owl = Path(sys.executable).with_name("owl")
    return subprocess.run([owl, "check"], cwd=directory, capture_output=True, text=True, check=False)


def test_right_files_are_counted(project: Path) -> None:
    """Valid files are counted; exit code 0."""
    checked = check(project)

    assert checked.returncode == 0
    assert "7 tenants OK" in checked.stdout  # after advisory findings, which appear as prices get old

    for file in project.glob("tenants/*.yaml"):
        if file.stem != "freestyle-falcons":
            file.unlink()

    assert "1 tenant OK" in check(project).stdout


def test_every_finding_of_every_file_is_listed(project: Path) -> None:
    """Each finding has file, line and column; exit code 1, no traceback."""
    for name in ("freestyle-falcons", "alpine-spokes"):
        file = project / "tenants" / f"{name}.yaml"
        file.write_text(file.read_text().replace("package:", "color: red\npackage:"))

    checked = check(project)

    assert checked.returncode == 1
    assert "tenants/freestyle-falcons.yaml:4:1: color: unknown key" in checked.stderr
    assert "tenants/alpine-spokes.yaml:4:1: color: unknown key" in checked.stderr
    assert "Traceback" not in checked.stderr

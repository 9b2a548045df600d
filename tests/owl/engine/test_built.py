"""What the engine's build adds to the engine's own parts."""

import subprocess
from pathlib import Path

import pytest

from owl.engine.built import LAUNCHER
from owl.engine.find import MODULES
from owl.engine.installed import LANGUAGE_HOST
from tests.programs import program


@pytest.mark.parametrize(
    ("project", "flags"),
    [
        ("runtime:\n  name: python\n  options:\n    virtualenv: .venv\n", "-virtualenv=.venv"),
        ('runtime: {name: python, options: {virtualenv: "env"}}\n', "-virtualenv=env"),
        ("runtime:\n  options:\n    virtualenv: 'env'  # ours\n", "-virtualenv=env"),
        ("runtime: python\n", ""),
    ],
)
def test_each_project_gets_its_own_virtualenv(tmp_path: Path, project: str, flags: str) -> None:
    """Other Pulumi projects work in the same shell, also one that has no virtualenv."""
    program(tmp_path / "bin", f"{LANGUAGE_HOST}-host", 'echo "$@"')
    launcher = tmp_path / "bin" / LANGUAGE_HOST
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)
    (tmp_path / "Pulumi.yaml").write_text(project)

    started = subprocess.run([launcher, "127.0.0.1:1"], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert started.stdout.split() == [*flags.split(), "127.0.0.1:1"]


def test_a_patch_lies_in_a_directory_named_after_a_pinned_module() -> None:
    """The directory alone says which module is copied and changed."""
    patches = list(MODULES.rglob("*.patch"))
    assert patches
    for patch in patches:
        program, *module = patch.parent.relative_to(MODULES).parts
        assert f"{'/'.join(module)} v" in (MODULES / program / "go.mod").read_text("utf-8")


def test_a_patch_says_why() -> None:
    """Each begins with its reason, before the first changed file."""
    for patch in MODULES.rglob("*.patch"):
        reason = patch.read_text("utf-8").partition("\n--- ")[0]
        assert len(reason.split()) > 10, f"{patch.name} begins with no reason"

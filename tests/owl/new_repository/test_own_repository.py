"""A company's own repository from its first day to the next version, as docs/your-own-repository.md describes."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from owl.new_repository.write import PRODUCT
from tests.copies import link_compiled_packages
from tests.docs.documents import REPOSITORY, blocks
from tests.workflows.runner import machine

PAGE = (REPOSITORY / "docs" / "your-own-repository.md").read_text("utf-8")
OWL = Path(sys.executable).with_name("owl")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@dataclass(frozen=True)
class Machine:
    """A machine with the caches of uv and the engine, and nothing else.

    Attributes:
        directory: The folder that contains everything.
    """

    directory: Path

    @property
    def home(self) -> Path:
        """A directory in which a command must leave nothing behind."""
        return self.directory / "home"

    @property
    def acme(self) -> Path:
        """The company's repository."""
        return self.directory / "acme"

    def type(self, command: str, *, code: int = 0, where: Path | None = None) -> str:
        """Run a command in the company's repository; return its output."""
        done = self._run(command, where or self.acme)
        assert done.returncode == code, done.stdout
        return done.stdout

    def get(self, command: str, *, where: Path | None = None) -> str:
        """Run a command that needs packages: from the cache if they are there, otherwise from the registry."""
        offline = self._run(command, where or self.acme, UV_OFFLINE="1")
        return offline.stdout if offline.returncode == 0 else self.type(command, where=where)

    def _run(self, command: str, where: Path, **more: str) -> "subprocess.CompletedProcess[str]":
        own = {
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(CACHE),
            "UV_CREDENTIALS_DIR": str(self.directory / "credentials"),  # uv locks it when it asks a registry
            "UV_PYTHON": f"{sys.base_prefix}/bin/python3",
            **more,
        }
        return subprocess.run(
            ["sh", "-c", command],
            cwd=where,
            env=machine() | own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=1200,
        )


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """The machine, with the wheels of this version and of the next in `wheels`."""
    made = Machine(tmp_path_factory.mktemp("machine"))
    made.home.mkdir()
    source = made.directory / "source"
    for name in (*DESCRIBED["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"], "pyproject.toml"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(REPOSITORY / name, source)
    for version in (VERSION, NEXT):
        described = (source / "pyproject.toml").read_text("utf-8")
        (source / "pyproject.toml").write_text(described.replace(f'"{VERSION}"', f'"{version}"', 1), "utf-8")
        built = f"{REPOSITORY / 'tools' / 'uv'} build --quiet --wheel --out-dir {made.directory / 'wheels'}"
        made.get(built, where=source)
    return made


DESCRIBED = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
VERSION = DESCRIBED["project"]["version"]
NEXT = f"{VERSION}.post1"


def test_the_wheel_holds_code_and_no_data(computer: Machine) -> None:
    """The wheel has no tenants, settings or tests of its builder, but everything that it needs to run."""
    wheel = computer.directory / "wheels" / f"{PRODUCT.replace('-', '_')}-{VERSION}-py3-none-any.whl"
    names = set(zipfile.ZipFile(wheel).namelist())

    data = {
        name
        for name in names
        if re.match(r"(tenants/(?!model/)|policies/(?!text_figures)[^/]+\.(json|yaml)$|tests/|Pulumi)", name)
    }
    assert data == set()
    ours = {file.name for file in (REPOSITORY / "tenants").glob("*.yaml")}
    assert {name for name in names if Path(name).name in ours} == set()
    assert {
        "emulator/core/schema.sql",
        "owl/engine/go_modules/pulumi/go.sum",
        "owl/new_repository/files/.github/workflows/deploy.yaml",
        "owl/review/comment.md.jinja",
        "owl/setup/files/shell/.zshrc",
        "policies/crossguard.py",
        "project/__init__.py",
        "tenants/model/loader.py",
    } <= names
    packages = [name.replace(".", "/") for name in DESCRIBED["tool"]["importlinter"]["root_packages"]]
    assert [name for name in packages if f"{name}/__init__.py" not in names] == []


@pytest.mark.timeout(900)
def test_the_life_of_a_repository(computer: Machine) -> None:
    """It is created, deployed, gets a rule, is tested, and takes the next version, which changes nothing deployed."""
    init = f'{OWL} init acme --name "Acme Inc." --find-links wheels'
    assert "Written: " in computer.type(init, where=computer.directory)
    computer.type("git init --quiet && git add --all && git -c user.name=A -c user.email=a@acme.example commit -qm A")

    computer.get("make setup")
    link_compiled_packages(computer.acme)
    assert f'name = "{PRODUCT}"\nversion = "{VERSION}"' in (computer.acme / "uv.lock").read_text("utf-8")
    first = computer.type("make up")
    assert "example: may send: campaign approved" in first
    made = re.search(r"\+ (\d+) created", first)
    assert made

    [rule] = blocks(PAGE, {"python"})
    [cases] = [block for block in blocks(PAGE, {"yaml"}) if block.startswith("refused:")]
    (computer.acme / "policies" / "own" / "in_our_states.py").write_text(rule, "utf-8")
    (computer.acme / "tests" / "policies" / "cases" / "own" / "in-our-states.yaml").write_text(cases, "utf-8")
    tested = computer.type("make test")
    assert re.search(r"\d+ passed", tested)

    tenant = computer.acme / "tenants" / "example.yaml"
    served = tenant.read_text("utf-8")
    tenant.write_text(served.replace("region: CA", "region: TX"), "utf-8")
    assert "(mandatory: in-our-states)" in computer.type("make up", code=2)
    review = computer.type(". tools/environment && owl review --base HEAD", code=1)
    assert "in-our-states" in review
    tenant.write_text(served, "utf-8")

    computer.get(f"tools/uv add {PRODUCT}=={NEXT}")
    installed = f"from importlib.metadata import version; print(version('{PRODUCT}'))"
    assert computer.type(f'.venv/bin/python -c "{installed}"').strip() == NEXT
    assert f"{made[1]} unchanged" in computer.type("make up")
    assert "no drift" in computer.type(". tools/environment && owl drift --stack dev").lower()

    shown = computer.type("git status --porcelain --untracked-files=all")
    assert {line[3:] for line in shown.splitlines()} == {
        "policies/own/in_our_states.py",
        "pyproject.toml",
        "tests/policies/cases/own/in-our-states.yaml",
        "uv.lock",
    }
    packages = computer.acme / ".venv"
    assert [each for each in packages.rglob("*") if each.suffix == ".sqlite" or each.name == ".local"] == []
    assert [each.relative_to(computer.home) for each in computer.home.rglob("*")] == []

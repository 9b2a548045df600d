"""A project with one tenant, whose website is served on this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from owl.cli import application
from tests.owl.preflight.site import Site, serving
from tests.owl_inc import keep_parsed
from tests.policies.case import good_files

Preflight = Callable[..., Result]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The website of the tenant `acme`, which is what reviewers want, and a project with the tenant's file."""
    project = tmp_path / "project"
    keep_parsed(project)
    with serving(tmp_path) as (served, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.chdir(project)
        for name, text in good_files().items():
            if name == "acme" or name.startswith("catalogue"):
                file = project / "tenants" / f"{name}.yaml"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text.replace("https://acme.example", served.url), "utf-8")
        yield served


@pytest.fixture
def preflight(site: Site) -> Preflight:  # noqa: ARG001 - the project is where the command runs
    """Run `owl preflight acme` with more arguments."""

    def run(*arguments: str, tenant: str = "acme", private: bool = True) -> Result:
        allowed = ["--allow-private"] if private else []
        return CliRunner().invoke(application(), ["preflight", tenant, *allowed, *arguments])

    return run


def change_tenant(old: str, new: str) -> None:
    """Replace a text in the tenant's file."""
    file = Path("tenants", "acme.yaml")
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} is not in the file once"
    file.write_text(text.replace(old, new), "utf-8")

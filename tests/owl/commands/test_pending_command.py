"""What `owl pending` lists and discards."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from owl.cli import application
from owl.stacks.config import pending_creates_of
from providers.core.pending_creates import PendingCreate
from tests.owl_inc import put_owl_inc

OPEN = PendingCreate("ab12", "BrandRegistration with customer_profile_bundle_sid 'BU1'", 1795944749.0, paid=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose stack `dev` has a create with an unknown outcome."""
    put_owl_inc(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path / "local"))
    monkeypatch.setenv("OWL_TWILIO", "local")
    pending_creates_of("dev").write(OPEN)
    return tmp_path


def test_a_create_is_listed_and_discarded(project: Path) -> None:
    """Somebody has looked and found nothing; a key that is not there is named with those that are."""
    runner, owl = CliRunner(), application()

    listed = runner.invoke(owl, ["pending"])
    document = json.loads(runner.invoke(owl, ["pending", "--format", "json"]).stdout)
    wrong = runner.invoke(owl, ["pending", "--discard", "ff"])
    discarded = runner.invoke(owl, ["pending", "--discard", "ab12"])

    assert listed.stdout.startswith(
        "ab12  2026-11-29T09:32:29+00:00  BrandRegistration with customer_profile_bundle_sid 'BU1': outcome not known\n"
    )
    assert "  run `pulumi up --stack dev` again first." in listed.stdout
    assert ": owl pending --discard ab12 --stack dev\n" in listed.stdout
    assert document["pending"][0]["paid"] is True
    assert str(wrong.exception) == "stack dev: there is no pending create 'ff'; there are ab12"
    assert discarded.stdout.startswith("discarded: BrandRegistration")
    assert list((project / "local").rglob("*.json")) == []


def test_without_the_state_all_are_listed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them it has is not known then."""
    pending_creates_of("dev").write(replace(OPEN, key="cd34", sid="BN1"))
    monkeypatch.setenv("PATH", str(project))

    listed = CliRunner().invoke(application(), ["pending"])

    assert "cd34  2026-11-29T09:32:29+00:00  BrandRegistration" in listed.stdout
    assert ": created as BN1\n" in listed.stdout
    assert "\n2 pending creates in " in listed.stdout
    assert listed.stderr.startswith("owl: what the stack has already is among these: stack 'dev' can't be read: ")

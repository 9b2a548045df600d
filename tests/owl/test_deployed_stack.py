"""The connection of a deployed stack: its settings are read from its file, and decrypted by the engine if need be."""

import subprocess
from pathlib import Path

import pytest

from owl.failure import Failure
from owl.stacks.outputs import DeployedStack
from providers.core.connection import Connection

ACCOUNT, TOKEN = f"AC{'0' * 32}", "5" * 32


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a stack that is deployed to live Twilio."""
    for name in ("OWL_TWILIO", "PULUMI_CONFIG_PASSPHRASE_FILE", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{tmp_path}?metadata=skip")
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "of a test")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.yaml").write_text("name: owl\nruntime: python\n")
    (tmp_path / "Pulumi.dev.yaml").write_text(f"config:\n  owl:accountSid: {ACCOUNT}\n  owl:twilio: live\n")
    return tmp_path


def test_an_encrypted_token_is_decrypted(project: Path) -> None:
    """The engine has the key."""
    for command in (["stack", "init", "dev"], ["config", "set", "--secret", "owl:authToken", TOKEN]):
        subprocess.run(["pulumi", *command], cwd=project, check=True, capture_output=True)
    assert TOKEN not in (project / "Pulumi.dev.yaml").read_text("utf-8")

    assert token_of(DeployedStack("dev").connect()) == TOKEN


@pytest.mark.usefixtures("project")
def test_what_is_not_encrypted_needs_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting it would take a third of a processor second."""
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("PATH", "")

    assert token_of(DeployedStack("dev").connect()) == TOKEN


def test_a_backend_that_is_gone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell may have been another clone's, which was deleted. An empty one in its place would be no remedy."""
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{project}/gone?metadata=skip")

    with pytest.raises(Failure, match=r"gone: no such file .*\. Correct PULUMI_BACKEND_URL, or restore the directory"):
        _ = DeployedStack("dev").tenant_ids


def token_of(twilio: Connection) -> str:
    """Return the parent account's token, which a connection shows to nobody."""
    return str(twilio.account(ACCOUNT).password)

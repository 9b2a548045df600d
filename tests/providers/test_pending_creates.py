"""Where creates are noted whose outcome the state does not know yet."""

import json
from pathlib import Path

import pytest

from providers.core.settings import read_connection_settings

ACCOUNT = "AC" + "a" * 32
LIVE = {"accountSid": ACCOUNT, "twilio": "live"}
TOKEN = {"TWILIO_AUTH_TOKEN": "t" * 32}


def noted(environment: dict[str, str], **config: str) -> str:
    """Return the place for a live stack."""
    return read_connection_settings({**LIVE, **config}.get, TOKEN | environment).pending_creates


@pytest.mark.parametrize(
    ("backend", "place"),
    [
        ("file:///srv/state?metadata=skip", "file:///srv/state/.owl/pending-creates/"),
        ("s3://owl-state?region=us-east-1&awssdk=v2", "s3://owl-state/.owl/pending-creates/"),
        ("gs://owl-state/owl", "gs://owl-state/owl/.owl/pending-creates/"),
        ("azblob://container?storage_account=owl", "az://container/.owl/pending-creates/"),
    ],
)
def test_they_are_noted_in_the_backend(backend: str, place: str) -> None:
    """Every machine that can read the state can read them."""
    assert noted({"PULUMI_BACKEND_URL": backend}) == f"{place}{ACCOUNT}"


def test_the_backend_may_come_from_pulumi_login(tmp_path: Path) -> None:
    """Pulumi keeps it in its own directory."""
    (tmp_path / "credentials.json").write_text(json.dumps({"current": "s3://of-the-login"}))

    assert noted({"PULUMI_HOME": str(tmp_path)}).startswith("s3://of-the-login/.owl/")


def test_pulumi_cloud_needs_a_bucket_of_your_own(tmp_path: Path) -> None:
    """It holds no files. Without a bucket, only this machine finds the notes."""
    cloud = {"PULUMI_BACKEND_URL": "https://api.pulumi.com", "OWL_LOCAL": str(tmp_path)}

    assert noted(cloud, pendingCreates="s3://notes/owl/") == f"s3://notes/owl/.owl/pending-creates/{ACCOUNT}"
    assert noted(cloud) == str(tmp_path / "pending-creates" / ACCOUNT)


def test_the_notes_of_a_local_twilio_are_beside_its_database(tmp_path: Path) -> None:
    """Whatever the backend is, no other machine reaches that Twilio."""
    environment = {"PULUMI_BACKEND_URL": "s3://owl-state", "OWL_LOCAL": str(tmp_path), "OWL_TWILIO": "local"}

    assert noted(environment) == str(tmp_path / "pending-creates" / ACCOUNT)

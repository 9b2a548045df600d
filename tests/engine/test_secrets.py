"""Tokens, key secrets and registration numbers: nowhere in plain text."""

from collections.abc import Callable
from pathlib import Path

from tests.engine.project import Project

NUMBERS = {"98-7654321", "987654321"}
"""A registration number, as it is given and as bare digits."""


def secrets(project: Project) -> set[str]:
    """Give every auth token there is, every API key's secret, and the registration number."""
    twilio = project.console
    tokens = {account.auth_token for account in twilio.accounts.list()}
    return tokens | NUMBERS | {each["api_key_secret"] for each in project.outputs()["senders"].values()}


def test_no_secret_in_plain_text(project: Callable[..., Project], tmp_path: Path) -> None:
    """State, outputs, previews, plans, logs and exceptions are free of secrets."""
    dev = project(OWL_SECRET_FREESTYLE_FALCONS_EIN="98-7654321")
    plan = tmp_path / "plan.json"
    said = [dev.preview(f"--save-plan={plan}"), dev.up("--diff")]
    falcons = dev.tenant("freestyle-falcons")
    falcons.write_text(falcons.read_text().replace("package: silver", "package: gold"))
    said += [dev.preview("--diff"), dev.preview("--json"), dev.drift(), dev.pulumi("stack", "output", "--stack", "dev")]
    dev.local.control.inject("status", status=400, code=20001, method="POST", times=None)
    said += [dev.up(), dev.pulumi("stack", "export", "--stack", "dev")]
    dev.local.control.clear_faults()
    kept = [
        text
        for path in tmp_path.rglob("*")
        if path.is_file() and ".venv" not in path.parts and "local" not in path.parts
        for text in [path.read_bytes()]
    ]

    found = secrets(dev)

    assert len(found) == 1 + 1 + 2 + 2
    assert len(kept) > 5
    for secret in found:
        assert not any(secret in outcome.text for outcome in said)
        assert not any(secret.encode() in text for text in kept)

"""Tokens, key secrets and registration numbers are nowhere in plain text."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from owl.exit_codes import ExitCode
from providers.campaign import REQUIRED_BY_UPDATE
from tests.engine.project import Project

NUMBERS = {"98-7654321", "987654321"}
"""A registration number, as given and as bare digits."""


def secrets(project: Project) -> set[str]:
    """Return every auth token, every API key's secret, and the registration number."""
    twilio = project.console
    tokens = {account.auth_token for account in twilio.accounts.list()}
    return tokens | NUMBERS | {each["api_key_secret"] for each in project.outputs()["senders"].values()}


def test_no_secret_in_plain_text(project: Callable[..., Project], tmp_path: Path) -> None:
    """State, outputs, previews, plans, logs and exceptions are free of secrets."""
    dev = project(OWL_SECRET_FREESTYLE_FALCONS_EIN="98-7654321")
    plan = tmp_path / "plan.json"
    said = [dev.up("--diff")]
    falcons = dev.tenant("freestyle-falcons")
    falcons.write_text(falcons.read_text().replace("package: silver", "package: gold"))
    said += [
        dev.preview("--diff", f"--save-plan={plan}"),
        dev.preview("--json"),
        dev.drift(),
        dev.pulumi("stack", "output", "--stack", "dev"),
    ]
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


SSN, EIN, TOKEN = "123-45-6789", "98 7654321", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
WRITTEN = f"{SSN}, EIN {EIN}, {TOKEN}"
"""Secrets that somebody wrote where they do not belong."""

UNKNOWN_CODE = 30999
"""An unknown rejection is shown in Twilio's own words."""


def rejected_in_these_words(project: Project, tenant: str, words: str) -> None:
    """Have the tenant's campaign rejected, with these words of the reviewer."""
    sender = project.outputs()["senders"][tenant]
    services = project.console.account(sender["account_sid"]).messaging.v1.services
    campaigns = services(sender["messaging_service_sid"]).us_app_to_person
    [campaign] = campaigns.list(x_twilio_api_version="v1.2")
    project.local.control.script_review("us_app_to_person", "reject", [UNKNOWN_CODE])
    campaign.update(**{name: getattr(campaign, name) for name in REQUIRED_BY_UPDATE}, x_twilio_api_version="v1.2")
    assert campaigns.list()[0].errors[0]["description"] == "The registration was rejected."
    with closing(sqlite3.connect(project.local.path)) as store, store:
        store.execute("UPDATE objects SET body = replace(body, 'The registration was rejected.', ?)", (words,))


def test_what_others_write_at_twilio_is_redacted(dev: Project, tmp_path: Path) -> None:
    """No command shows, and no state holds, the numbers in a reviewer's words, a name, an edited field."""
    account_sid = dev.outputs()["senders"]["freestyle-falcons"]["account_sid"]
    account = dev.console.account(account_sid)
    rejected_in_these_words(dev, "freestyle-falcons", WRITTEN)
    orphan = account.messaging.v1.services.create(friendly_name=WRITTEN)
    account.events.v1.sinks.list()[0].update(description=WRITTEN)
    dev.console.accounts.create(friendly_name=WRITTEN)

    for before in ("name: Freestyle Falcons", "name: Alice Marsh", "street: 640 Halfpipe Alley"):
        dev.edit("freestyle-falcons", before, f'{before.partition(":")[0]}: "{WRITTEN}"')
    board = dev.owl("board", "--output", str(tmp_path / "board.html"))
    assert board.code == 0, board.text
    dev.add_tenants("freestyle-falcons")

    drift = dev.owl("drift", "--stack", "dev", "--open-issue", str(tmp_path / "issue.md"))
    status = dev.owl("status", "freestyle-falcons")
    said = [
        drift,
        status,
        dev.owl("drift", "--stack", "dev", "--format", "json"),
        dev.owl("status", "--format", "json"),
        dev.preview("--refresh", "--json"),
        dev.pulumi("stack", "output", "--json", "--stack", "dev"),
        dev.pulumi("stack", "export", "--stack", "dev"),
        dev.owl("adopt", orphan.sid, "--tenant", "freestyle-falcons", "--yes"),
        dev.up("--diff", "--refresh"),
    ]
    kept = [path.read_bytes() for path in (dev.directory.parent / "state").rglob("*.json*")]
    kept += [(tmp_path / name).read_bytes() for name in ("issue.md", "board.html")]

    assert drift.code == ExitCode.NEEDS_PERSON, drift.text
    assert not any("Usage:" in outcome.text for outcome in said)
    for shown in (orphan.sid, "description is [number withheld], EIN [number withheld], [secret]"):
        assert shown in drift.text, drift.text
    assert "campaign rejected" in status.text
    assert "[number withheld]" in status.text
    for secret in (SSN, EIN, TOKEN):
        for outcome in said:
            assert secret not in outcome.text, outcome.text
        assert not any(secret.encode() in text for text in kept)


MISPLACED = (
    ("package: silver", f"package: {WRITTEN}"),
    ("package: silver", f"package: silver\n{WRITTEN}: {WRITTEN}"),
    ("package: silver", f"package: silver\nbrand_name: [{WRITTEN}"),
    ("registration_number: secret:", f"registration_number: {WRITTEN} #"),
    ("description: ", f"description: {WRITTEN} "),
    ("messaging:\n", f"messaging:\n  {EIN}: {SSN}\n  {TOKEN}: 1\n"),
)


def test_a_number_in_a_file_is_not_repeated(project: Callable[..., Project]) -> None:
    """The check does not repeat an EIN, a Social Security number or a token from a tenant's file."""
    dev = project()
    text = dev.tenant("freestyle-falcons").read_text("utf-8")
    for index, (before, after) in enumerate(MISPLACED):
        assert before in text, before
        dev.tenant(f"misplaced-{index}").write_text(text.replace(before, after), "utf-8")

    said = [dev.owl("check"), *(dev.owl("check", "--format", form) for form in ("json", "sarif", "markdown"))]
    said += [dev.preview(), dev.owl("status")]

    for index in range(len(MISPLACED)):
        assert f"misplaced-{index}.yaml" in said[0].text
    assert all(outcome.code for outcome in said[:-1]), "only `owl status` goes on without a wrong file"
    for outcome in said:
        for secret in (SSN, EIN, TOKEN):
            assert secret not in outcome.text, outcome.text

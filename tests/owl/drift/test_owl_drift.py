"""`owl drift` with the real engine: each kind of drift alone and all of them together, on one deployed stack."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engine.project import Outcome, Project

CANARY = "41-7654321"
LONG = 1_000_000.0
"""Seconds that each step of a campaign's review takes."""


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A stack with two tenants whose campaigns are under review; one will be rejected."""
    made = Project(tmp_path_factory.mktemp("drift"), OWL_SECRET_FREESTYLE_FALCONS_EIN=CANARY)
    made.keep_tenants("freestyle-falcons", "alpine-spokes")
    made.local.control.set_behaviour("us_app_to_person", "seconds", LONG)
    made.local.control.script_review("us_app_to_person", "reject", [30896])
    assert made.up().code == 0
    return made


@pytest.fixture
def dev(deployed: Project) -> Iterator[Project]:
    """The deployed stack; a test's changes are undone."""
    with deployed.taken_back():
        yield deployed


def drift(dev: Project, *options: str) -> Outcome:
    """Run `owl drift`."""
    return dev.owl("drift", "--stack", "dev", *options)


def found(dev: Project, *options: str) -> tuple[int, dict[str, Any]]:
    """Return exit code and findings."""
    outcome = drift(dev, "--format", "json", *options)
    [stack] = json.loads(outcome.out)["stacks"]
    return outcome.code, stack


def services(dev: Project, tenant: str) -> Any:
    """Return a tenant's messaging service, as a person at a console has it."""
    facts = dev.outputs()["senders"][tenant]
    return dev.console.account(facts["account_sid"]).messaging.v1.services(facts["messaging_service_sid"])


def test_an_approval_is_news_and_a_rejection_needs_a_person(dev: Project, tmp_path: Path) -> None:
    """A rejection is reported with cause and lines, before and after it is deployed, and the issue stays open."""
    dev.local.control.advance(10 * LONG)

    outcome = drift(dev)

    assert outcome.code == 4, outcome.text
    assert outcome.out.splitlines()[1] == "  needs a person:"
    rejected = outcome.out.splitlines()[2]
    assert "campaign rejected since" in rejected
    assert ": 30896: " in rejected
    tenant = rejected.split()[0]
    assert outcome.out.startswith(f"dev: {tenant} can't send since ")
    assert f"tenants/{tenant}.yaml:{dev.line(tenant, 'campaign.message_flow')}" in rejected
    assert ": campaign_status was PENDING, is now VERIFIED\n" in outcome.out
    assert "is now FAILED" not in outcome.out
    assert "MessagingServiceSender" in outcome.out
    assert "would be created, now that its reviews allow it" in outcome.out

    after = dev.up("--refresh")
    assert after.code == 0, after.text
    again = drift(dev, "--open-issue", str(tmp_path / "issue.md"))
    assert again.code == 4
    assert (
        (tmp_path / "issue.md")
        .read_text("utf-8")
        .startswith(f"<!-- owl drift dev -->\n# dev: {tenant} can't send since ")
    )


def test_a_suspended_account_needs_a_person_and_stays_suspended(dev: Project) -> None:
    """Nobody in it can send, whatever its reviews say. No run makes it active, and each command reports it."""
    dev.local.control.advance(10 * LONG)
    account_sid = dev.outputs()["senders"]["freestyle-falcons"]["account_sid"]
    dev.console.accounts(account_sid).update(status="suspended")

    outcome, status = drift(dev), dev.owl("status")
    sent = dev.owl("send", "freestyle-falcons", "--to", "alice", "--template", "order-ready")
    deployed = dev.up("--refresh")

    assert (outcome.code, status.code, sent.code) == (4, 0, 1)
    assert outcome.out.startswith("dev: 2 tenants can't send; no drift\n")
    assert "restores the declared value" not in outcome.out
    assert "0 of 2 may send" in status.out
    assert "nothing was sent: its account is suspended since" in sent.text
    assert deployed.code == 0, deployed.text
    assert deployed.text.count("nothing in it was looked at") < 5
    assert "may send" not in "".join(dev.registration_status().values())
    assert dev.console.accounts(account_sid).fetch().status == "suspended"


def test_accepted_drift_is_no_drift_until_it_expires(dev: Project) -> None:
    """An entry has a reason, an owner and a last day; what has expired, or matches nothing, is named."""
    legacy = dev.console.accounts.create(friendly_name="legacy")
    file = dev.directory / "policies" / "accepted-drift.yaml"
    entry = "  - stack: dev\n    object: {}\n    reason: The old system\n    owner: ops\n    expires: {}\n"

    def accept(*entries: tuple[str, str]) -> Outcome:
        file.write_text("accepted:\n" + "".join(entry.format(*each) for each in entries), "utf-8")
        return drift(dev)

    accepted = accept((legacy.sid, "2099-12-31"))
    expired = accept((legacy.sid, "2020-01-01"), ("Address nobody", "2099-12-31"))
    wrong = accept((legacy.sid, "soon"))
    file.unlink()

    assert accepted.code == 0, accepted.text
    assert "  accepted (not drift):\n" in accepted.out
    assert "accepted until 2099-12-31 by ops: The old system (policies/accepted-drift.yaml:2)" in accepted.out
    assert expired.code == 3
    assert f"{legacy.sid} was accepted until 2020-01-01; ask ops (policies/accepted-drift.yaml:2)" in expired.out
    assert "Address nobody is accepted and has not drifted: remove the entry" in expired.out
    assert wrong.code == 1
    assert "policies/accepted-drift.yaml:6" in wrong.out


def test_what_is_not_deployed_yet_is_no_drift(dev: Project) -> None:
    """A tenant's file has changed since it was deployed."""
    dev.edit("freestyle-falcons", "package: silver", "package: gold")

    before = dev.local.control.journal()[-1]["sequence"]
    code, stack = found(dev)
    calls = dev.local.control.journal(before)
    asked = Counter((each["caller_sid"], each["method"], each["host"], each["path"]) for each in calls)

    assert code == 0
    assert [(each["kind"], each["fields"]) for each in stack["not_deployed"]] == [("UsageTrigger", ["trigger_value"])]
    assert (stack["edited"], stack["vanished"], stack["orphans"]) == ([], [], [])
    assert {call: count for call, count in asked.items() if count > 1} == {}  # the preview's answers are enough


def test_an_edited_field_is_reported_with_both_values_and_its_line(dev: Project) -> None:
    """This holds also if the file changes another field of the same resource at the same time."""
    services(dev, "freestyle-falcons").update(validity_period=60)
    dev.edit("freestyle-falcons", "inbound_request_url: https://freestyle-falcons.example/sms", "validity_period: 120")

    code, stack = found(dev)

    assert code == 3
    assert stack["edited"] == [
        {
            "tenant": "freestyle-falcons",
            "kind": "MessagingService",
            "name": "freestyle-falcons",
            "field": "validity_period",
            "declared": "120",
            "at_twilio": "60",
            "where": "tenants/freestyle-falcons.yaml:13",
            "replaces": False,
        }
    ]
    assert [(each["kind"], each["fields"]) for each in stack["not_deployed"]] == [
        ("MessagingService", ["inbound_request_url"])
    ]


def test_a_tenant_that_cannot_be_read_hides_nobody_else(dev: Project) -> None:
    """Exit code 1, which does not mean drift; whatever could be read is shown."""
    service = dev.outputs()["senders"]["alpine-spokes"]["messaging_service_sid"]
    dev.local.control.inject("status", method="GET", path=service, status=403, code=20003, times=None)
    services(dev, "freestyle-falcons").update(status_callback="https://elsewhere.example/status")

    outcome = drift(dev)

    assert outcome.code == 1
    assert outcome.out.startswith("dev: could not be read completely; 1 drift finding\n")
    assert "tenant alpine-spokes: could not read" in outcome.out
    assert "no drift" not in outcome.out
    assert (
        "MessagingService freestyle-falcons: status_callback is https://elsewhere.example/status; declared is "
        "https://hooks.owl.example/freestyle-falcons/message-status (tenants/catalogue/isv.yaml:3)"
    ) in outcome.out


def test_an_unreadable_stack_does_not_count_as_without_drift(dev: Project) -> None:
    """Without names every stack is checked: `dev` has no drift, and `prod` was never created here."""
    outcome = dev.owl("drift")

    assert outcome.code == 1
    assert outcome.out.startswith("dev: no drift\nprod: could not be read completely\n")
    assert "no stack named 'prod' found" in outcome.out
    assert "choose one with --stack" in dev.owl("drift", "--open-issue", "issue.md").text
    misspelt = dev.owl("drift", "--stack", "dve")
    assert (misspelt.code, misspelt.text) == (1, "owl: there is no stack 'dve': did you mean 'dev'?\n")


def test_a_cell_that_is_not_created_yet_has_no_drift(dev: Project) -> None:
    """It is an empty cell, and an account of a tenant that it is to have is an orphan only if no cell declares it.

    A stack that is no cell has to be there.
    """
    cell = dev.directory / "Pulumi.dev-01.yaml"
    settings = (dev.directory / "Pulumi.dev.yaml").read_text("utf-8")
    file = dev.tenant("alpine-spokes")
    file.write_text(f"{file.read_text('utf-8')}cell: dev-01\n", "utf-8")
    try:
        cell.write_text(settings.replace("config:\n", "config:\n  owl:cellOf: dev\n"), "utf-8")
        empty = dev.owl("drift", "--stack", "dev-01")
        document = json.loads(dev.owl("drift", "--stack", "dev-01", "--format", "json").out)
        cells = dev.owl("cells", "drift", "dev")
        dev.console.accounts.create(friendly_name="dev-alpine-spokes")
        orphan = dev.owl("drift", "--stack", "dev-01")
        cell.write_text(settings, "utf-8")
        no_cell = dev.owl("drift", "--stack", "dev-01")
    finally:
        cell.unlink()

    assert (empty.code, empty.out.splitlines()) == (
        0,
        [
            "dev-01: no drift",
            "  not deployed yet (not drift):",
            "    Stack dev-01: would be created by its first deployment: `make up STACK=dev-01`",
        ],
    ), empty.text
    assert cells.code == 0, cells.text
    assert cells.text.splitlines()[-2].startswith("dev-01  no drift, "), cells.text
    [pending] = document["stacks"][0]["not_deployed"]
    assert (pending["tenant"], pending["kind"], pending["name"]) == ("", "Stack", "dev-01")
    assert orphan.code == 3, orphan.text
    assert "dev-alpine-spokes" in orphan.out
    assert no_cell.code == 1
    assert "no stack named 'dev-01' found" in no_cell.out


def test_an_error_that_hides_a_stack_is_reported_once(dev: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine and the search for orphans both lack the credentials."""
    monkeypatch.setitem(dev.environment, "OWL_TWILIO", "live")

    code, stack = found(dev)

    assert code == 1
    [not_seen] = stack["not_seen"]
    assert not_seen["reason"].startswith(f"no auth token for {dev.local.account_sid}: set TWILIO_AUTH_TOKEN")

    monkeypatch.setitem(dev.environment, "TWILIO_ACCOUNT_SID", other := f"AC{'0' * 32}")
    _, stack = found(dev)

    [both] = stack["not_seen"]
    assert both["reason"].startswith(f"TWILIO_ACCOUNT_SID is {other}")
    assert f", or another stack; {not_seen['reason']}" in both["reason"]


def test_all_of_it_mixed(dev: Project, tmp_path: Path) -> None:
    """Each format lists them separately; equal findings give equal bytes, and none has a secret."""
    facts = dev.outputs()["senders"]["freestyle-falcons"]
    twilio, account_sid = dev.console, facts["account_sid"]
    account, itself = twilio.v2010(account_sid), twilio.account(account_sid)
    [trigger] = [each for each in account.usage.triggers.list() if "freestyle-falcons" in each.friendly_name]
    trigger.delete()
    itself.content.v1.contents(facts["templates"]["order-ready"]).delete()
    [address] = account.addresses.list(friendly_name="freestyle-falcons")
    address.update(street="9 Elsewhere | Street", auto_correct_address=False)
    number = account.incoming_phone_numbers.create(area_code="415")
    account.new_keys.create(friendly_name="<b>@everyone</b>")
    by_hand = twilio.accounts.create(friendly_name="by hand")
    twilio.v2010(by_hand.sid).incoming_phone_numbers.create(area_code="212")
    dev.edit("alpine-spokes", "package: bronze", "package: silver")
    cell = dev.directory / "Pulumi.cell.yaml"  # below the same parent account, and never deployed from here
    cell.write_text((dev.directory / "Pulumi.dev.yaml").read_text("utf-8"), "utf-8")
    issue, again = tmp_path / "issue.md", tmp_path / "again.md"

    code, stack = found(dev, "--open-issue", str(issue))
    text = drift(dev, "--open-issue", str(again))
    cell.unlink()

    assert code == text.code == 3
    assert [(each["kind"], each["field"], each["at_twilio"]) for each in stack["edited"]] == [
        ("Address", "street", "9 Elsewhere | Street")
    ]
    assert [each["kind"] for each in stack["vanished"]] == ["ContentTemplate", "UsageTrigger"]
    assert {(each["kind"], each["monthly_usd"]) for each in stack["orphans"]} == {
        ("ApiKey", "0"),
        ("PhoneNumber", "1.15"),
        ("Subaccount", "1.15"),
    }
    assert [each["kind"] for each in stack["not_deployed"]] == ["UsageTrigger"]
    assert "orphans, costing $2.30 a month:" in text.out
    assert f"PhoneNumber {number.sid}: {number.phone_number} in account dev-shared: $1.15 a month" in text.out
    assert "not compared with stack cell, whose state can't be read" in text.out
    body = issue.read_text("utf-8")
    assert body.startswith("<!-- owl drift dev -->\n# Drift in dev: 6\n\n")
    assert again.read_text("utf-8") == body
    assert "<b>" not in body
    assert "@" not in body
    assert "9 Elsewhere &#124; Street" in body
    told = "".join((json.dumps(stack), body, text.text))
    keys = [each["api_key_secret"] for each in dev.outputs()["senders"].values()]
    for secret in (CANARY, CANARY.replace("-", ""), dev.local.auth_token, by_hand.auth_token, *keys):
        assert secret not in told

"""Irreversible steps and purchases: refused unless approved, with the cost and the way to approve them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from providers.core.records import MARKER
from tests.engine.project import Project
from tests.profiles import thorough

FALCONS, SPOKES = "freestyle-falcons", "alpine-spokes"


def remove_file(project: Project) -> None:
    """A tenant's file is deleted."""
    project.tenant(FALCONS).unlink()


def change_all_that_is_bought(project: Project) -> None:
    """A brand changes its type, a campaign its use case, and the tenant wants a number of another area."""
    project.edit(FALCONS, "kind: low_volume_standard", "kind: standard")
    project.edit(FALCONS, "use_case: LOW_VOLUME", "use_case: CUSTOMER_CARE")
    project.edit(FALCONS, 'area_code: "415"', 'area_code: "212"')


EDITS: dict[Callable[[Project], None], tuple[str, ...]] = {
    remove_file: ("campaign", "phone_number", "subaccount"),
    change_all_that_is_bought: ("brand", "campaign", "phone_number"),
}
"""Each edit, and what it would end or replace."""

COSTS = {"brand": "$46.00 once", "campaign": "$15.00 once and $", "phone_number": "$1.15 a month"}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_without_an_approval_it_is_refused(prod: Project, edit: Callable[[Project], None]) -> None:
    """Preview and update both refuse, name the cost and the approval to write, and make no call."""
    edit(prod)
    before = len(prod.local.control.journal())

    for refused in (prod.preview(), prod.up()):
        assert refused.code != 0
        for resource in EDITS[edit]:
            assert f"- resource: {resource}" in refused.text, refused.text
            assert resource == "subaccount" or edit is remove_file or COSTS[resource] in refused.text
        assert edit is not remove_file or "would cost $19.50 once and $2.65 a month" in refused.text
        assert "Traceback" not in refused.text
        assert MARKER not in refused.text
    assert len(prod.local.control.journal()) == before


def test_with_approvals_it_is_done(prod: Project) -> None:
    """An expired approval does not count; a valid one allows each step once, and then nothing is left to do."""
    change_all_that_is_bought(prod)
    edited = prod.tenant(FALCONS).read_text("utf-8")
    prod.approve(FALCONS, "brand", "campaign", "phone_number", expires="2026-01-31")

    expired = prod.preview()
    prod.tenant(FALCONS).write_text(edited, "utf-8")
    prod.approve(FALCONS, "brand", "campaign", "phone_number")
    done = prod.up()

    assert expired.code != 0
    assert expired.text.count("expired on 2026-01-31") >= 3
    assert done.code == 0, done.text
    assert prod.up("--refresh").code == 0
    assert prod.drift().code == 0
    assert prod.registration_status()[FALCONS].startswith("may send")


def delete_campaign(project: Project, account_sid: str) -> None:
    """Somebody deletes the campaign at Twilio."""
    services = project.console.account(account_sid).messaging.v1.services
    [service] = services.list()
    assert all(each.delete() for each in services(service.sid).us_app_to_person.list())


def delete_service(project: Project, account_sid: str) -> None:
    """Somebody deletes the service, and with it the campaign: the new campaign would be in a new service."""
    [service] = project.console.account(account_sid).messaging.v1.services.list()
    assert service.delete()


def release_number(project: Project, account_sid: str) -> None:
    """Somebody releases the number."""
    [number] = project.console.v2010(account_sid).incoming_phone_numbers.list()
    assert number.delete()


@pytest.mark.parametrize(
    ("deleted", "resource", "words"),
    [
        (delete_campaign, "campaign", "$15.00 once and $1.50 a month"),
        pytest.param(delete_service, "campaign", "$15.00 once and $1.50 a month", marks=thorough),
        pytest.param(release_number, "phone_number", "$1.15 a month", marks=thorough),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_somebody_deleted_at_twilio_is_bought_again_only_with_an_approval(
    prod: Project, deleted: Callable[[Project, str], None], resource: str, words: str
) -> None:
    """A refresh finds it missing, in this run or in an earlier one: neither buys another before it is approved."""
    deleted(prod, prod.outputs()["senders"][FALCONS]["account_sid"])
    before = prod.open_ledger()

    previewed = [prod.preview("--refresh")] if deleted is delete_campaign else []
    for refused in (*previewed, prod.up("--refresh"), prod.up()):
        assert refused.code != 0
        assert f"no longer exists at Twilio and would be bought again: a new one costs {words}" in refused.text
        assert f"- resource: {resource}" in refused.text
    assert prod.open_ledger() == before

    prod.approve(FALCONS, resource)
    bought = prod.up()
    assert bought.code == 0, bought.text
    assert "to buy, as reviews are approved: " in bought.text
    assert f"  {FALCONS}: {resource.replace('_', ' ')} {words}" in bought.text
    assert len(prod.open_ledger()) == len(before) + 1


def test_a_run_that_finds_it_missing_buys_what_is_approved(prod: Project) -> None:
    """With the approval written first, one run is enough, and its preview announces the purchase."""
    delete_campaign(prod, prod.outputs()["senders"][FALCONS]["account_sid"])
    prod.approve(FALCONS, "campaign")

    for run in (prod.preview("--refresh"), prod.up("--refresh")):
        assert run.code == 0, run.text
        assert f"to buy: $15.00 once and $1.50 a month. {FALCONS}: its campaign QE" in run.text
    assert prod.drift().code == 0


def test_after_a_lost_state_no_key_in_use_is_revoked_unannounced(
    dev: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another state knows no secret of a key: preview and update name each key and whom its end stops."""
    keys = {name: sender["api_key_sid"] for name, sender in dev.outputs()["senders"].items()}
    account_sid = dev.outputs()["senders"][FALCONS]["account_sid"]
    monkeypatch.setitem(dev.environment, "PULUMI_BACKEND_URL", f"file://{tmp_path}")
    assert dev.pulumi("stack", "init", "dev").code == 0

    for refused in (dev.preview(), dev.up()):
        assert refused.code != 0
        for name, sid in keys.items():
            assert f"{name}: its API key {sid} would be revoked" in refused.text
        assert "- resource: api_key" in refused.text
        assert "pulumi stack import" in refused.text
    assert {each.sid for each in dev.console.v2010(account_sid).keys.list()} == set(keys.values())

    for name in keys:
        dev.approve(name, "api_key")
    dev.waive("blast-radius")
    taken_over = dev.up()
    assert taken_over.code == 0, taken_over.text
    assert all(f"to revoke: API key {sid} of {name}" in taken_over.text for name, sid in keys.items())


def test_a_renamed_file_is_told_as_such(prod: Project) -> None:
    """Not as a tenant that leaves and another that comes; moving it back is enough."""
    prod.tenant(FALCONS).rename(prod.tenant("falcons"))

    refused = prod.preview()

    assert refused.code != 0
    assert f"tenants/falcons.yaml is the file of {FALCONS}, renamed: both have the secret {FALCONS}-ein" in refused.text
    assert "state: closed" not in refused.text
    prod.tenant("falcons").rename(prod.tenant(FALCONS))
    assert prod.preview().code == 0


def test_a_default_of_the_package_is_blamed_where_it_is(prod: Project) -> None:
    """A bigger package needs another brand: the lines that say so are the package and its default."""
    prod.edit(SPOKES, "package: bronze", "package: gold")

    refused = prod.preview()

    line = prod.line(SPOKES, "package")
    assert f"its brand would be replaced (tenants/{SPOKES}.yaml:{line} package, tenants/catalogue/packages.yaml:" in (
        refused.text
    )
    assert " brand.kind): a new one costs $46.00 once" in refused.text


def test_an_error_in_the_program_deploys_nothing(project: Callable[..., Project]) -> None:
    """What was declared before the error is not deployed, and nobody reads a traceback."""
    dev = project()
    program = dev.directory / "__main__.py"
    broken = "import owl.program.program as program\n\nprogram.irreversible_steps = lambda *_: 1 / 0\n"
    program.write_text(program.read_text("utf-8").replace("from owl.program", f"{broken}from owl.program"), "utf-8")

    failed = dev.up()

    assert failed.code != 0
    assert "nothing was changed, because of an error in owl: ZeroDivisionError" in failed.text
    assert "Traceback" not in failed.text
    assert dev.resources() == []


def test_a_tenant_leaves_in_order(prod: Project) -> None:
    """Campaign, number, service and key end; then the account is suspended, held, closed: one approved run each."""
    account_sid = prod.outputs()["senders"][FALCONS]["account_sid"]
    today = dt.datetime.now(dt.UTC).date()
    leaves = 'state: closed\noffboarding:\n  "on": {}\n  hold_days: {}\n'
    with prod.tenant(FALCONS).open("a", encoding="utf-8") as file:
        file.write(leaves.format(today + dt.timedelta(days=1), 30))
    assert prod.up().counts["updated"] == 1, "it has not begun: nothing but its file is another"
    prod.edit(FALCONS, str(today + dt.timedelta(days=1)), str(today))

    refused = prod.preview()
    assert refused.code != 0
    prod.approve(FALCONS, "campaign", "phone_number", "subaccount")
    freed = prod.up()
    assert freed.code == 0, freed.text
    assert "its resources are no longer protected" in prod.registration_status()[FALCONS]
    before = len(prod.local.control.journal())
    ended = prod.up()

    assert ended.code == 0, ended.text
    deleted = [
        call["path"]
        for call in prod.local.control.journal()[before:]
        if call["method"] == "DELETE" and call["status"] == 204
    ]
    order = [
        next(index for index, path in enumerate(deleted) if part in path)
        for part in ("/Compliance/Usa2p/", "/IncomingPhoneNumbers/", "/v1/Services/", "/Keys/")
    ]
    services = [
        index for index, path in enumerate(deleted) if path.startswith("/v1/Services/MG") and path.count("/") == 3
    ]
    order[2] = services[0]
    assert order == sorted(order), deleted
    held = prod.up()
    assert held.code == 0, held.text
    assert prod.console.accounts(account_sid).fetch().status == "suspended"
    assert "suspended" in prod.registration_status()[FALCONS]
    for words in (("send", FALCONS, "--to", "+14155550188", "--template", "order-ready"), ("status", FALCONS)):
        told = prod.owl(*words, "--stack", "prod")
        assert "leaving: its account is suspended" in told.text
        assert "Traceback" not in told.text
    assert prod.up("--expect-no-changes").code == 0
    prod.edit(FALCONS, "hold_days: 30", "hold_days: 0")
    closed = prod.up()
    assert closed.code == 0, closed.text
    assert prod.console.accounts(account_sid).fetch().status == "closed"
    gone = prod.up()
    assert "its file can be removed" in prod.registration_status()[FALCONS], gone.text
    prod.tenant(FALCONS).unlink()
    assert prod.up().code == 0
    assert {each["kind"] for each in prod.open_ledger()} == {"phone_number", "us_app_to_person"}
    assert len(prod.open_ledger()) == 2


def test_suspended_and_active_again(prod: Project) -> None:
    """Both directions work, and nothing is lost."""
    account_sid = prod.outputs()["senders"][FALCONS]["account_sid"]
    before = prod.open_ledger()
    prod.edit(FALCONS, "ring: ", "state: suspended\nring: ")
    assert prod.up().code == 0
    assert prod.console.accounts(account_sid).fetch().status == "suspended"
    assert prod.drift().code == 0
    prod.edit(FALCONS, "state: suspended\n", "")

    assert prod.up("--refresh").code == 0

    assert prod.console.accounts(account_sid).fetch().status == "active"
    assert prod.open_ledger() == before


def test_the_preview_says_what_will_be_paid(project: Callable[..., Project], dev: Project) -> None:
    """It lists the sum, once and monthly, and each tenant's part; nothing when everything exists."""
    first = project().preview()
    second = dev.preview()

    assert "$39.00 once and $5.30 a month" in first.text, first.text
    assert (
        f"{FALCONS}: campaign $15.00 once and $1.50 a month, phone number $1.15 a month, brand $4.50 once" in first.text
    )
    assert "a month" not in second.text

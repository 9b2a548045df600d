"""`up` does what the preview announced, by kind and count."""

import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from tests.engine.project import Project


def set_package(project: Project) -> None:
    """Freestyle Falcons upgrade."""
    change(project, "package: silver", "package: gold")


def set_inbound_url(project: Project) -> None:
    """Freestyle Falcons change their webhook."""
    change(project, "https://freestyle-falcons.example/sms", "https://freestyle-falcons.example/new")


def add_tenant(project: Project) -> None:
    """A tenant joins."""
    text = project.tenant("alpine-spokes").read_text()
    project.tenant("new-spokes").write_text(text.replace("Alpine Spokes", "New Spokes"))


def remove_tenant(project: Project) -> None:
    """A tenant leaves a shared account: all its own resources end."""
    with project.tenant("alpine-spokes").open("a", encoding="utf-8") as file:
        file.write('state: closed\noffboarding:\n  "on": 2026-01-01\n')
    project.approve("alpine-spokes", "campaign", "phone_number")


def move_number(project: Project) -> None:
    """Freestyle Falcons want a number of another area: the number and its place in the service are replaced."""
    change(project, 'area_code: "415"', 'area_code: "212"')


def change_use_case(project: Project) -> None:
    """Freestyle Falcons' campaign is replaced: the old one ends first."""
    change(project, "use_case: LOW_VOLUME", "use_case: CUSTOMER_CARE")


def rename_account(project: Project) -> None:
    """Somebody renamed the shared subaccount by hand: it is updated, and its contents stay."""
    [account] = project.console.accounts.list(friendly_name="dev-shared")
    account.update(friendly_name="renamed by hand")
    assert project.pulumi("refresh", "--yes", "--skip-preview", "--stack", project.stack).code == 0


def change(project: Project, before: str, after: str) -> None:
    """Edit Freestyle Falcons' file."""
    path = project.tenant("freestyle-falcons")
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def steps(project: Project) -> Counter[tuple[str, str]]:
    """Return what the preview announces, by operation and kind."""
    shown = project.preview("--json")
    assert shown.code == 0, shown.text
    announced = json.loads(shown.out)["steps"]
    return Counter((each["op"], each["urn"].split("::")[2]) for each in announced if each["op"] != "same")


def events(text: str) -> Counter[tuple[str, str]]:
    """Return what `up --json` did, by operation and kind."""
    done: Counter[tuple[str, str]] = Counter()
    for line in text.splitlines():
        event = json.loads(line) if line.startswith("{") else {}
        metadata = event.get("resOutputsEvent", {}).get("metadata")
        if metadata and metadata["op"] in {"create", "update", "replace", "delete"}:
            done[metadata["op"], metadata["urn"].split("::")[2]] += 1
    return done


def update_and_add(project: Project) -> None:
    """What an upgrade, a changed webhook, a rename by hand and a new tenant need."""
    rename_account(project)
    set_package(project)
    set_inbound_url(project)
    add_tenant(project)


def replace_and_end(project: Project) -> None:
    """What another area, another use case and a tenant that leaves need."""
    move_number(project)
    change_use_case(project)
    remove_tenant(project)
    project.approve("freestyle-falcons", "phone_number", "campaign")
    project.waive("blast-radius")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [(update_and_add, {"create", "update", "replace"}), (replace_and_end, {"replace", "delete"})],
    ids=["updates and new resources", "replacements and ends"],
)
def test_preview_and_up_agree(dev: Project, edit: Callable[[Project], None], expected: set[str]) -> None:
    """Preview and `up` create, update, replace and delete the same kinds and counts; then nothing is left to do."""
    edit(dev)

    announced = steps(dev)
    done = dev.up("--json")

    assert done.code == 0, done.text
    assert {operation for operation, _ in announced} >= expected
    assert events(done.text) == announced
    assert dev.drift().code == 0
    if edit is update_and_add:
        triggers = [each["outputs"] for each in dev.resources() if each["type"].endswith("UsageTrigger")]
        assert {each["trigger_value"] for each in triggers} == {"50", "1000"}


def test_a_bigger_package_moves_the_alert(dev: Project) -> None:
    """From Silver to Gold, the alert at the 250th message is replaced by one at the 1,000th; nothing else changes."""
    set_package(dev)

    announced = steps(dev)

    assert {kind for _, kind in announced} == {
        "owl:stack:TenantFiles",
        "owl:stack:TenantMessaging$pulumi-python:dynamic/twilio:UsageTrigger",
    }


def test_a_replacement_on_demand_loses_nothing(dev: Project) -> None:
    """`--replace` of unchanged resources finds them again; nothing is closed, released or bought a second time."""
    urns = {each["type"].rpartition(":")[2]: each["urn"] for each in dev.resources()}
    before = dev.open_ledger()

    replaced = dev.up(*(f"--replace={urns[kind]}" for kind in ("Subaccount", "PhoneNumber", "MessagingService")))

    assert replaced.code == 0, replaced.text
    assert replaced.counts["replaced"] == 3
    assert dev.open_ledger() == before
    assert dev.drift().code == 0


def test_a_number_moves_between_tenants(dev: Project) -> None:
    """A number that one tenant gives up and another takes is bought once and stays in the stack."""
    number = dev.outputs()["senders"]["freestyle-falcons"]["phone_number"]
    bought = len(dev.local.control.ledger())
    dev.waive("blast-radius", "features-in-package: alpine-spokes")
    move_number(dev)
    other = dev.tenant("alpine-spokes")
    other.write_text(re.sub('area_code: "[0-9]+"', f'number: "{number}"', other.read_text()))
    for name in ("freestyle-falcons", "alpine-spokes"):
        dev.approve(name, "phone_number")

    dev.up()
    settled = dev.up()

    assert settled.code == 0, settled.text
    assert dev.drift().code == 0
    assert dev.outputs()["senders"]["alpine-spokes"]["phone_number"] == number
    assert len(dev.open_ledger()) == 2 + 2
    assert len(dev.local.control.ledger()) == bought + 1, "only the one that the first tenant gets instead"

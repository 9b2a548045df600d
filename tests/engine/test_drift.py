"""Changes made outside the engine: the drift preview shows them, and `up --refresh` repairs them."""

import datetime as dt
import re

from providers.campaign import REQUIRED_BY_UPDATE
from tests.engine.project import ACCOUNTS, Project


def test_a_change_and_a_loss_of_every_kind_are_shown_and_repaired(dev: Project) -> None:
    """A changed callback is shown with old and new value, a deleted trigger by name; afterwards there is no drift."""
    falcons = dev.outputs()["senders"]["freestyle-falcons"]
    twilio, account_sid = dev.console, falcons["account_sid"]
    account = twilio.v2010(account_sid)
    itself = twilio.account(account_sid)
    named = "freestyle-falcons"

    itself.messaging.v1.services(falcons["messaging_service_sid"]).update(
        status_callback="https://elsewhere.example/status"
    )
    [trigger] = [each for each in account.usage.triggers.list() if named in each.friendly_name]
    trigger.delete()
    [number] = [each for each in account.incoming_phone_numbers.list() if each.friendly_name == named]
    itself.messaging.v1.services(falcons["messaging_service_sid"]).phone_numbers(number.sid).delete()
    account.keys(falcons["api_key_sid"]).delete()
    [sink] = itself.events.v1.sinks.list()
    sink.update(description="changed by hand")
    [subscription] = itself.events.v1.subscriptions.list()
    subscription.delete()
    itself.content.v1.contents(falcons["templates"]["order-ready"]).delete()
    [address] = account.addresses.list(friendly_name=named)
    address.update(street="9 Elsewhere Street", auto_correct_address=False)
    campaigns = itself.messaging.v1.services(falcons["messaging_service_sid"]).us_app_to_person
    [campaign] = campaigns.list(x_twilio_api_version="v1.2")
    campaign.update(
        **{name: getattr(campaign, name) for name in REQUIRED_BY_UPDATE if name != "description"},
        description="Somebody wrote something else about what the shop sends to its customers.",
    )
    twilio.accounts(account_sid).update(friendly_name="renamed by hand")

    drift = dev.drift()

    assert drift.code not in {0, 1}, drift.text
    for shown in (
        "https://elsewhere.example/status",
        "https://hooks.owl.example/freestyle-falcons/message-status",
        "changed by hand",
        "dev-shared errors",
        "renamed by hand",
        "9 Elsewhere Street",
        "Somebody wrote something else",
    ):
        assert shown in drift.text, drift.text
    for kind in (
        "UsageTrigger",
        "MessagingServiceSender",
        "ApiKey",
        "EventSubscription",
        "ContentTemplate",
        "MessagingService",
        "EventSink",
        "Subaccount",
        "Address",
        "Campaign",
    ):
        assert f"dynamic/twilio:{kind}" in drift.text, kind

    repaired = dev.up("--refresh")
    assert repaired.code == 0, repaired.text
    clean = dev.drift()
    assert clean.code == 0, clean.text


def test_what_is_no_longer_declared_ends_after_a_refresh_too(dev: Project) -> None:
    """A refresh compares only Twilio and the state: resources that the program removed or replaced still end."""
    account_sid = dev.outputs()["senders"]["alpine-spokes"]["account_sid"]
    dev.edit("freestyle-falcons", "  - repair-done\n", "")
    dev.edit("alpine-spokes", "package: bronze", "package: silver")

    done = dev.up("--refresh")

    assert done.code == 0, done.text
    templates = dev.console.account(account_sid).content.v1.contents.list()
    triggers = dev.console.v2010(account_sid).usage.triggers.list()
    assert "freestyle-falcons.repair-done" not in {each.friendly_name for each in templates}
    assert sorted(each.friendly_name for each in triggers) == [
        "alpine-spokes daily messages",
        "freestyle-falcons daily messages",
    ]


def test_a_stack_without_changes_shows_none(dev: Project) -> None:
    """Neither an output, nor a refreshed secret, nor the time of the look looks like a change."""
    assert dev.up("--refresh").code == 0
    dev.local.control.advance(7 * 86_400)

    preview = dev.preview("--diff", "--refresh").text
    deployed, refreshed = dev.up(), dev.up("--refresh")

    changed = [line for line in preview.splitlines() if line.lstrip().startswith("~") and "Stack" not in line]
    assert not changed, preview
    assert "[diff:" not in refreshed.text, refreshed.text
    asked = [re.findall(r"\(as of (.*) UTC\)", done.text) for done in (deployed, refreshed)]
    days = [dt.date.fromisoformat(max(times).split()[0]) for times in asked]
    assert (days[1] - days[0]).days >= 7, asked  # a run without --refresh says when Twilio was last asked


def test_a_quiet_stack_shows_no_drift_and_few_calls(dev: Project) -> None:
    """A drift preview reads lists, not objects: the ISV's profile, 15 for the account, four for each tenant in it."""
    before = len(dev.local.control.journal())

    assert dev.drift().code == 0

    calls = [(call["account_sid"], call["path"]) for call in dev.local.control.journal()[before:]]
    assert len(calls) == len(set(calls)), calls
    assert len(calls) == 1 + 15 + 2 * 4, calls
    assert {path for account_sid, path in calls if account_sid == ACCOUNTS["dev"]} == {
        "/2010-04-01/Accounts.json",
        "/v1/CustomerProfiles",
    }

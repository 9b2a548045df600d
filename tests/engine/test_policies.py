"""Rules in the engine: a violation is never deployed."""

import datetime as dt
import re
from collections.abc import Callable

from owl.previews.run import POLICY_PACK
from policies.core.project import today
from tests.engine.project import ACCOUNTS, Project

PACK = ("--policy-pack", "policies/pack")
A_MONTH = dt.timedelta(days=30)
OWN_NAME = "Breakwater Boards: Hi Alice"


def _shops(project: Callable[..., Project]) -> Project:
    """Two tenants, one of which has its own samples."""
    made = project()
    made.add_tenants("breakwater-boards", "dawn-patrol-surf")
    made.keep_tenants("breakwater-boards", "dawn-patrol-surf")
    return made


def test_a_violation_stops_everything_before_any_call(project: Callable[..., Project]) -> None:
    """With or without a preview, one tenant's violation stops the deployment of every tenant."""
    shops = _shops(project)
    shops.edit("breakwater-boards", OWN_NAME, "Hi Alice")

    preview = shops.preview(*PACK)
    assert preview.code != 0
    assert "[mandatory] [severity: high]  sample-names-business" in preview.text
    assert "tenants/breakwater-boards.yaml:" in preview.text

    without_preview = shops.up(*PACK)
    assert without_preview.code != 0
    assert shops.local.control.journal() == []
    assert shops.resources() == []


def test_what_keeps_the_rules_is_deployed(project: Callable[..., Project]) -> None:
    """With valid tenants, every rule has been evaluated on what it could see."""
    shops = _shops(project)

    up = shops.up(*PACK)
    assert up.code == 0
    assert "can't run policy" not in up.text
    assert shops.resources()


def test_a_run_without_the_pack_is_checked_by_the_program(dev: Project) -> None:
    """Plain `pulumi up` deploys nothing that `owl check` refuses; what only looks for drift or deletes may go on."""
    price = dev.directory / "tenants" / "catalogue" / "packages.yaml"
    price.write_text(price.read_text("utf-8").replace('"39.00"', '"10.00"'), "utf-8")
    calls = len(dev.local.control.journal())

    refused = dev.up()
    assert refused.code != 0
    assert "mandatory rules are violated" in refused.text
    assert "tenants/alpine-spokes.yaml:4:10: package: the margin at full use" in refused.text
    assert "(mandatory: margin-floor)" in refused.text
    assert len(dev.local.control.journal()) == calls
    assert dev.pulumi("destroy", "--preview-only", "--stack", "dev").code == 0
    assert "mandatory rules" not in dev.owl("drift", "--stack", "dev").text

    dev.environment[POLICY_PACK] = str(dev.directory / "policies" / "pack")
    judged_by_engine = dev.preview()
    assert judged_by_engine.code != 0
    assert judged_by_engine.text.count("  margin-floor  ") == 1
    assert "mandatory rules are violated" not in judged_by_engine.text
    assert dev.pulumi("refresh", "--preview-only", "--stack", "dev").code == 0


def test_a_wrong_file_of_rules_is_refused(project: Callable[..., Project]) -> None:
    """An unreadable level or waiver stops the run: nobody should believe that it holds."""
    shops = _shops(project)
    (shops.directory / "policies" / "settings.json").write_text('{"margin-flor": {"percent": 90}}', "utf-8")
    (shops.directory / "policies" / "waivers.yaml").write_text(WAIVER.format(expires="soon"), "utf-8")

    preview = shops.preview(*PACK)

    assert preview.code != 0
    assert "policies/settings.json:1:2: margin-flor: there is no such rule" in preview.text
    assert "policies/waivers.yaml:6:14: waivers[0].expires: expected a date, got 'soon'" in preview.text


STRAY = """
import pulumi
from providers.messaging_service import MessagingService
from providers.messaging_service_sender import MessagingServiceSender
from providers.phone_number import PhoneNumber
from providers.subaccount import Subaccount

account = Subaccount("stray", owner_account_sid="{account}", friendly_name="stray", twilio="local")
"""
"""A resource that somebody adds to the program, without a tenant's file."""


WAIVER = """
waivers:
  - rule: error-events
    reason: The service is being moved.
    owner: mo@owl.example
    expires: {expires}
"""
"""A setting that allows an account without error reports."""


ADDED = """
PhoneNumber("outside", account_sid=account, friendly_name="outside", area_code="415")
service = MessagingService("silent", account_sid=account, friendly_name="silent")
number = PhoneNumber("unregistered", account_sid=account, friendly_name="unregistered", area_code="415")
MessagingServiceSender("unregistered", account_sid=account, service_sid=service, phone_number_sid=number)
"""


def test_a_wrong_program_is_refused(project: Callable[..., Project]) -> None:
    """Resources without a tenant's file are judged too, also without a preview, before anything is created."""
    shops = _shops(project)
    program = shops.directory / "__main__.py"
    stray = STRAY.format(account=ACCOUNTS[shops.stack])
    program.write_text(f"{program.read_text('utf-8')}{stray}{ADDED}", "utf-8")

    preview = shops.preview(*PACK)

    assert preview.code != 0
    assert "can't run policy" not in preview.text
    for rule, message in (
        ("number-in-one-service", "number outside is in 0 messaging services"),
        ("sender-has-campaign", "sender unregistered is in a messaging service without a campaign"),
        ("deliveries-reported", "messaging service silent has no status_callback"),
    ):
        assert re.search(rf"\[mandatory\] \[severity: \w+\]  {rule}\b", preview.text)
        assert message in preview.text

    without_preview = shops.up()

    assert without_preview.code != 0
    assert "mandatory rules are violated" in without_preview.text
    assert "number outside is in 0 messaging services" in without_preview.text
    assert {call["method"] for call in shops.local.control.journal()} <= {"GET"}


def test_what_is_waived_is_shown(project: Callable[..., Project]) -> None:
    """Rules that only the engine can evaluate can be waived too."""
    shops = _shops(project)
    program = shops.directory / "__main__.py"
    stray = STRAY.format(account=ACCOUNTS[shops.stack])
    program.write_text(f"{program.read_text('utf-8')}{stray}", "utf-8")
    (shops.directory / "policies" / "waivers.yaml").write_text(WAIVER.format(expires=today() + A_MONTH), "utf-8")

    preview = shops.preview(*PACK)

    assert preview.code == 0
    assert "[advisory] [severity: low]  waiver-in-use" in preview.text
    assert "account stray has no EventSubscription with the type" in preview.text


def test_levels_can_be_set_for_a_run(project: Callable[..., Project]) -> None:
    """The engine's own option overrides the project's settings: advisory violations then block nothing."""
    shops = _shops(project)
    shops.edit("breakwater-boards", OWN_NAME, "Hi Alice")
    levels = shops.directory / "levels.json"
    levels.write_text('{"sample-names-business": {"enforcementLevel": "advisory"}, "margin-floor": {"percent": 90}}')

    preview = shops.preview(*PACK, "--policy-pack-config", str(levels))

    assert "[advisory] [severity: high]  sample-names-business" in preview.text
    assert "[mandatory] [severity: high]  margin-floor" in preview.text
    assert preview.code != 0

"""Bad input is refused before any call: all findings together, with file, line and column."""

from collections.abc import Callable

from tests.engine.project import Project


def test_bad_tenants_reach_nobody(project: Callable[..., Project]) -> None:
    """Every finding of every file is reported together: exit code not 0, no traceback, no call."""
    dev = project()
    falcons, named = dev.tenant("freestyle-falcons"), "tenants/freestyle-falcons.yaml"
    fields = ("package", "messaging.inbound_request_url", "support_contact")
    package, webhook, contact = (dev.line("freestyle-falcons", field) for field in fields)
    falcons.write_text(
        falcons.read_text()
        .replace("package: silver", "package: platinum")
        .replace("https://freestyle-falcons.example/sms", "http://freestyle-falcons.example/sms")
        .replace("support_contact:", "color: red\nsupport_contact:")
    )
    dev.tenant("alpine-spokes").write_text("name: 7\n")

    refused = dev.up()

    assert refused.code == 1
    assert "Traceback" not in refused.text
    for finding in (
        f"{named}:{package}:10: package:",
        f"{named}:{webhook}:24: messaging.inbound_request_url: expected an https URL",
        f"{named}:{contact}:1: color:",
        "tenants/alpine-spokes.yaml:1:7: name:",
    ):
        assert finding in refused.text, refused.text
    assert dev.local.control.journal() == []


def test_live_without_credentials_says_what_is_missing(project: Callable[..., Project]) -> None:
    """A live stack without credentials names the settings to set."""
    prod = project(stack="prod", OWL_TWILIO="live")

    refused = prod.preview()

    assert refused.code == 1
    assert "no auth token for ACdec0de0000000000000000000000000e: set TWILIO_AUTH_TOKEN" in refused.text
    assert "Traceback" not in refused.text
    assert "an unhandled error" not in refused.text


def test_other_accounts_credentials_are_refused(project: Callable[..., Project]) -> None:
    """A stack belongs to one parent account."""
    other = "AC" + "0" * 32
    prod = project(stack="prod", OWL_TWILIO="live", TWILIO_ACCOUNT_SID=other, TWILIO_AUTH_TOKEN="of another")

    refused = prod.preview()

    assert refused.code == 1
    assert f"TWILIO_ACCOUNT_SID is {other}, but this stack belongs to" in refused.text
    assert "of another" not in refused.text

"""A tenant's file that is not valid stops a deployment, and nothing that is about the other tenants."""

import datetime as dt
import json

from tests.engine.project import Project

GOOD, WRONG = "freestyle-falcons", "alpine-spokes"
SAID = f"owl: without the tenants whose files are not valid: tenants/{WRONG}.yaml. `owl check` says why\n"


def test_one_wrong_file_stops_no_other_tenant(dev: Project) -> None:
    """The other tenant sends; sums are shown without the one, which is named, and fail."""
    month = ("reconcile", "--month", f"{dt.datetime.now(dt.UTC):%Y-%m}")
    wrong = f"tenants/{WRONG}.yaml:{dev.line(WRONG, 'package')}:10: package: "
    found = f"its file is not valid: {wrong}"
    dev.edit(WRONG, "package: bronze", "package: platinum")

    sent = dev.owl("send", GOOD, "--to", "alice", "--template", "order-ready")
    refused = dev.owl("send", WRONG, "--to", "noor", "--template", "order-ready")
    summed, one = dev.owl(*month, "--format", "json"), dev.owl(*month, GOOD)
    margins = dev.owl("margin", "--from-usage", f"{dt.datetime.now(dt.UTC):%Y-%m}")
    replied = dev.owl("emulator", "receive", "--from", "alice", "--to", GOOD, "hello")
    deployed = dev.up()

    assert (sent.code, SAID in sent.text) == (0, True), sent.text
    assert (refused.code, f"owl: {wrong}" in refused.text) == (1, True), refused.text
    figures = json.loads(summed.out)
    assert (summed.code, [each["tenant"] for each in figures["tenants"]]) == (1, [GOOD]), summed.text
    assert [(each["tenant"], each["reason"].startswith(found)) for each in figures["not_read"]] == [(WRONG, True)]
    assert (figures["not_counted"], figures["billed_outside_this_report"]) == ([], None)
    assert (one.code, SAID in one.text) == (0, True), one.text
    assert (margins.code, f"not read: {WRONG}: {found}" in margins.text) == (1, True), margins.text
    assert SAID in replied.text
    assert f"Received at {dev.outputs()['senders'][GOOD]['phone_number']}" in replied.text
    assert (deployed.code, wrong in deployed.text) == (1, True), deployed.text


def test_what_is_scheduled_can_be_canceled_whatever_the_files_are_like(dev: Project) -> None:
    """Also for the tenant whose own file is wrong: nobody should be texted because a file can't be read."""
    at = (dev.console.now() + dt.timedelta(days=1)).isoformat()
    scheduled = dev.owl("send", GOOD, "--to", "alice", "--template", "order-ready", "--at", at, "--format", "json")
    dev.tenant(GOOD).write_text("name: 7\n", "utf-8")

    canceled = dev.owl("send", GOOD, "--cancel", json.loads(scheduled.out)["message_sid"])

    assert (canceled.code, "is canceled" in canceled.text) == (0, True), canceled.text

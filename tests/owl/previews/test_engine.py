"""The real engine's previews, read as plain values."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from owl.previews import FOR_DRIFT, Change, Op, Preview, PreviewStep, read_preview, run_preview, without_rules
from owl.records import ProgramRefused
from providers.core.records import MARKER, ResourceFailed
from tenants.model import ApprovableResource
from tests.engine.project import Outcome, Project

CANARY = "41-7654321"


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A stack with two tenants."""
    directory = tmp_path_factory.mktemp("previews")
    made = Project(directory, OWL_SECRET_FREESTYLE_FALCONS_EIN=CANARY)
    made.keep_tenants("freestyle-falcons", "alpine-spokes")
    assert made.up().code == 0
    return made


@pytest.fixture
def dev(deployed: Project) -> Iterator[Project]:
    """The deployed stack; a test's changes are undone."""
    with deployed.taken_back():
        yield deployed


def preview(dev: Project, *, for_drift: bool = False, record: Path | None = None) -> Preview:
    """Run a preview, as commands do."""
    if for_drift:
        environment = without_rules(dev.environment)
        return run_preview("dev", dev.directory, options=FOR_DRIFT, record=record, environment=environment)
    return run_preview("dev", dev.directory, record=record, environment=dev.environment)


def changed(found: Preview) -> list[PreviewStep]:
    """Return the steps that change something at Twilio."""
    return [step for step in found.steps if step.changes_something and step.is_at_provider]


def assert_no_record_is_shown(failed: Outcome) -> None:
    """Check that people at a terminal see only sentences."""
    assert failed.code != 0
    assert "could not read" in failed.text
    assert MARKER not in failed.text


def test_nothing_changed(dev: Project) -> None:
    """Every resource is in the preview, and none changes."""
    found = preview(dev)

    assert (found.stack, found.failure, found.complete) == ("dev", "", True)
    assert {step.op for step in found.steps} == {Op.SAME}
    assert {step.tenant for step in found.steps} == {None, "freestyle-falcons", "alpine-spokes"}


def test_changes_are_given_field_by_field(dev: Project, tmp_path: Path) -> None:
    """An upgrade replaces the alert; a new tenant gets all its resources; a recorded file gives the same preview."""
    dev.edit("freestyle-falcons", "package: silver", "package: gold")
    dev.edit("freestyle-falcons", "street: 640 Halfpipe Alley", "street: 641 Halfpipe Alley")
    dev.add_tenants("dawn-patrol-surf")
    record = tmp_path / "events.jsonl"

    found = preview(dev, record=record)

    assert not found.failed
    upgraded = {step.kind: step for step in changed(found) if step.tenant == "freestyle-falcons"}
    assert upgraded["UsageTrigger"].op is Op.REPLACE
    assert upgraded["UsageTrigger"].changes == (Change("trigger_value", "250", "1000"),)
    assert Change("street", "640 Halfpipe Alley", "641 Halfpipe Alley") in upgraded["Address"].changes
    joined = [step for step in changed(found) if step.tenant == "dawn-patrol-surf"]
    assert {step.op for step in joined} == {Op.CREATE}
    assert {"Campaign", "BrandRegistration", "PhoneNumber", "ContentTemplate"} <= {step.kind for step in joined}
    assert read_preview(record) == found
    _holds_no_secret(record, dev)


def _holds_no_secret(record: Path, dev: Project) -> None:
    """The parent's token, tax numbers and key secrets are replaced by a marker."""
    text = record.read_text("utf-8")
    keys = [facts["api_key_secret"] for facts in dev.outputs()["senders"].values()]
    for secret in (CANARY, CANARY.replace("-", ""), dev.local.auth_token, *keys):
        assert secret not in text
    assert "[secret]" in text


def test_what_is_different_at_twilio(dev: Project) -> None:
    """A preview with refresh has the values at Twilio, and the steps that would fix them."""
    [account] = dev.console.accounts.list(friendly_name="dev-shared")
    account.update(friendly_name="renamed by hand")

    found = preview(dev, for_drift=True)

    steps = [(step.op, step.kind, step.tenant) for step in changed(found)]
    assert steps == [(Op.REFRESH, "Subaccount", None), (Op.UPDATE, "Subaccount", None)]
    assert changed(found)[0].changes == (Change("friendly_name", "dev-shared", "renamed by hand"),)


def test_what_cannot_be_read_is_no_quiet_success(dev: Project) -> None:
    """If Twilio refuses to show one tenant's service, the preview fails for that tenant and is incomplete."""
    service = dev.outputs()["senders"]["alpine-spokes"]["messaging_service_sid"]
    dev.local.control.inject("status", method="GET", path=service, status=403, code=20003, times=None)

    found = preview(dev, for_drift=True)

    assert found.failed
    assert not found.complete
    assert found.failed_tenants == ("alpine-spokes",)
    assert {step.tenant for step in found.steps if step.failed} == {"alpine-spokes"}
    assert found.errors
    for error in found.errors:
        assert isinstance(error.record, ResourceFailed)
        assert (error.record.verb, error.record.sentence) == ("read", error.message)
        assert error.message.endswith(f": {error.reason}")
    assert_no_record_is_shown(dev.preview("--refresh"))


def test_a_step_without_an_approval_is_named(dev: Project) -> None:
    """A program that refuses before the engine starts is a failure, with the tenant's name."""
    dev.edit("freestyle-falcons", "use_case: LOW_VOLUME", "use_case: CUSTOMER_CARE")

    found = preview(dev)

    assert found.failure == "stack dev: nothing was changed: these steps are irreversible and not approved"
    assert not found.complete
    assert found.failed_tenants == ("freestyle-falcons",)
    [error] = found.errors
    assert isinstance(error.record, ProgramRefused)
    assert [each.resources for each in error.record.not_approved] == [(ApprovableResource.CAMPAIGN,)]
    assert error.record.not_approved[0].sentence in error.message


def test_what_breaks_a_rule_is_a_violation(dev: Project) -> None:
    """A mandatory policy fails the preview but does not shorten it; approvals can still be judged."""
    dev.edit("freestyle-falcons", "use_case: LOW_VOLUME", "use_case: MARKETING")
    dev.approve("freestyle-falcons", "campaign", expires="2099-12-31")

    found = preview(dev)

    assert found.complete
    assert found.failure.startswith("mandatory policies are violated: ")
    assert all("tenants/freestyle-falcons.yaml" in each.message for each in found.violations if each.is_mandatory)
    assert [step.op for step in changed(found) if step.kind == "Campaign"] == [Op.REPLACE]


def test_a_stack_that_is_not_there(dev: Project, tmp_path: Path) -> None:
    """An engine that prints only an error is a failure with that error."""
    record = tmp_path / "events.jsonl"

    found = run_preview("nowhere", dev.directory, environment=dev.environment, record=record)

    assert (found.stack, found.complete) == ("nowhere", False)
    assert "no stack named 'nowhere' found" in found.failure
    assert read_preview(record) == found
    assert json.loads(record.read_text("utf-8").splitlines()[-1])["ended"]["exitCode"] != 0

"""Drift in a preview: who caused a difference, where the engine alone does not know."""

from typing import Any

import pytest

from owl.drift.findings import DriftOutcome, NotSeen, StackDrift, outcome
from owl.drift.reading import FOLLOWS, SECRETS, read
from owl.drift.shown import shown
from owl.origins.resource_inputs import origin_of, origin_of_field
from owl.previews import Diagnostic, DiagnosticSeverity, Op, Preview, PreviewStep
from owl.previews.changes import SECRET, UNKNOWN, changes
from owl.records import ProgramRefused
from providers.core.records import ResourceFailed
from providers.core.registry import resources
from tests.owl_inc import owl_inc

TENANTS = owl_inc()
ACCOUNT = "AC" + "a" * 32


def step(op: Op, kind: str, old: dict[str, Any] | None, new: dict[str, Any] | None, **outputs: Any) -> PreviewStep:
    """Return a step of freestyle-falcons with these inputs before and after."""
    name = "freestyle-falcons"
    before = {"old_inputs": old or {}, "old_outputs": outputs.get("before", {"sid": "X1", **old} if old else {})}
    after = {"new_inputs": new or {}, "new_outputs": outputs.get("after", {"sid": "X1", **new} if new else {})}
    side = "outputs" if op is Op.REFRESH else "inputs"
    compared = changes((before | after)[f"old_{side}"], (before | after)[f"new_{side}"])
    urn = f"urn:pulumi:dev::owl::owl:stack:TenantMessaging$pulumi-python:dynamic/twilio:{kind}::{name}"
    return PreviewStep(op, urn, f"pulumi-python:dynamic/twilio:{kind}", name, name, **before, **after, changes=compared)


def preview(*steps: PreviewStep, **rest: Any) -> Preview:
    """Return a preview of these steps."""
    return Preview("dev", steps, **rest)


def test_what_the_file_changes_is_not_edited() -> None:
    """A field that only the file changed is not edited: Twilio has what was deployed last."""
    same = step(Op.REFRESH, "MessagingService", {"validity_period": 60}, {"validity_period": 60})
    plan = step(Op.UPDATE, "MessagingService", {"validity_period": 60}, {"validity_period": 90})

    found = read(preview(same, plan), TENANTS)

    assert found.edited == ()
    assert [(each.action, each.fields) for each, _ in found.not_deployed] == [
        ("would be updated", ("validity_period",))
    ]


def test_what_was_edited_to_what_the_file_says_is_no_drift() -> None:
    """A field that somebody already changed by hand to what the file says has not drifted."""
    moved = step(Op.REFRESH, "MessagingService", {"validity_period": 60}, {"validity_period": 90})
    plan = step(Op.SAME, "MessagingService", {"validity_period": 90}, {"validity_period": 90})

    found = read(preview(moved, plan), TENANTS)

    assert (found.edited, found.not_deployed) == ((), ())


def test_what_is_unknown_before_a_deployment_is_no_difference() -> None:
    """References that are unknown in the preview, beside an edited field, are not differences."""
    moved = step(Op.REFRESH, "Address", {"account_sid": ACCOUNT, "city": "A"}, {"account_sid": ACCOUNT, "city": "B"})
    plan = step(Op.UPDATE, "Address", {"account_sid": ACCOUNT, "city": "B"}, {"account_sid": UNKNOWN, "city": "A"})

    found = read(preview(moved, plan), TENANTS)

    assert [(each.field, each.declared, each.at_twilio) for each in found.edited] == [("city", "A", "B")]
    assert found.not_deployed == ()


def test_an_edited_secret_is_reported_without_its_value() -> None:
    """An edited secret is reported without its value: no visible value differs, and no file changed its source."""
    declared = {"type": "authorized_representative_1", "attributes": {"first_name": "Dolores"}}
    seen = step(Op.REFRESH, "EndUser", declared, {**declared, "attributes": SECRET})
    plan = step(Op.UPDATE, "EndUser", {**declared, "attributes": SECRET}, declared)

    found = read(preview(seen, plan), TENANTS)

    assert [(each.field, each.declared) for each in found.edited] == [("attributes", SECRETS)]
    assert "Dolores" not in repr(found.edited)
    assert found.not_deployed == ()


def test_a_secret_that_the_file_changed_is_not_deployed_yet() -> None:
    """A secret that its file changed is pending: the tenant's registration would also be submitted again."""
    declared = {"type": "authorized_representative_1", "attributes": {"first_name": "Dolores"}}
    plan = step(Op.UPDATE, "EndUser", {**declared, "attributes": SECRET}, declared)
    submission = step(Op.UPDATE, "CustomerProfileSubmission", {"facts": SECRET}, {"facts": SECRET})

    found = read(preview(plan, submission), TENANTS)

    assert found.edited == ()
    assert [each.resource.kind for each, _ in found.not_deployed] == ["CustomerProfileSubmission", "EndUser"]


def test_a_secret_is_never_compared_with_what_it_hides() -> None:
    """The state has parts of a secret in plain text, a refresh has none: they are never compared."""
    declared = {"attributes": {"first_name": "Dolores"}}
    seen = step(Op.REFRESH, "EndUser", declared, {"attributes": SECRET})

    assert read(preview(seen), TENANTS).edited == ()


def test_what_is_gone_and_not_declared_any_more_needs_nothing() -> None:
    """A resource that was deleted by hand and is no longer declared is reported only if there is no plan."""
    gone = step(Op.REFRESH, "PhoneNumber", {"phone_number": "+14155550100"}, None)
    other = step(Op.SAME, "ApiKey", {"friendly_name": "a"}, {"friendly_name": "a"})

    assert read(preview(gone, other), TENANTS).vanished == ()
    [told] = read(preview(gone), TENANTS).vanished
    assert (told.sid, told.price) == ("X1", "$1.15 a month")


def test_what_follows_from_a_loss_is_reported_as_such() -> None:
    """A brand that must be replaced because its profile was deleted is reported as a consequence."""
    gone = step(Op.REFRESH, "CustomerProfile", {"friendly_name": "a"}, None)
    again = step(Op.CREATE, "CustomerProfile", None, {"friendly_name": "a"})
    brand = step(
        Op.REPLACE,
        "BrandRegistration",
        {"customer_profile_bundle_sid": "BU1"},
        {"customer_profile_bundle_sid": UNKNOWN},
    )

    found = read(preview(gone, again, brand), TENANTS)

    assert [each.resource.kind for each in found.vanished] == ["CustomerProfile"]
    assert [(each.resource.kind, each.action) for each, _ in found.not_deployed] == [("BrandRegistration", FOLLOWS)]


def test_an_edit_that_forces_a_replacement_is_reported() -> None:
    """An edited immutable field is reported as a replacement."""
    moved = step(Op.REFRESH, "UsageTrigger", {"trigger_value": "50"}, {"trigger_value": "5000"})
    plan = step(Op.REPLACE, "UsageTrigger", {"trigger_value": "5000"}, {"trigger_value": "50"})

    [edited] = read(preview(moved, plan), TENANTS).edited

    assert edited.replaces
    assert edited.where == TENANTS.positions["catalogue/packages"].where("silver.messages_per_day")


def refused(reason: str) -> Diagnostic:
    """The error of a program that refuses to run."""
    record = ProgramRefused(sentence=f"stack dev: {reason}", reason=reason)
    return Diagnostic(DiagnosticSeverity.ERROR, "", (), record.sentence, record)


def not_read(step: PreviewStep, reason: str) -> Diagnostic:
    """The error of a provider that could not read a resource."""
    record = ResourceFailed(verb="read", kind=step.kind, name="'it's mine'", where="a AC1", reason=reason)
    return Diagnostic(DiagnosticSeverity.ERROR, step.urn, ("falcons",), record.sentence, record)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Preview("dev", failure="the engine's events end", complete=False), "the engine's events end"),
        (Preview("dev", complete=False), "the engine did not finish"),
        (Preview("dev", failure="mandatory policies are violated: x"), "mandatory policies are violated: x"),
        (
            Preview("dev", diagnostics=(Diagnostic(DiagnosticSeverity.ERROR, "", (), "no\nway"),), failure="no"),
            "no; way",
        ),
        (
            Preview("dev", diagnostics=(refused("no way"),), failure="no"),
            "no way",
        ),
    ],
)
def test_a_preview_that_failed_is_never_quiet(found: Preview, expected: str) -> None:
    """A failed preview never reports "no drift", for any cause of the failure."""
    seen = read(found, TENANTS)

    assert seen.not_seen == (NotSeen("", expected),)
    assert StackDrift("dev", not_seen=seen.not_seen).outcome is DriftOutcome.NOT_SEEN


def test_a_failed_step_is_not_seen() -> None:
    """A failed step does not count as seen, also if no message names the resource."""
    failed = step(Op.REFRESH, "ApiKey", {"friendly_name": "a"}, {"friendly_name": "b"})
    failed = PreviewStep(**{**vars(failed), "failed": True})

    found = read(Preview("dev", (failed,), failure="1 resources failed", complete=False), TENANTS)

    assert found.edited == ()
    assert NotSeen("freestyle-falcons", "ApiKey freestyle-falcons could not be read") in found.not_seen


def test_a_shared_reason_is_reported_once_a_tenant() -> None:
    """A shared reason is reported once for each tenant; a resource with its own reason is named."""
    steps = [step(Op.REFRESH, kind, {"a": "1"}, None) for kind in ("ApiKey", "Address", "UsageTrigger")]
    reasons = ["it's suspended (error 20003)", "it's suspended (error 20003)", "it moved"]
    errors = [not_read(each, reason) for each, reason in zip(steps, reasons, strict=True)]

    found = read(Preview("dev", tuple(steps), diagnostics=tuple(errors)), TENANTS)

    assert found.not_seen == (
        NotSeen("falcons", "2 resources: it's suspended (error 20003)"),
        NotSeen("falcons", """could not read UsageTrigger 'it's mine' (a AC1): it moved"""),
    )


def test_what_could_not_be_looked_at_counts_first() -> None:
    """A stack that could not be read counts before one without drift: an incomplete preview proves nothing."""
    quiet, blind = StackDrift("a"), StackDrift("b", not_seen=(NotSeen("", "no"),))

    assert outcome([quiet]) is DriftOutcome.NO_DRIFT
    assert outcome([quiet, blind]) is DriftOutcome.NOT_SEEN


@pytest.mark.parametrize(
    ("kind", "field", "file", "path"),
    [
        ("Campaign", "message_samples[0]", "freestyle-falcons", "campaign"),
        ("Address", "street", "freestyle-falcons", "business.address.street"),
        ("PhoneNumber", "phone_number", "freestyle-falcons", "phone_number"),
        ("MessagingService", "usecase", "freestyle-falcons", "campaign.use_case"),
        ("EndUser", "attributes", "freestyle-falcons", "business"),
        ("MessagingService", "status_callback", "catalogue/isv", "callbacks"),
        ("CustomerProfile", "email", "catalogue/isv", "compliance_email"),
        ("UsageTrigger", "trigger_value", "catalogue/packages", "silver.messages_per_day"),
    ],
)
def test_a_field_leads_to_the_line_that_declares_it(kind: str, field: str, file: str, path: str) -> None:
    """A field's place is its line in the tenant's file or in the catalogue."""
    name = "freestyle-falcons"

    assert origin_of_field(TENANTS, name, kind, name, field) == TENANTS.positions[file].where(path)


def test_places_of_what_no_file_says() -> None:
    """A value without a file has no place; a text's is its template, a further number's its own key."""
    assert origin_of_field(TENANTS, "", "Subaccount", "dev-shared", "friendly_name") == ""
    assert origin_of_field(TENANTS, "nobody", "Campaign", "nobody", "description") == ""
    assert origin_of(TENANTS, "nobody", "Campaign", "nobody") == ""
    name = "freestyle-falcons"
    templates = TENANTS.positions["catalogue/templates"]
    text = origin_of_field(TENANTS, name, "ContentTemplate", f"{name}.order-ready", 'types["twilio/text"].body')
    assert text == templates.where("order-ready.body")
    assert {origin_of(TENANTS, name, kind.__name__, name).rpartition(":")[0] for kind in resources()} <= {
        "",
        TENANTS.where(name, "").rpartition(":")[0],
    }


def test_values_are_shown_on_one_line_without_what_may_be_a_number() -> None:
    """Values are shown on one line, limited in length, without anything that may be a registration number."""
    assert shown("a\n\x1b[31mb 12-3456789") == "a [31mb [number withheld]"
    assert shown(["a", 1]) == '["a", 1]'
    assert shown(None) == "nothing"
    assert len(shown("x" * 1000)) == 160

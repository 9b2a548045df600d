"""Unexpected events and fields that differ: nothing is ever taken for "no changes"."""

import json
from pathlib import Path
from typing import Any

import pytest

from owl.previews import Change, DiagnosticSeverity, Preview, read_preview
from owl.previews.changes import changes
from owl.records import ProgramRefused
from providers.core.outputs import LOOKED_AT
from providers.core.records import MARKER, WANTED, ResourceFailed
from tenants.model.naming import tenant_of

URN = "urn:pulumi:dev::owl::owl:stack:TenantMessaging$pulumi-python:dynamic/twilio:ApiKey::acme"
SAME = {"resOutputsEvent": {"metadata": {"op": "same", "urn": URN, "type": "pulumi-python:dynamic/twilio:ApiKey"}}}
SUCCEEDED = {"summaryEvent": {"result": "succeeded"}}


def read(directory: Path, *events: Any) -> Preview:
    """Read these events from a file."""
    file = directory / "events.jsonl"
    file.write_text("".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in events), "utf-8")
    return read_preview(file)


def test_a_whole_preview(tmp_path: Path) -> None:
    """The other tests change this preview."""
    found = read(tmp_path, SAME, SUCCEEDED)

    assert not found.failed
    assert found.complete
    assert [(step.tenant, step.kind) for step in found.steps] == [("acme", "ApiKey")]


@pytest.mark.parametrize(
    ("events", "failure"),
    [
        ([], "the engine's events end before its summary"),
        ([SAME], "the engine's events end before its summary"),
        ([SAME, '{"summaryEvent": {"resu'], "line 2 of the engine's events is not a JSON object"),
        (["{", '  "steps": [],', SUCCEEDED], "line 1 of the engine's events is not a JSON object"),
        ([SAME, {"errorEvent": {"error": "out of memory"}}, SUCCEEDED], "out of memory"),
        ([SAME, {"errorEvent": {"error": "98-7654321 is no EIN"}}, SUCCEEDED], "[number withheld] is no EIN"),
        ([SAME, {"resOpFailedEvent": SAME["resOutputsEvent"]}, SUCCEEDED], "1 resources failed"),
        ([SAME, {"summaryEvent": {"result": "failed"}}], "the engine reports: failed"),
        ([SAME, SUCCEEDED, {"ended": {"stack": "dev", "exitCode": 255, "message": "lost"}}], "lost"),
        (
            [SUCCEEDED, {"resOutputsEvent": {"metadata": {"op": "levitate", "urn": URN, "type": "a:b:C"}}}],
            "the engine reports an unknown step: levitate",
        ),
    ],
)
def test_whatever_is_missing_is_a_failure(tmp_path: Path, events: list[Any], failure: str) -> None:
    """Events that are cut off, of another form, or with an error are a failure, with the reason."""
    assert read(tmp_path, *events).failure == failure


def test_a_file_without_events_is_of_the_stack_it_is_called_like(tmp_path: Path) -> None:
    """A report can then name the stack that could not be read."""
    assert (read(tmp_path).stack, read(tmp_path, SAME).stack) == ("events", "dev")


def test_messages_for_debugging_are_left_out(tmp_path: Path) -> None:
    """Of the other messages, an error names the resource's tenant."""
    error = {"urn": URN, "severity": "error", "message": "could not read it\n"}
    found = read(
        tmp_path,
        {"diagnosticEvent": {"severity": "debug", "message": "registering"}},
        {"diagnosticEvent": {"severity": "info#err", "message": "said aside"}},
        {"diagnosticEvent": error},
        SAME,
        {"summaryEvent": {"result": "failed"}},
    )

    assert [(each.severity, each.tenants) for each in found.diagnostics] == [
        (DiagnosticSeverity.ERROR, ("acme",)),
        (DiagnosticSeverity.INFO, ()),
    ]
    assert found.steps[0].failed


def test_a_record_is_read_with_its_sentence(tmp_path: Path) -> None:
    """A program sends it as another message, a provider within the same one. It is never shown."""
    refused = ProgramRefused(sentence="stack dev: tenants/acme.yaml:3: no", reason="no", tenants=("acme",))
    failed = ResourceFailed(verb="read", kind="ApiKey", name="'acme'", where="", reason="gone")
    text = f"Preview failed: Exception calling application: {failed.message({WANTED: '1'})}"
    found = read(
        tmp_path,
        {"diagnosticEvent": {"severity": "debug", "message": f"{refused.line}\n"}},
        {"diagnosticEvent": {"severity": "error", "message": f"{refused.sentence}\n"}},
        {"diagnosticEvent": {"severity": "error", "urn": URN, "message": text}},
        SAME,
        {"summaryEvent": {"result": "failed"}},
    )

    assert [(each.message, each.tenants, each.record) for each in found.errors] == [
        (refused.sentence, ("acme",), refused),
        ("could not read ApiKey 'acme': gone", ("acme",), failed),
    ]
    assert [each.reason for each in found.errors] == ["no", "gone"]


@pytest.mark.parametrize("record", ["", f"{MARKER}{{", f'{MARKER}{{"record": "of-tomorrow"}}', f"{MARKER}[]"])
def test_a_sentence_without_a_known_record_is_still_shown(tmp_path: Path, record: str) -> None:
    """Such as a preview that another version recorded."""
    text = f"could not read ApiKey 'acme': gone\n{record}"
    found = read(tmp_path, {"diagnosticEvent": {"severity": "error", "urn": URN, "message": text}}, SAME)

    [error] = found.errors
    assert (error.message, error.record) == ("could not read ApiKey 'acme': gone", None)
    assert error.reason == error.message


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, [Change("a.b", 1, 2)]),
        ({"a": ["x", "y"]}, {"a": ["x"]}, [Change("a[1]", "y", None)]),
        ({"twilio/text": {"body": "x"}}, {"twilio/text": {"body": "y"}}, [Change('["twilio/text"].body', "x", "y")]),
        ({}, {"a": "[secret]"}, [Change("a", None, "[secret]")]),
        ({"a": "[secret]"}, {"a": "[secret]"}, []),
        ({"b": "ab", "a": 1}, {"b": "cd", "a": 2}, [Change("a", 1, 2), Change("b", "ab", "cd")]),
    ],
)
def test_fields_that_differ(old: dict[str, Any], new: dict[str, Any], expected: list[Change]) -> None:
    """Each difference has a path, the old value and the new one."""
    assert list(changes(old, new)) == expected


@pytest.mark.parametrize(
    ("types", "name", "tenant"),
    [
        ("owl:stack:A2pRegistration$pulumi-python:dynamic/twilio:EndUser", "acme.business", "acme"),
        ("owl:stack:TenantMessaging", "acme", "acme"),
        ("owl:stack:TenantMessaging$pulumi-python:dynamic/twilio:ApiKey", "dev-acme", "dev-acme"),
        ("owl:stack:TenantAccount$pulumi-python:dynamic/twilio:Subaccount", "dev-acme", "acme"),
        ("owl:stack:TenantAccount$pulumi-python:dynamic/twilio:EventSink", "dev-shared", None),
        ("pulumi-python:dynamic/twilio:PrimaryCustomerProfile", "primary", None),
        ("owl:stack:TenantFiles", "tenants", None),
    ],
)
def test_whose_a_resource_is(types: str, name: str, tenant: str | None) -> None:
    """The name decides; an account's begins with the stack's."""
    assert tenant_of(f"urn:pulumi:dev::owl::{types}::{name}") == tenant


def test_the_time_of_a_look_is_no_change(tmp_path: Path) -> None:
    """A refresh that finds everything as it was changes nothing."""
    step = SAME["resOutputsEvent"]["metadata"] | {"op": "refresh"}
    looks = [{"outputs": {"sid": "SK1", LOOKED_AT: f"2026-11-29T10:5{minute}+00:00"}} for minute in (4, 5)]

    preview = read(tmp_path, {"resOutputsEvent": {"metadata": step | {"old": looks[0], "new": looks[1]}}}, SUCCEEDED)

    assert not any(each.changes_something for each in preview.steps)


STEP = {"urn": "urn:pulumi:dev::owl::pulumi-python:dynamic/twilio:Campaign::acme", "op": "update"}


@pytest.mark.parametrize(
    "line",
    [
        "[" * 10_000,
        '{"resOutputsEvent": ' * 3_000,
        "1e999",
        '{"resOutputsEvent": 1}',
        '{"resOutputsEvent": {"metadata": {"urn": 1, "op": "same"}}}',
        json.dumps({"resOutputsEvent": {"metadata": STEP}}),
        json.dumps({"resOutputsEvent": {"metadata": STEP | {"type": "a:b:C", "old": 3, "new": []}}}),
        json.dumps({"resOutputsEvent": {"metadata": STEP | {"type": "a:b:C", "old": {"inputs": [1]}}}}),
        '{"diagnosticEvent": {"severity": "nonsense", "message": "x"}}',
        '{"diagnosticEvent": {"severity": "error", "message": 5}}',
        '{"policyEvent": {"policyName": 1}}',
        '{"summaryEvent": {"result": [1]}}',
        '{"ended": {"stack": {}, "exitCode": "x"}}',
        '{"errorEvent": {"error": {}}}',
    ],
)
def test_a_file_may_contain_anything(line: str, tmp_path: Path) -> None:
    """An event with other contents is an error of the preview, with its line, and not an exception."""
    (tmp_path / "dev.jsonl").write_text(f'{{"summaryEvent": {{"result": "succeeded"}}}}\n{line}\n', "utf-8")

    preview = read_preview(tmp_path / "dev.jsonl")

    assert preview.failure.startswith("line 2 of the engine's events ")
    assert not preview.complete


def test_deep_values_are_compared(tmp_path: Path) -> None:
    """As deep as the parser allows."""
    nested = json.loads("[" * 200 + "1" + "]" * 200)
    step = STEP | {"type": "pulumi-python:dynamic/twilio:Campaign", "old": {"inputs": {"a": nested}}, "new": {}}
    (tmp_path / "dev.jsonl").write_text(json.dumps({"resOutputsEvent": {"metadata": step}}), "utf-8")

    assert not read_preview(tmp_path / "dev.jsonl").complete

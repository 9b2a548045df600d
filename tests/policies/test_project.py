"""Checks of a whole project: its files, its waivers, its environments."""

import contextlib
import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.core.judgement import Part, judge
from policies.core.policy_input import PolicyInput
from policies.core.project import VALID, Checked, check_project
from policies.core.registry import rules
from policies.core.rule import Level, Severity
from policies.core.settings import RuleSettings
from policies.core.waiver import Waivers
from tenants.model.serialized import deserialized, serialized
from tests.policies.case import TODAY, Case, cases, good_files

NO_NAME = {"Cedar Boards: Hi Alice": "Hi Alice"}
"""A violation of `sample-names-business`."""


def write(directory: Path, waivers: str = "", **changed: str) -> Path:
    """Write the good project with other texts for some tenants."""
    for name, text in {**good_files(), **changed}.items():
        file = directory / "tenants" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (directory / "Pulumi.yaml").touch()
    (directory / "policies").mkdir(exist_ok=True)
    (directory / "policies" / "waivers.yaml").write_text(waivers or "waivers: []\n", "utf-8")
    return directory


def check(directory: Path, day: dt.date = TODAY) -> Checked:
    """Check a project from inside."""
    with contextlib.chdir(directory):
        return check_project(Path(), day)


def lines(checked: Checked) -> list[str]:
    """Return each finding's rule, level and place."""
    return [f"{each.rule} {each.level} {os.fspath(each.file)}:{each.line}:{each.column}" for each in checked.judgements]


def waiver(**changed: str) -> str:
    """Write a file with one waiver."""
    said = {
        "rule": "sample-names-business",
        "tenant": "cedar",
        "reason": "The sign changes.",
        "owner": "mo@owl.example",
        "expires": "2026-12-31",
    } | changed
    return "waivers:\n  - " + "\n    ".join(f"{key}: {value}" for key, value in said.items() if value) + "\n"


def nameless() -> str:
    """Return Cedar's file with samples that do not name the business."""
    text = good_files()["cedar"]
    for old, new in NO_NAME.items():
        text = text.replace(old, new)
    return text


def test_the_good_project_is_right(tmp_path: Path) -> None:
    """There is no finding; the rules about declared resources are listed as not evaluated."""
    checked = check(write(tmp_path))
    assert checked.judgements == ()
    assert checked.tenants == 3
    assert "sender-has-campaign" in checked.not_evaluated


def test_a_waived_finding_stays_in_sight(tmp_path: Path) -> None:
    """A waived finding does not fail the check, and is shown with its approver and last day."""
    assert lines(check(write(tmp_path, cedar=nameless()))) == [
        "sample-names-business mandatory tenants/cedar.yaml:64:8"
    ]
    [shown] = check(write(tmp_path, waiver(), cedar=nameless())).judgements
    assert (shown.rule, shown.level) == ("waiver-in-use", Level.ADVISORY)
    assert "waived until 2026-12-31 by mo@owl.example (The sign changes.): tenants/cedar.yaml:64:8" in shown.message


def test_a_waiver_ends(tmp_path: Path) -> None:
    """After its last day, the finding counts again, and the waiver is a finding too."""
    write(tmp_path, waiver(), cedar=nameless())
    assert lines(check(tmp_path, dt.date(2027, 1, 1))) == [
        "waiver-expired mandatory policies/waivers.yaml:6:14",
        "sample-names-business mandatory tenants/cedar.yaml:64:8",
    ]


def test_a_waiver_that_is_not_needed_is_reported(tmp_path: Path) -> None:
    """It must be removed, so that the same fault can't return unnoticed."""
    assert lines(check(write(tmp_path, waiver()))) == ["waiver-unused advisory policies/waivers.yaml:2:5"]


@pytest.mark.parametrize(
    ("rule", "cedar"),
    [
        ("sample-names-business", f"color: red\n{good_files()['cedar']}"),
        ("sender-has-campaign", good_files()["cedar"]),
    ],
    ids=["the tenant's file is wrong", "only the engine asks the rule"],
)
def test_a_waiver_is_not_called_unneeded_unasked(rule: str, cedar: str, tmp_path: Path) -> None:
    """If it were removed for that reason, the next run would fail."""
    found = check(write(tmp_path, waiver(rule=rule), cedar=cedar)).judgements
    assert "waiver-unused" not in {each.rule for each in found}


@pytest.mark.parametrize("waivers", ["", waiver(rule="feature-tried", tenant="")], ids=["unwaived", "waived"])
def test_an_unused_entry_is_reported_only_if_every_file_is_readable(waivers: str, tmp_path: Path) -> None:
    """An unreadable file hides what its tenant does: "no tenant does this" would mislead."""
    cedar = good_files()["cedar"].replace("package:", "color: red\npackage:")
    assert lines(check(write(tmp_path, waivers, cedar=cedar))) == ["valid-files mandatory tenants/cedar.yaml:3:1"]


@pytest.mark.parametrize(
    ("changed", "place"),
    [({"rule": "sample-names-busines"}, "2:11"), ({"tenant": "ceder"}, "3:13"), ({"owner": ""}, "2:5")],
    ids=["no such rule", "no such tenant", "nobody answers for it"],
)
def test_a_fault_of_a_waiver_is_found(changed: dict[str, str], place: str, tmp_path: Path) -> None:
    """The finding has a place; an invalid waiver allows nothing."""
    found = lines(check(write(tmp_path, waiver(**changed), cedar=nameless())))
    assert found == [
        f"{VALID} mandatory policies/waivers.yaml:{place}",
        "sample-names-business mandatory tenants/cedar.yaml:64:8",
    ]


def test_a_fault_of_a_waiver_says_what_to_do(tmp_path: Path) -> None:
    """What may have been meant, and for a tenant that is gone, to remove the waiver."""
    waivers = waiver(rule="sample-names-busines") + waiver(tenant="ceder").removeprefix("waivers:\n")
    rule, tenant = check(write(tmp_path, waivers)).judgements
    assert (rule.message, tenant.message) == ("there is no rule 'sample-names-busines'", "there is no tenant 'ceder'")
    assert rule.fix.startswith("did you mean 'sample-names-business'?")
    assert tenant.fix.startswith("remove the waiver; did you mean 'cedar'?")


def test_a_projects_stacks_are_judged(tmp_path: Path) -> None:
    """Their settings by the rules on stacks, and whether their files can be read; so is what drift is accepted."""
    write(tmp_path)
    (tmp_path / "Pulumi.prod.yaml").write_text("config:\n  owl:wait: 3h\n", "utf-8")
    assert lines(check(tmp_path)) == ["wait-bounded advisory Pulumi.prod.yaml:2:13"]
    (tmp_path / "Pulumi.prod.yaml").write_text("config: [\n", "utf-8")
    (tmp_path / "policies" / "accepted-drift.yaml").write_text("accepted:\n  - stack: prod\n", "utf-8")
    found = check(tmp_path).judgements
    assert {(each.rule, each.file.as_posix()) for each in found} == {
        (VALID, "Pulumi.prod.yaml"),
        (VALID, "policies/accepted-drift.yaml"),
    }


def test_a_cell_is_judged_with_the_tenants_of_its_environment(tmp_path: Path) -> None:
    """An override puts two of three tenants into a cell of `prod`, and leaves the cells of `dev` as they are."""
    override = "environments: {prod: {cell: prod-01}}\n"
    directory = write(tmp_path, **{name: good_files()[name] + override for name in ("acme", "birch")})
    for stack in ("dev", "prod"):
        settings = "config:\n  owl:accountSid: AC1\n"
        (directory / f"Pulumi.{stack}.yaml").write_text(settings, "utf-8")
        (directory / f"Pulumi.{stack}-01.yaml").write_text(f"{settings}  owl:cellOf: {stack}\n", "utf-8")

    def found(most: int) -> list[str]:
        (directory / "policies" / "settings.json").write_text(f'{{"cell-full": {{"most": {most}}}}}', "utf-8")
        return [each.message for each in check(directory).judgements if each.rule == "cell-full"]

    assert found(1) == [
        "cell dev has 3 tenants, of at most 1",
        "cell prod-01 has 2 tenants, of at most 1 (in environment prod)",
    ]
    assert found(2) == ["cell dev has 3 tenants, of at most 2"]


def test_a_fault_of_one_waiver_makes_all_of_them_invalid(tmp_path: Path) -> None:
    """Otherwise somebody could take a file that is reported as wrong for one that waives."""
    waivers = waiver() + waiver(rule="sample-names-busines").removeprefix("waivers:\n")
    assert lines(check(write(tmp_path, waivers, cedar=nameless()))) == [
        f"{VALID} mandatory policies/waivers.yaml:7:11",
        "sample-names-business mandatory tenants/cedar.yaml:64:8",
    ]


def test_what_the_loader_finds_is_a_finding_like_any_other(tmp_path: Path) -> None:
    """With its path, message and remedy, of a rule that is always mandatory and belongs to no tenant."""
    checked = check(write(tmp_path, acme=good_files()["acme"].replace("package: silver", "package: golden")))
    [found] = checked.judgements
    assert (found.rule, found.severity, found.tenant) == (VALID, Severity.HIGH, None)
    assert found.text == "tenants/acme.yaml:3:10: package: 'golden' is not in tenants/catalogue/packages.yaml"
    assert found.fix.startswith("did you mean 'gold'?")


def test_one_wrong_file_hides_no_other(tmp_path: Path) -> None:
    """An unreadable file and a rule's violation in another file are reported together."""
    checked = check(write(tmp_path, acme=f"color: red\n{good_files()['acme']}", cedar=nameless()))
    assert lines(checked) == [
        f"{VALID} mandatory tenants/acme.yaml:1:1",
        "sample-names-business mandatory tenants/cedar.yaml:64:8",
    ]


def test_each_environment_is_judged(tmp_path: Path) -> None:
    """An override that breaks a rule is found at the override; a fault in every environment is reported once."""
    override = "environments:\n  dev:\n    campaign:\n      has_embedded_phone: true\n"
    text = good_files()["acme"] + override
    place = text.count("\n")
    checked = check(write(tmp_path, acme=text, cedar=nameless()))
    assert lines(checked) == [
        f"phones-declared mandatory tenants/acme.yaml:{place}:27",
        "sample-names-business mandatory tenants/cedar.yaml:64:8",
    ]
    assert ["(in environment dev)" in each.message for each in checked.judgements] == [True, False]


FROM_FILES = [case for case in cases() if "resources" not in case.values]


@given(st.sampled_from(FROM_FILES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_engine_judges_as_the_files_are_judged(tmp_path: Path, case: Case) -> None:
    """After the engine, which makes every number a float, the same rules find the same faults at the same places."""
    policy_input = case.policy_input(tmp_path)
    there = deserialized(as_the_engine_has_it(serialized(policy_input.tenants)), policy_input.tenants.positions)
    assert there == policy_input.tenants
    again = PolicyInput(there, policy_input.today, policy_input.stacks)
    asked = rules().values()
    assert judge(asked, RuleSettings(), Waivers(), Part(again)) == judge(
        asked, RuleSettings(), Waivers(), Part(policy_input)
    )


def as_the_engine_has_it(value: Any) -> Any:
    """Return plain values as the engine passes them to the pack: no nulls, and numbers of one type."""
    if isinstance(value, dict):
        return {key: as_the_engine_has_it(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [as_the_engine_has_it(each) for each in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(data=st.data())
@settings(max_examples=2 * settings().max_examples, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_it_fail(tmp_path: Path, data: st.DataObject) -> None:
    """For any corrupted file, each finding in it has a place in it."""
    text = good_files()["acme"]
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 30)))
    said = data.draw(
        st.one_of(st.text(max_size=8), st.sampled_from(["", "\n", ": ", "- ", "[", "{", '"', "#", "null"]))
    )
    changed = text[:begin] + said + text[end:]
    try:
        write(tmp_path, acme=changed)
    except UnicodeEncodeError:
        return

    found = [each for each in check(tmp_path).judgements if each.file.name == "acme.yaml"]

    rows = changed.split("\n")
    for each in found:
        assert 1 <= each.line <= len(rows)
        assert 1 <= each.column <= len(rows[each.line - 1]) + 1


NAME_PARTS = st.lists(st.sampled_from(["Acme", "Cycles", "of", "A", "-", "&", "'", ".", "'n'", "No.", "3"]), max_size=5)


@given(name=NAME_PARTS, sender=NAME_PARTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_makes_it_fail(tmp_path: Path, name: list[str], sender: list[str]) -> None:
    """A name may have words without a letter, such as a dash between a chain and its place."""
    named = good_files()["acme"].replace("name: Acme Cycles", f'name: "{" ".join(["Acme", *name])}"', 1)
    said = f'  samples:\n    - "{" ".join(["Acme", *sender])}: Your bike is ready."\n    - "Reply STOP to opt out."\n'
    write(tmp_path, acme=named.replace("  has_embedded_links:", f"{said}  has_embedded_links:", 1))

    assert all(each.line for each in check(tmp_path).judgements)

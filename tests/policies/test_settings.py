"""Levels and parameters of rules, as a project sets them."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policies.core.judgement import Part, judge
from policies.core.policy_input import PolicyInput
from policies.core.project import read_rule_files
from policies.core.registry import rules
from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from policies.core.settings import RuleSettings
from policies.core.waiver import Waivers
from tests.policies.case import Case

LEVELS = (Level.ADVISORY, Level.MANDATORY, Level.DISABLED)


@pytest.fixture(scope="module")
def policy_input(tmp_path_factory: pytest.TempPathFactory) -> PolicyInput:
    """The good project."""
    return Case("", "", refused=False, values={}).policy_input(tmp_path_factory.mktemp("good"))


def always(level: Level) -> Rule[Any]:
    """Return a rule that every tenant breaks."""

    def check(case: TenantCase) -> Iterator[Violation]:
        yield Violation("package", f"{case.tenant.id} breaks it")

    rule = Rule("policies.tier.always", "Never.\n\nFor a test.", level=level, severity=Severity.LOW, sources=(), fix="")
    rule.for_tenant(check)
    return rule


@pytest.mark.parametrize(("own", "every", "said"), [*itertools.product(LEVELS, [None, *LEVELS], [None, *LEVELS])])
def test_the_most_particular_level_holds(
    own: Level, every: Level | None, said: Level | None, policy_input: PolicyInput
) -> None:
    """The rule's setting overrides the setting for all rules, which overrides the rule's default."""
    rule = always(own)
    levels = {name: level for name, level in (("all", every), ("always", said)) if level}

    found = judge([rule], RuleSettings(levels), Waivers(), Part(policy_input))

    expected = said or every or own
    assert {each.level for each in found} == ({expected} if expected is not Level.DISABLED else set())
    assert all(each.is_fatal == (expected is Level.MANDATORY) for each in found)


def test_a_disabled_rule_does_not_run(policy_input: PolicyInput) -> None:
    """This holds for a tenant with any fault."""
    broken = always(Level.DISABLED)
    broken.for_tenant(lambda _case: 1 / 0)  # type: ignore[arg-type,return-value]
    assert judge([broken], RuleSettings(), Waivers(), Part(policy_input)) == []
    with pytest.raises(ZeroDivisionError):
        judge([broken], RuleSettings({"always": Level.ADVISORY}), Waivers(), Part(policy_input))


def read(directory: Path, settings: str) -> Any:
    """Read a project's settings."""
    (directory / "policies").mkdir(exist_ok=True)
    (directory / "policies" / "settings.json").write_text(settings, "utf-8")
    return read_rule_files(directory, ())


def test_settings_are_those_of_crossguard(tmp_path: Path) -> None:
    """One file serves the check and the engine; a level can have parameters beside it; others keep their defaults."""
    given = {
        "all": {"enforcementLevel": "advisory"},
        "margin-floor": {"enforcementLevel": "mandatory", "percent": 40},
        "street-reuse": {"most": 3},
        "age-gate-declared": "disabled",
    }

    files = read(tmp_path, json.dumps(given))

    assert files.findings == ()
    assert files.settings.level(rules()["margin-floor"]) is Level.MANDATORY
    assert files.settings.level(rules()["street-reuse"]) is Level.ADVISORY
    assert files.settings.level(rules()["age-gate-declared"]) is Level.DISABLED
    assert files.settings.of(rules()["margin-floor"]).percent == 40
    assert files.settings.of(rules()["street-reuse"]).most == 3
    assert files.settings.of(rules()["daily-cap"]) == rules()["daily-cap"].parameters


FAULTS = {
    "no such rule": ('{"margin-flor": {}}', "1:2: margin-flor: there is no such rule"),
    "no such level": (
        '{"margin-floor": {"enforcementLevel": "strict"}}',
        "1:39: margin-floor.enforcementLevel: expected 'advisory', 'mandatory' or 'disabled', got 'strict'",
    ),
    "no such parameter": ('{"margin-floor": {"per_cent": 3}}', "1:19: margin-floor.per_cent: unknown key"),
    "no mapping": ('{"margin-floor": 3}', "1:18: margin-floor: expected a mapping, got 3"),
    "no such level alone": (
        '{"margin-floor": "strict"}',
        "1:18: margin-floor.enforcementLevel: expected 'advisory', 'mandatory' or 'disabled', got 'strict'",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_the_settings_is_found(text: str, expected: str, tmp_path: Path) -> None:
    """It is found at its place, with what is allowed."""
    [finding] = read(tmp_path, text).findings
    place = f"{tmp_path}/policies/settings.json"
    assert str(finding).splitlines()[0] == f"{place}:{expected}"
    assert finding.remedy

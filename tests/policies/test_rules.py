"""Each rule on its cases: what it refuses, with the place of the finding, and what it accepts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from policies.core.judgement import Part, judge
from policies.core.policy_input import Program
from policies.core.registry import rules
from policies.core.rule import Level, Rule, Severity
from policies.core.settings import RuleSettings
from policies.core.waiver import Waivers
from tests.policies.case import CASES, NO_STACK, Case, cases

ALL = cases()
REFUSED = [case for case in ALL if case.refused]


def cases_of(rule: Rule) -> list[Case]:
    """Return the cases of a rule, or fail if it has none."""
    of_rule = cases(rule.id)
    assert of_rule, f"write tests/policies/cases/{rule.family}/{rule.id}.yaml: docs/policies.md shows how"
    return of_rule


@pytest.fixture(scope="module")
def directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return paths for directories: most cases need none, and 1,400 of pytest's take a fifth of the time."""
    every = tmp_path_factory.mktemp("cases")
    return (every / str(number) for number in count())


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_rule_refuses(case: Case, directories: Iterator[Path]) -> None:
    """Each fault is one finding of the rule: file, line, column and message."""
    case.check(next(directories))


@pytest.mark.parametrize("case", [case for case in ALL if not case.refused], ids=str)
def test_a_rule_accepts(case: Case, directories: Iterator[Path]) -> None:
    """A valid case is no finding."""
    case.check(next(directories))


def missing_cases(rule: Rule) -> list[str]:
    """Return which cases a rule lacks: two refused and two accepted ones, and one right at its limit on either side."""
    of_rule = cases_of(rule)
    refused = [case for case in of_rule if case.refused]
    at_limit = {case.refused for case in of_rule if case.is_limit}
    missing = {
        "two refused": len(refused) < 2,
        "two accepted": len(of_rule) - len(refused) < 2,
        "one at the limit on either side": (rule.has_limit or bool(at_limit)) and at_limit != {True, False},
    }
    return [what for what, is_missing in missing.items() if is_missing]


def test_every_rule_has_cases() -> None:
    """A rule has at least two refused and two accepted cases; if it has a limit, one right at it on either side."""
    assert {name: missing for name, rule in rules().items() if (missing := missing_cases(rule))} == {}


def test_a_rule_without_cases_says_where_they_belong() -> None:
    """The message tells the author of a new rule what to add next."""
    rule = Rule("policies.tier.brand_new", None, level=Level.ADVISORY, severity=Severity.LOW, sources=(), fix="")
    with pytest.raises(AssertionError, match=r"write tests/policies/cases/tier/brand-new\.yaml"):
        cases_of(rule)


def test_every_file_of_cases_belongs_to_a_rule() -> None:
    """A rule that is renamed or removed leaves no cases behind."""
    files = {file.relative_to(CASES).with_suffix("").as_posix() for file in CASES.glob("*/*.yaml")}
    assert files == {f"{rule.family}/{rule.id}" for rule in rules().values()}


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_a_rule_without_its_body_fails_its_cases(
    rule: Rule, directories: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings of its refused cases come from the rule's check only."""
    case = next(case for case in cases_of(rule) if case.refused)
    policy_input = case.policy_input(next(directories))
    assert case.judged(policy_input)
    monkeypatch.setattr(rule, "check", lambda _case: ())
    assert case.judged(policy_input) == []


def test_the_good_project_breaks_no_rule(tmp_path: Path) -> None:
    """Each finding of a case therefore comes from the case's change."""
    policy_input = replace(Case("", "", False, {}).policy_input(tmp_path), program=Program(NO_STACK, ()))
    assert judge(rules().values(), RuleSettings(), Waivers(), Part(policy_input)) == []


def style_faults(rule: Rule) -> list[str]:
    """Return what is wrong with a rule's texts for pages and reports."""
    right = {
        "the title begins with a capital": rule.title[0].isupper(),
        "the title ends without a full stop": not rule.title.endswith("."),
        "the reason is a sentence": rule.why.endswith((".", "`")),
        "there is a source": bool(rule.sources),
        "the fix goes on after a colon": rule.fix[0].islower() or not rule.fix[0].isalpha(),
        "the fix ends without a full stop": not rule.fix.endswith("."),
    }
    return [what for what, is_right in right.items() if not is_right]


def test_a_rule_says_what_its_page_needs() -> None:
    """Title, reason, source and remedy have the form that pages and reports need."""
    assert {name: faults for name, rule in rules().items() if (faults := style_faults(rule))} == {}

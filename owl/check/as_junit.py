"""The findings as JUnit XML, for CI: a test case for each rule. A mandatory finding fails it."""

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from policies.core.judgement import Judgement
from policies.core.project import VALID, Checked
from policies.core.registry import rules


def render(checked: Checked) -> str:
    """Return a suite for each family of rules. Advisory findings are a case's output."""
    found: dict[str, list[Judgement]] = {}
    for judgement in checked.judgements:
        found.setdefault(judgement.rule, []).append(judgement)
    asked = {VALID: "files"} | {
        name: rule.family for name, rule in rules().items() if name not in checked.not_evaluated
    }
    document = JUnitXml("owl check")
    for family in dict.fromkeys(asked.values()):
        suite = TestSuite(family)
        for name in (name for name, of in asked.items() if of == family):
            suite.add_testcase(_case(name, family, found.get(name, [])))
        document.add_testsuite(suite)
    document.update_statistics()  # type: ignore[no-untyped-call]
    return str(document.tostring().decode("utf-8")) + "\n"  # type: ignore[no-untyped-call]


def _case(rule: str, family: str, judgements: list[Judgement]) -> TestCase:
    case = TestCase(rule, f"policies.{family}")
    fatal = [each for each in judgements if each.is_fatal]
    kind = Error if rule == VALID else Failure
    case.result = [_failure(kind, each) for each in fatal]
    advice = [each.text for each in judgements if not each.is_fatal]
    if advice:
        case.system_out = "\n".join(advice)
    return case


def _failure(kind: type[Failure] | type[Error], judgement: Judgement) -> Failure | Error:
    failure = kind(judgement.text, judgement.rule)
    failure.text = judgement.fix
    return failure

"""The rule in docs/policies.md, saved with its cases as the page says, passes the tests of every rule."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policies.core.registry import rules
from policies.core.rule import Rule
from tests.docs.documents import REPOSITORY, blocks
from tests.policies import case, test_rules

PAGE = (REPOSITORY / "docs" / "policies.md").read_text("utf-8")
MODULE, CASES = re.search(r"`policies/(operations/\w+)\.py`", PAGE), re.search(r"`tests/policies/cases/(\S+)`", PAGE)


@pytest.fixture
def rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rule]:
    """The page's rule, found among the others, with its cases beside it."""
    assert MODULE
    assert CASES
    [code] = blocks(PAGE, {"python"})
    [cases] = [block for block in blocks(PAGE, {"yaml"}) if block.startswith("refused:")]
    saved = {f"policies/{MODULE[1]}.py": code, f"cases/{CASES[1]}": cases}
    for name, text in saved.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    (tmp_path / "Pulumi.yaml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(case, "CASES", tmp_path / "cases")
    yield rules()["name-not-shouted"]
    del sys.modules["policies.operations.name_not_shouted"]


def test_the_rule_holds_on_its_cases(rule: Rule, tmp_path: Path) -> None:
    """The command on the page judges it the same way."""
    assert test_rules.missing_cases(rule) == []
    assert test_rules.style_faults(rule) == []
    for number, each in enumerate(case.cases(rule.id)):
        each.check(tmp_path / str(number))

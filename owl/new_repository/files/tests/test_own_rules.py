"""Our own rules, each on its cases."""

from pathlib import Path

import pytest

from policies.testing import Case, cases, without_cases

CASES = Path(__file__).parent / "policies" / "cases"


@pytest.mark.parametrize("case", cases(CASES), ids=str)
def test_a_rule_on_its_case(case: Case, tmp_path: Path) -> None:
    """It finds what the case says, where the case says, and nothing else."""
    case.check(tmp_path)


def test_every_own_rule_has_cases() -> None:
    """Two that it refuses and two that it accepts are the fewest."""
    assert without_cases(CASES) == []

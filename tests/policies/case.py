"""The cases of the product's rules; `policies/testing.py` describes them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policies import testing
from policies.testing import NO_STACK, TODAY
from tenants.model import Tenants

__all__ = ["CASES", "GOOD", "NO_STACK", "TODAY", "Case", "cases", "good_files"]

HERE = Path(__file__).parent
CASES = HERE / "cases"
GOOD = HERE / "good"
"""A project without any finding. `owl init` copies it to every new repository."""


@dataclass(frozen=True)
class Case(testing.Case):
    """A case of the product's own project."""

    good: Path = GOOD

    def tenants(self) -> Tenants:
        """Parse everything again if a mutant is tested: it would use what the code without it parsed."""
        if "MUTANT_UNDER_TEST" in os.environ:
            testing.forget_parsed()
        return super().tenants()


def cases(rule: str | None = None) -> list[Case]:
    """Return the cases of every rule, or of one."""
    return [each for each in _all(CASES) if rule in {None, each.rule}]


@cache
def _all(directory: Path) -> list[Case]:
    return [Case(each.rule, each.name, each.refused, each.values) for each in testing.cases(directory, GOOD)]


def good_files() -> Mapping[str, str]:
    """Return the texts of the good project's files, by name below `tenants` and without suffix."""
    return testing.good_files(GOOD)

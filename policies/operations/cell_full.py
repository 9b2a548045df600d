"""A cell has room for its tenants.

Time, memory and state of a run grow with the tenants of its stack, and so does what one mistake can reach.
On two idle cores and the local Twilio, a first run of 100 tenants takes about half a minute, and one without changes
half of that. `benchmarks/RESULTS.md` has the figures.
"""

from collections.abc import Iterator

from policies.core.cells import cells_of
from policies.core.leaving import accounts
from policies.core.rule import Level, Parameters, Rule, Severity, StackCase, Violation
from policies.core.stack_files import Stack
from policies.core.volume import AtLeastOne
from tenants.model import Tenants
from tenants.model.layers import ENVIRONMENTS


class CellFull(Parameters):
    """Parameters of this rule."""

    most: AtLeastOne = 100
    """Maximum number of tenants in a cell."""


rule = Rule(
    __name__,
    __doc__,
    level=Level.ADVISORY,
    severity=Severity.MEDIUM,
    sources=("the ISV's own rule",),
    fix="add a cell with `owl cells plan`, and move tenants to it with `owl cells move`",
    parameters=CellFull(),
    has_limit=True,
)


def check(case: StackCase[CellFull]) -> Iterator[Violation]:
    """Count the tenants of a cell, as they are in its environment; a stack that is not divided is none."""
    stack, found = case.stack, case.policy_input
    cells = cells_of(stack, found.stacks)
    if not cells.is_divided or not _is_environment_of(stack, found.tenants):
        return
    count = accounts(cells.tenants(stack.name, found.tenants), found.today)
    if count > case.parameters.most:
        yield Violation("", f"cell {stack.name} has {count:,} tenants, of at most {case.parameters.most:,}")


def _is_environment_of(stack: Stack, tenants: Tenants) -> bool:
    """Return whether tenants are as they are in a stack's environment: with its overrides, if any file has some."""
    if tenants.environment is not None:
        return tenants.environment == stack.environment
    return not any(f"{ENVIRONMENTS}.{stack.environment}" in each.places for each in tenants.positions.values())


rule.for_stack(check)

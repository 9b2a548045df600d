"""A tenant's cell is one of the project's stacks.

A cell is a stack that deploys a share of a divided stack's tenants. No stack deploys a new tenant whose cell is
missing; one that is already deployed stays where it is.
"""

from collections.abc import Iterator

from policies.core.rule import Level, Rule, Severity, TenantCase, Violation
from tenants.model.yaml_files.finding import allowed_instead

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="correct the name, or add the cell with `owl cells plan`",
)


def check(case: TenantCase) -> Iterator[Violation]:
    """Compare the cell with the names of all stacks."""
    cell, stacks = case.tenant.cell, case.policy_input.stacks
    if cell is not None and stacks and cell not in stacks:
        yield Violation("cell", f"there is no cell {cell!r}", fix=allowed_instead(cell, stacks))


rule.for_tenant(check)

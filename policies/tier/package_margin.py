"""Every package meets the margin floor.

A package that loses money loses it with each tenant that buys it. The rule assumes a reference tenant: a low-volume
standard brand with one number and messages of one segment, in a month of 31 days in which every message is sent. A free
trial has a highest cost instead.
"""

from collections.abc import Iterator

from finance import margin_of_package
from policies.core.margin_floor import MarginFloor, below
from policies.core.rule import AllTenantsCase, Level, Rule, Severity, Violation

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.HIGH,
    sources=("the ISV's own rule",),
    fix="raise the price or lower the allowance; test one with `owl margin --package NAME --what-if price=...`",
    parameters=MarginFloor(),
    has_limit=True,
)


def check(case: AllTenantsCase[MarginFloor]) -> Iterator[Violation]:
    """Compare each package's margin with the floor."""
    tenants = case.policy_input.tenants
    for name, package in tenants.packages.items():
        message = below(margin_of_package(name, tenants), case.parameters, package)
        if message:
            field = "trial.highest_cost" if package.trial else "price_per_month"
            yield Violation(f"{name}.{field}", message, document="catalogue/packages")


rule.for_all_tenants(check)

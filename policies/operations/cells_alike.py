"""The cells of a stack differ in nothing but their tenants.

They share the parent account and the names of its subaccounts, so that a tenant can move from one cell to another
without a change at Twilio. Cells with other settings, or with a shared account each, would change it. The notes of
creates and moves are in one place, so that no two of them are made at the same time.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from policies.core.rule import Level, Rule, Severity, StackCase, Violation
from policies.core.stack_files import CELL_OF, setting
from tenants.model.naming import cell_name, divided_stack

_SAME: Mapping[str, Any] = {
    "accountSid": None,
    "topology": "isolated",
    "environment": "",
    "rings": (),
    "primaryCustomerProfileSid": None,
    "protect": True,
    "pendingCreates": "",
}
"""Settings that are the same in all cells, with their defaults."""

rule = Rule(
    __name__,
    __doc__,
    level=Level.MANDATORY,
    severity=Severity.CRITICAL,
    sources=("the ISV's own rule",),
    fix="copy the settings of the stack that `owl:cellOf` names, or add cells with `owl cells plan`",
)


def check(case: StackCase) -> Iterator[Violation]:
    """Compare a cell with the stack that it is a cell of."""
    name, settings = case.stack.name, case.stack.settings
    divided = settings.get(CELL_OF)
    if divided is None:
        return
    if divided_stack(name) != divided:
        message = f"{name} is no name for a cell of {divided}: they are called {cell_name(str(divided), 1)} and so on"
        yield Violation(setting(CELL_OF), message)
    whole = case.policy_input.stacks.get(divided)
    if whole is None or whole.settings.get(CELL_OF) is not None:
        yield Violation(setting(CELL_OF), f"there is no stack {divided!r} that could be divided")
        return
    if settings.get("topology", "isolated") != "isolated":
        yield Violation(setting("topology"), f"the tenants of cell {name} share one account")
    for each, default in _SAME.items():
        if _plain(settings.get(each, default)) != _plain(whole.settings.get(each, default)):
            yield Violation(setting(each), f"owl:{each} of cell {name} differs from that of {divided}")


def _plain(value: Any) -> Any:
    """Return a setting as its file has it: the engine has booleans and sorts the rings."""
    return sorted(map(str, value)) if isinstance(value, list | tuple) else str(value).lower()


rule.for_stack(check)

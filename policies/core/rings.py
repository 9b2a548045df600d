"""The rings that stacks deploy, and where."""

from collections.abc import Iterable

from policies.core.stack_files import Stack


def rings_of(stack: Stack) -> frozenset[str]:
    """Return the rings that a stack deploys; none if its settings don't list them."""
    rings = stack.settings.get("rings")
    return frozenset(map(str, rings)) if isinstance(rings, list | tuple) else frozenset()


def is_live(stack: Stack) -> bool:
    """Return whether a stack is deployed to the live Twilio, which is the default."""
    return bool(stack.settings.get("twilio", "live") == "live")


def is_for_customers(stack: Stack) -> bool:
    """Return whether customers depend on a stack: it is live, and each tenant has its own account."""
    return is_live(stack) and stack.settings.get("topology", "isolated") == "isolated"


def of_others(stack: Stack, stacks: Iterable[Stack]) -> frozenset[str]:
    """Return the rings that any other stack deploys, except cells of the same stack."""
    return frozenset[str]().union(*(rings_of(each) for each in stacks if each.named_after != stack.named_after))

"""Which rings the stacks deploy, and where."""

from collections.abc import Iterable

from policies.core.stack_files import Stack


def rings_of(stack: Stack) -> frozenset[str]:
    """Give the rings that a stack deploys; none where its settings do not say so in a list."""
    rings = stack.settings.get("rings")
    return frozenset(map(str, rings)) if isinstance(rings, list | tuple) else frozenset()


def is_live(stack: Stack) -> bool:
    """Whether it is deployed to the live Twilio, as one that says nothing is."""
    return bool(stack.settings.get("twilio", "live") == "live")


def is_for_customers(stack: Stack) -> bool:
    """Whether customers depend on it: it is live, and each tenant has an account of its own."""
    return is_live(stack) and stack.settings.get("topology", "isolated") == "isolated"


def of_others(stack: Stack, stacks: Iterable[Stack]) -> frozenset[str]:
    """Give the rings that any other stack deploys."""
    return frozenset[str]().union(*(rings_of(each) for each in stacks if each.name != stack.name))

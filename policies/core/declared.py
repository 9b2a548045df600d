"""Finding one's way among the resources that a program declares."""

from collections.abc import Iterator

from policies.core.policy_input import DeclaredResource
from policies.core.rule import P, ResourcesCase


def of_kind(case: ResourcesCase[P], kind: str) -> Iterator[DeclaredResource]:
    """Give the resources of a kind, in the order they were declared."""
    return (each for each in case.resources if each.kind == kind)


def owner(resource: DeclaredResource, case: ResourcesCase[P]) -> str:
    """Give the id of the tenant that a resource is for: its name begins with it, or it is the account's.

    What belongs to no tenant is its own owner.
    """
    tenants = case.policy_input.tenants.by_id
    name = resource.name.partition(".")[0]
    short = name.removeprefix(f"{case.stack.name}-")
    return short if name not in tenants and short in tenants else name

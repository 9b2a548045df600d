"""Finding one's way among the resources that a program declares."""

from collections.abc import Iterator

from policies.core.rule import P, ResourcesCase
from policies.core.world import DeclaredResource, World


def of_kind(case: ResourcesCase[P], kind: str) -> Iterator[DeclaredResource]:
    """Give the resources of a kind, in the order they were declared."""
    return (each for each in case.resources if each.kind == kind)


def owner(resource: DeclaredResource, world: World) -> str:
    """Give the id of the tenant that a resource is for: its name begins with it, or it is the account's.

    What belongs to no tenant is its own owner.
    """
    name = resource.name.partition(".")[0]
    for stack in world.stacks:
        short = name.removeprefix(f"{stack}-")
        if name not in world.tenants.by_id and short in world.tenants.by_id:
            return short
    return name

"""Finding one's way among the resources that a program declares."""

from collections.abc import Iterator

from policies.core.policy_input import DeclaredResource
from policies.core.rule import P, ResourcesCase
from tenants.model.naming import ResourceName, account_owner


def of_kind(case: ResourcesCase[P], kind: str) -> Iterator[DeclaredResource]:
    """Give the resources of a kind, in the order they were declared."""
    return (each for each in case.resources if each.kind == kind)


def owner(resource: DeclaredResource, case: ResourcesCase[P]) -> str:
    """Give the id of the tenant that a resource is for: its name begins with it, or it is the account's.

    What belongs to no tenant is its own owner.
    """
    tenants = case.policy_input.tenants.by_id
    name = ResourceName.parse(resource.name).tenant
    of_account = account_owner(name, case.stack.name)
    return of_account if name not in tenants and of_account in tenants else name

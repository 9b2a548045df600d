"""Find resources that a program declares, and their tenants."""

from collections.abc import Iterator

from policies.core.policy_input import DeclaredResource
from policies.core.rule import P, ResourcesCase
from tenants.model.naming import ResourceName, account_owner


def of_kind(case: ResourcesCase[P], kind: str) -> Iterator[DeclaredResource]:
    """Return the resources of a kind, in the order of declaration."""
    return (each for each in case.resources if each.kind == kind)


def number_of(sender: DeclaredResource) -> str | None:
    """Return the number that a sender refers to, such as `PhoneNumber acme`; None of one that is named by its SID.

    A number that waits for an approval has no SID yet: its sender, which has its name, refers to nothing then.
    """
    has_number = "phone_number_sid" in sender.references or "phone_number_sid" in sender.inputs
    return sender.references.get("phone_number_sid") if has_number else f"PhoneNumber {sender.name}"


def owner(resource: DeclaredResource, case: ResourcesCase[P]) -> str:
    """Return the id of the tenant that a resource belongs to, which its name or its account's name contains.

    A resource without a tenant is its own owner.
    """
    tenants = case.policy_input.tenants.by_id
    name = ResourceName.parse(resource.name).tenant
    of_account = account_owner(name, case.stack.name)
    return of_account if name not in tenants and of_account in tenants else name

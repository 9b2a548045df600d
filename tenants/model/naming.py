"""Whose a resource is, by how the program names it: `TENANT`, `TENANT.key`, or `STACK-TENANT` for an account's."""

_PARTS = 4
"""Of a URN: `urn:pulumi:STACK::PROJECT::TYPES::NAME`."""

_TENANTS = ("owl:stack:TenantMessaging", "owl:stack:A2pRegistration")
_ACCOUNT = "owl:stack:TenantAccount"
_SHARED = "shared"


def parts(urn: str) -> tuple[str, str, str]:
    """Give the stack, the types (parents first, separated by `$`) and the name of a resource."""
    found = urn.removeprefix("urn:pulumi:").split("::", _PARTS - 1)
    stack, _, types, name = found if len(found) == _PARTS else ("", "", "", "")
    return stack, types, name


def tenant_of(urn: str) -> str | None:
    """Give the tenant whose a resource is; None for what is nobody's own."""
    stack, types, name = parts(urn)
    outermost = types.partition("$")[0]
    if outermost in _TENANTS:
        return name.partition(".")[0]
    if outermost == _ACCOUNT:
        owner = name.removeprefix(f"{stack}-")
        return None if owner == _SHARED else owner
    return None

"""Draw the accounts of a stack: isolated, a subaccount for each tenant, or aggregated, one for all."""

from collections.abc import Mapping

from policies.core.cells import cells_of
from policies.core.rings import rings_of
from policies.core.stack_files import Stack
from tenants.model import State, Tenant, Tenants
from tenants.model.naming import SHARED, account_name

_TEXTS = {
    "isolated": "Each tenant has a subaccount of its own: nothing that happens in one affects another.",
    "aggregated": "All tenants share one subaccount, where each has its own messaging service and number.",
}


def accounts(stack: Stack, tenants: Tenants, stacks: Mapping[str, Stack]) -> str:
    """Return the section of a stack.

    Args:
        stack: The stack.
        tenants: The tenants of the project; those on trial have no account.
        stacks: All stacks of the project, by name: the cells of a stack share its tenants.
    """
    topology = str(stack.settings.get("topology", "isolated"))
    mine = cells_of(stack, stacks).tenants(stack.name, tenants)
    deployed = [each for each in mine if _is_deployed(each, stack, tenants)]
    lines = ["flowchart LR", f'    parent["{tenants.isv.name}<br>{stack.name}: parent account"]']
    if topology == "aggregated":
        lines.append(f'    parent --> shared["{account_name(stack.named_after, SHARED)}<br>subaccount"]')
        lines += [f'    shared --> {_node(each)}["{each.id}<br>messaging service, number"]' for each in deployed]
    else:
        for each in deployed:
            subaccount = f'{_node(each)}["{account_name(stack.named_after, each.id)}<br>subaccount"]'
            lines.append(f"    parent --> {subaccount}")
            lines.append(f'    {_node(each)} --> {_node(each)}_service["messaging service, number"]')
    drawn = "\n".join(lines)
    return f"## Accounts of the stack `{stack.name}`: {topology}\n\n{_TEXTS[topology]}\n\n```mermaid\n{drawn}\n```\n"


def _is_deployed(tenant: Tenant, stack: Stack, tenants: Tenants) -> bool:
    has_account = tenant.state is not State.CLOSED and not tenants.package_of(tenant).trial
    return has_account and tenant.ring in rings_of(stack)


def _node(tenant: Tenant) -> str:
    return f"t_{tenant.id.replace('-', '_')}"

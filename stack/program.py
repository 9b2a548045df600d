"""The program of every stack: this stack's tenants, each in its account."""

from pathlib import Path

import pulumi

from providers.core import run
from providers.core.settings import InvalidSettings
from stack.account import TenantAccount
from stack.settings import StackSettings, Topology, read_stack_settings
from stack.tenant import TenantMessaging
from tenants import InvalidTenants, Tenants, load_tenants


def deploy(directory: Path) -> None:
    """Declare what the tenants in `directory` get in the current stack, and export what senders need.

    Raises:
        pulumi.RunError: The stack's settings or a tenant's file are wrong. Nothing has been declared then.
    """
    config = pulumi.Config()
    name = pulumi.get_stack()
    try:
        settings = read_stack_settings(config, name, run.begin(config.get).settings.mode)
        tenants = load_tenants(directory)
    except (InvalidSettings, InvalidTenants) as error:
        raise pulumi.RunError(f"stack {name}: {error}") from None
    deployed = declare(tenants, settings)
    pulumi.export("tenants", {name: tenant.facts() for name, tenant in deployed.items()})
    pulumi.export("api_key_secrets", {name: tenant.key.secret for name, tenant in deployed.items()})


def declare(tenants: Tenants, settings: StackSettings) -> dict[str, TenantMessaging]:
    """Declare each tenant of the stack's rings, in a subaccount of its own or the shared one."""
    accounts: dict[str, TenantAccount] = {}
    deployed = {}
    for tenant in tenants:
        if tenant.ring not in settings.rings:
            continue
        owner = tenant.id if settings.topology is Topology.ISOLATED else "shared"
        if owner not in accounts:
            url = tenants.isv.callback_urls(owner).error_events
            accounts[owner] = TenantAccount(f"{settings.name}-{owner}", settings, url)
        deployed[tenant.id] = TenantMessaging(tenant, tenants, accounts[owner], settings)
    return deployed

"""What a deployment will cost: each paid thing that is declared and not yet at Twilio, from the price book."""

from collections.abc import Iterable, Iterator

from stack.deployed import Deployed
from stack.final_steps import FINAL, price
from tenants import Price, Tenant, Tenants

TO_BE_BOUGHT = "still to be bought"
"""How it begins: whoever reads what the program said finds it by that."""


def costs(tenant_ids: Iterable[str], before: Deployed, tenants: Tenants) -> Iterator[str]:
    """Say what is still to be bought for these tenants: the sum, then for each what it is and whether it is final."""
    lines, total = [], Price()
    for tenant_id in sorted(tenant_ids):
        tenant = tenants.by_id[tenant_id]
        missing = [
            (resource, cost)
            for kind, resource in FINAL.items()
            for name in _names(kind, tenant)
            if (cost := price(resource, tenant, tenants)) != Price() and before.at_twilio(kind, name) is None
        ]
        if missing:
            words = ", ".join(f"{resource.words} {cost}" for resource, cost in missing)
            lines.append(f"  {tenant_id}: {words}")
            total = sum((cost for _, cost in missing), total)
    if lines:
        yield "\n".join([f"{TO_BE_BOUGHT}, each when its reviews allow: {total}. All of it is final:", *lines])


def _names(kind: str, tenant: Tenant) -> list[str]:
    """Name the tenant's resources of a kind that are paid for."""
    further = [f"{tenant.id}.{name}" for name in tenant.additional_phone_numbers]
    return [tenant.id, *(further if kind == "PhoneNumber" else ())]

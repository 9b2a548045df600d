"""What a deployment will cost: each paid thing that is declared and not yet at Twilio, from the price book."""

from collections.abc import Iterable, Iterator

from stack.deployed import Deployed
from stack.final_steps import FINAL, price
from tenants import Price, Tenants


def costs(tenant_ids: Iterable[str], before: Deployed, tenants: Tenants) -> Iterator[str]:
    """Say what is still to be bought for these tenants: the sum, then for each what it is and whether it is final."""
    lines, total = [], Price()
    for tenant_id in sorted(tenant_ids):
        tenant = tenants.by_id[tenant_id]
        missing = {
            resource: price(resource, tenant, tenants)
            for kind, resource in FINAL.items()
            if before.at_twilio(kind, tenant_id) is None and kind != "Subaccount"
        }
        paid = {resource: cost for resource, cost in missing.items() if cost != Price()}
        if paid:
            words = ", ".join(f"{resource.words} {cost}" for resource, cost in paid.items())
            lines.append(f"  {tenant_id}: {words}")
            total = sum(paid.values(), total)
    if lines:
        yield "\n".join([f"still to be bought, each when its reviews allow: {total}. All of it is final:", *lines])

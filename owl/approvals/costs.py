"""What a deployment will cost: each paid thing that is declared and not yet at Twilio, from the price book.

It is said before the engine asks Twilio anything: known is what the stack holds and what the files say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from owl.approvals.irreversible import IRREVERSIBLE, price
from owl.stacks.in_program import Deployed
from tenants.model import ApprovableResource, Price, Tenant, Tenants
from tenants.model.naming import ResourceName

TO_BE_BOUGHT = "still to be bought"

UNLESS_THERE = "bought unless the account has it already"
"""Of a number that a file names by its digits: it is to be bought, or was adopted and is only taken over."""

ANNOUNCEMENTS = (TO_BE_BOUGHT, UNLESS_THERE)
"""How each begins: whoever reads what the program said finds it by that."""


@dataclass(frozen=True)
class _Purchase:
    tenant_id: str
    words: str
    cost: Price
    may_be_there: bool


def costs(tenant_ids: Iterable[str], before: Deployed, tenants: Tenants) -> Iterator[str]:
    """Say what is still to be bought for these tenants, and what perhaps: the sum, then for each what it is."""
    missing = [each for tenant_id in sorted(tenant_ids) for each in _missing(tenants.by_id[tenant_id], before, tenants)]
    yield from _told(
        f"{TO_BE_BOUGHT}, each when its reviews allow", [each for each in missing if not each.may_be_there]
    )
    yield from _told(UNLESS_THERE, [each for each in missing if each.may_be_there])


def _told(beginning: str, purchases: list[_Purchase]) -> Iterator[str]:
    words: dict[str, list[str]] = {}
    for each in purchases:
        words.setdefault(each.tenant_id, []).append(f"{each.words} {each.cost}")
    if words:
        total = sum((each.cost for each in purchases), Price())
        lines = [f"  {tenant_id}: {', '.join(each)}" for tenant_id, each in words.items()]
        yield "\n".join([f"{beginning}: {total}. All of it is final:", *lines])


def _missing(tenant: Tenant, before: Deployed, tenants: Tenants) -> Iterator[_Purchase]:
    """Give what the tenant has to pay for and the stack does not hold."""
    for kind, resource in IRREVERSIBLE.items():
        cost = price(resource, tenant, tenants)
        exists = resource is ApprovableResource.BRAND and tenant.brand.registration_sid is not None
        if exists or cost == Price():
            continue
        for name, digits in _named(kind, tenant).items():
            if before.at_twilio(kind, name) is None:
                words = f"{resource.words} {digits}" if digits else resource.words
                yield _Purchase(tenant.id, words, cost, may_be_there=digits is not None)


def _named(kind: str, tenant: Tenant) -> dict[str, str | None]:
    """Name the tenant's resources of a kind that are paid for; of a number with its digits, if the file says them."""
    if kind != "PhoneNumber":
        return {tenant.id: None}
    further = {
        str(ResourceName(tenant.id, name)): each.number for name, each in tenant.additional_phone_numbers.items()
    }
    return {tenant.id: tenant.phone_number.number, **further}

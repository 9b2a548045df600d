"""The cost of a deployment: everything paid that is declared and not yet at Twilio, at the price book's prices.

It is printed before the engine calls Twilio, so it is computed from the stack's state and the tenants' files alone.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from owl.approvals.irreversible import IRREVERSIBLE, price
from owl.records import ToBeBought
from owl.stacks.in_program import Deployed
from tenants.model import ApprovableResource, Price, Tenant, Tenants, numbers_of


@dataclass(frozen=True)
class _Purchase:
    tenant_id: str
    words: str
    cost: Price
    may_be_there: bool


def costs(
    tenant_ids: Iterable[str], before: Deployed, tenants: Tenants, replaced: Container[tuple[str, str]] = ()
) -> list[ToBeBought]:
    """Return what is to be bought for these tenants, and separately what may be in the account already.

    A number that a file names by its digits may be in the account already: it is bought, or it was adopted and is taken
    over.

    Args:
        tenant_ids: The tenants.
        before: The stack before this run.
        tenants: The tenants and the price book.
        replaced: Kind and name of each resource that is at Twilio and will be replaced.
    """
    missing = [
        each
        for tenant_id in sorted(tenant_ids)
        for each in _missing(tenants.by_id[tenant_id], before, tenants, replaced)
    ]
    certain = [each for each in missing if not each.may_be_there]
    perhaps = [each for each in missing if each.may_be_there]
    return [_to_be_bought(each) for each in (certain, perhaps) if each]


def _to_be_bought(purchases: list[_Purchase]) -> ToBeBought:
    may_be_there = purchases[0].may_be_there
    words: dict[str, list[str]] = {}
    for each in purchases:
        words.setdefault(each.tenant_id, []).append(f"{each.words} {each.cost}")
    total = sum((each.cost for each in purchases), Price())
    what = "to buy, unless the account has it already" if may_be_there else "to buy, as reviews are approved"
    lines = [f"  {tenant_id}: {', '.join(each)}" for tenant_id, each in words.items()]
    return ToBeBought(
        sentence="\n".join([f"{what}: {total}. Purchases can't be undone:", *lines]),
        total=str(total),
        tenants=tuple(words),
        may_be_there=may_be_there,
    )


def _missing(
    tenant: Tenant, before: Deployed, tenants: Tenants, replaced: Container[tuple[str, str]]
) -> Iterator[_Purchase]:
    """Yield what the tenant has to pay for: what is not in the state, or is replaced."""
    for kind, resource in IRREVERSIBLE.items():
        exists = resource is ApprovableResource.BRAND and tenant.brand and tenant.brand.registration_sid is not None
        for name, digits in _named(kind, tenant).items():
            cost = price(resource, tenant, tenants, name)
            if exists or cost == Price():
                continue
            if before.at_twilio(kind, name) is None or (kind, name) in replaced:
                words = f"{resource.words} {digits}" if digits else resource.words
                yield _Purchase(tenant.id, words, cost, may_be_there=digits is not None)


def _named(kind: str, tenant: Tenant) -> dict[str, str | None]:
    """Return the names of the tenant's paid resources of a kind; for a number, with its digits if the file has them."""
    if kind != "PhoneNumber":
        return {tenant.id: None}
    return {name: each.number for name, (_, each) in numbers_of(tenant).items()}

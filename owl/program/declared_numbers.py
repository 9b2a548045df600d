"""Numbers that files name by their digits: each must be free, or in the account that declares it.

A number that another account of the parent has is refused by Twilio (error 21422) when it is bought, and by then the
tenant's brand may be paid for. So the accounts are read before anything is declared to the engine, for numbers that the
state does not have.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from owl.stacks.in_program import Deployed
from providers.core.connection import Connection, all_pages
from tenants.model import Tenant, Tenants, numbers_of

ACCOUNTS_AT_ONCE = 8


def new_numbers(declared: Iterable[Tenant], before: Deployed) -> Iterator[tuple[Tenant, str, str]]:
    """Yield each number that a file names and the state does not have: its tenant, the field and its digits."""
    held = {before.resources["PhoneNumber", name].get("phone_number") for name in before.names("PhoneNumber")}
    for tenant in declared:
        for name, (path, each) in numbers_of(tenant).items():
            digits = each.number
            if digits and digits not in held and before.at_twilio("PhoneNumber", name) is None:
                yield tenant, f"{path}.number", digits


def elsewhere(
    twilio: Connection, numbers: Iterable[tuple[Tenant, str, str]], accounts: Mapping[str, str], tenants: Tenants
) -> list[tuple[str, str]]:
    """Return each number that another account below the parent has: its tenant, and what to do about it.

    Args:
        twilio: A connection to the parent account.
        numbers: See `new_numbers`.
        accounts: The name of each declared tenant's account.
        tenants: The tenants.
    """
    wanted = list(numbers)
    if not wanted:
        return []
    known = {sid: each for sid, each in twilio.known_accounts().items() if each.status != "closed"}
    with ThreadPoolExecutor(ACCOUNTS_AT_ONCE) as threads:
        pairs = [(number, sid) for number in wanted for sid in known]
        found = list(threads.map(lambda pair: _has(twilio, pair[1], pair[0][2]), pairs))
    return [
        (tenant.id, _refusal(tenants.where(tenant.id, path), path, digits, sid, owner, accounts[tenant.id]))
        for ((tenant, path, digits), sid), has in zip(pairs, found, strict=True)
        if has and (owner := str(known[sid].friendly_name)) != accounts[tenant.id]
    ]


def _refusal(where: str, path: str, digits: str, sid: str, owner: str, wanted: str) -> str:  # noqa: PLR0913, PLR0917 - the words of one sentence
    return (
        f"{where}: {path}: {digits} is in account {sid} ({owner}), but this stack deploys the tenant in account "
        f"{wanted}. Nothing was bought. Move the number to {wanted} in Twilio's Console, declare the tenant in a stack "
        f"that uses {sid}, or declare another number"
    )


def _has(twilio: Connection, account_sid: str, digits: str) -> bool:
    numbers = twilio.v2010(account_sid).incoming_phone_numbers
    found = all_pages(lambda **options: numbers.list(phone_number=digits, **options))
    return any(each.phone_number == digits for each in found)

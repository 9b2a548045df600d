"""Orphans: objects that exist at Twilio, may cost money, and that no stack declares."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal

from owl.drift.account_contents import Content, Contents, contents
from owl.drift.monthly_price import monthly_price
from owl.drift.shown import shown
from owl.stacks.config import named_after
from owl.stacks.state import InState, StackState, in_state
from providers.core.connection import Connection
from providers.core.errors import AccountSuspended
from providers.subaccount import SubaccountProvider
from tenants.model import PriceBook
from tenants.model.catalogue.price_book import NOTHING
from tenants.model.naming import is_account_of

SUBACCOUNT = SubaccountProvider.kind

ADOPTABLE = frozenset({"BrandRegistration", "ContentTemplate", "PhoneNumber", SUBACCOUNT})
"""The kinds that `owl adopt` can write into a tenant's file."""

ACCOUNTS_AT_ONCE = 8
"""Accounts that are read in parallel; within each account, lists are read in parallel too."""


@dataclass(frozen=True, order=True)
class Orphan:
    """An object that no stack declares.

    Attributes:
        stack: The stack in whose report it is listed.
        account_sid: The account it is in; of an account, its own SID.
        kind: Its resource's name, such as `PhoneNumber`.
        sid: Its SID.
        name: The name that people know it by.
        account: The name of that account.
        monthly: What it costs a month, in US dollars; None if the price book has no price for it.
        holds: For an account, its contents: each kind and its count.
        content: The object itself; None for an account.
        stays: Whether nothing can be done about it: Twilio has no way to delete it and no declared resource is waiting
            to take it over, or it is a record of another object.
    """

    stack: str
    account_sid: str
    kind: str
    sid: str
    name: str
    account: str = field(compare=False)
    monthly: Decimal | None = field(compare=False)
    holds: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    content: Content | None = field(default=None, compare=False, repr=False)
    stays: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Orphans:
    """The orphans below one parent account.

    Attributes:
        found: The orphans.
        suspended: Suspended accounts, whose contents can't be read: SID and name.
        unread: Pairs: the stack in whose report it is listed, and which list could not be read and why.
    """

    found: tuple[Orphan, ...] = ()
    suspended: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def orphans(
    twilio: Connection,
    looked_at: Sequence[StackState],
    others: Sequence[StackState],
    prices: PriceBook,
    reports: Callable[[str], bool] = lambda _: True,
) -> Orphans:
    """Return the undeclared objects in the accounts of stacks that share a parent, and the undeclared accounts.

    Objects in the parent account itself belong to the ISV and are not checked.

    Args:
        twilio: A connection to the parent.
        looked_at: The stacks whose accounts are checked; at least one.
        others: Other stacks below the same parent: what they declare is not an orphan.
        prices: The price book.
        reports: Whether an undeclared account of this name is reported here, and not with another cell.
    """
    declared = in_state([*looked_at, *others])
    mine = {sid for state in looked_at for sid in state.accounts}
    checked = mine | undeclared_accounts(twilio, [*looked_at, *others], reports)
    accounts = {sid: shown(name) for sid, name in _open_accounts(twilio).items() if sid in checked}
    found: list[Orphan] = []
    suspended: list[tuple[str, str]] = []
    unread: list[tuple[str, str]] = []
    with ThreadPoolExecutor(ACCOUNTS_AT_ONCE) as threads:
        read = threads.map(lambda sid: _contents(twilio, sid), accounts)
        for (sid, name), seen in zip(accounts.items(), read, strict=True):
            stack = _stack_of(sid, name, declared, looked_at)
            if seen is None:
                suspended.append((sid, name))
            inside = seen or Contents()
            unread += [(stack, reason) for reason in inside.unread]
            if sid in mine:
                found += _undeclared(inside.found, declared, stack, name, prices)
            else:
                found.append(_account(sid, name, stack, inside.found, prices))
    return Orphans(tuple(sorted(found)), tuple(suspended), tuple(unread))


def undeclared_accounts(
    twilio: Connection, states: Iterable[StackState], reports: Callable[[str], bool] = lambda _: True
) -> set[str]:
    """Return the SIDs of the accounts that none of these states has.

    Args:
        twilio: A connection to the parent.
        states: The states.
        reports: Whether an account of this name is looked for.
    """
    declared = {sid for state in states for sid in state.accounts}
    return {sid for sid, name in _open_accounts(twilio).items() if sid not in declared and reports(name)}


def _open_accounts(twilio: Connection) -> dict[str, str]:
    """Return the accounts that are not closed: SID to name."""
    exists = SubaccountProvider().exists
    return {sid: str(each.friendly_name) for sid, each in sorted(twilio.known_accounts().items()) if exists(each)}


def _contents(twilio: Connection, account_sid: str) -> Contents | None:
    """Return the contents of an account; None if it is suspended."""
    try:
        return contents(twilio, account_sid)
    except AccountSuspended:
        return None


def _undeclared(
    inside: Iterable[Content], declared: InState, stack: str, account: str, prices: PriceBook
) -> Iterator[Orphan]:
    for each in inside:
        if each.key in declared.keys or (_is_note(each) and each.belongs_to in declared.sids):
            continue
        price, stays = monthly_price(each.kind, each.fields, prices), _is_note(each) or _stays(each, declared)
        yield Orphan(stack, each.account_sid, each.kind, each.sid, each.name, account, price, content=each, stays=stays)


def _is_note(each: Content) -> bool:
    """Return whether it only records another object, one that can't be deleted."""
    return each.belongs_to != each.sid


def _stays(each: Content, declared: InState) -> bool:
    return (
        not each.provider.ends
        and each.provider.natural_key_of({**each.fields, **each.container}) not in declared.awaited
    )


def _account(sid: str, name: str, stack: str, inside: Sequence[Content], prices: PriceBook) -> Orphan:
    kinds = Counter(each.kind for each in inside)
    monthly = total(monthly_price(each.kind, each.fields, prices) for each in inside)
    return Orphan(stack, sid, SUBACCOUNT, sid, name, name, monthly, tuple(sorted(kinds.items())))


def _stack_of(sid: str, account: str, declared: InState, looked_at: Sequence[StackState]) -> str:
    """Return the stack that reports an account: one that declares it, else the one in its name, else the first."""
    names = sorted(state.name for state in looked_at)
    having = [name for name in names if name in declared.accounts.get(sid, ())]
    called = [name for name in names if is_account_of(account, named_after(name))]
    return [*having, *called, *names][0]


def total(prices: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of prices; None if one of them is not known."""
    known = list(prices)
    return None if None in known else sum((each for each in known if each is not None), NOTHING)

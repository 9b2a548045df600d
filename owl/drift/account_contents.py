"""All objects in an account at Twilio for which a resource exists.

Each provider declares how its objects are listed and what contains them, so a new resource needs no change here.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from owl.drift.shown import shown
from providers.core.concurrency import CONCURRENT_CALLS
from providers.core.connection import Connection
from providers.core.errors import explain
from providers.core.provider import TwilioProvider
from providers.core.registry import resources

ACCOUNT = "account_sid"

SHOWN = ("phone_number", "friendly_name")
"""Fields that people know an object by, in this order. An object without any is shown by its natural key."""


@dataclass(frozen=True)
class Content:
    """An object at Twilio.

    Attributes:
        provider: The provider of its kind.
        sid: Its SID.
        container: What contains it, as the inputs that name the container.
        fields: Its fields at Twilio. They may hold secrets: never print them.
        belongs_to: The SID of the object that it belongs to; its own SID if it is an object of its own.
    """

    provider: TwilioProvider[Any] = field(repr=False)
    sid: str
    container: Mapping[str, str]
    fields: Mapping[str, Any] = field(repr=False)
    belongs_to: str = ""

    @property
    def kind(self) -> str:
        """Its resource's name, such as `PhoneNumber`."""
        return self.provider.kind

    @property
    def key(self) -> tuple[str, ...]:
        """Its unique key among all objects."""
        return self.provider.object_key(self.container, self.sid)

    @property
    def account_sid(self) -> str:
        """The account that it is in."""
        return self.container[ACCOUNT]

    @property
    def name(self) -> str:
        """The name that people know it by."""
        names = [*SHOWN, self.provider.natural_key[0]]
        known = [str(self.fields[name]) for name in names if isinstance(self.fields.get(name), str | int)]
        return shown(known[0]) if known else ""


@dataclass(frozen=True)
class Contents:
    """The contents of an account.

    Attributes:
        found: The objects, sorted by kind.
        unread: Which lists could not be read, and why.
    """

    found: tuple[Content, ...] = ()
    unread: tuple[str, ...] = ()


def contents(twilio: Connection, account_sid: str) -> Contents:
    """Return the contents of an account. Each list is read once; the lists of one level are read in parallel.

    Raises:
        AccountSuspended: The account is suspended, so Twilio refuses its credentials.
    """
    twilio.account(account_sid)
    found: dict[str, list[Content]] = {}
    unread: list[str] = []
    with ThreadPoolExecutor(CONCURRENT_CALLS) as threads:
        for level in _levels():
            asked = [(provider, each) for provider in level for each in _containers(provider, account_sid, found)]
            for (provider, _), listed in zip(
                asked, threads.map(lambda pair: _listed(twilio, *pair), asked), strict=True
            ):
                if isinstance(listed, str):
                    unread.append(listed)
                else:
                    found.setdefault(provider.kind, []).extend(listed)
    return Contents(tuple(each for kind in sorted(found) for each in found[kind]), tuple(unread))


def _levels() -> Iterator[list[TwilioProvider[Any]]]:
    """Yield the providers of objects directly in an account, then of objects inside those, and so on."""
    listed = [kind.provider_class() for kind in resources() if not kind.provider_class.listed_as]
    for depth in sorted({len(each.container) for each in listed} - {0}):
        yield [each for each in listed if len(each.container) == depth]


def _containers(
    provider: TwilioProvider[Any], account_sid: str, found: Mapping[str, Sequence[Content]]
) -> Iterator[Mapping[str, str]]:
    """Yield the containers that such objects can be in."""
    if provider.container == (ACCOUNT,):
        yield {ACCOUNT: account_sid}
        return
    for each in found.get(provider.container_kind, ()):
        yield {**each.container, provider.container[-1]: each.sid}


def _listed(twilio: Connection, provider: TwilioProvider[Any], container: Mapping[str, str]) -> list[Content] | str:
    """Return the objects of a kind in a container or, if they can't be listed, the reason."""
    try:
        listed = provider.existing(twilio, container)
    except Exception as error:  # noqa: BLE001 - any error must be redacted, and must not stop the other lists
        where = ", ".join(f"{name} {sid}" for name, sid in container.items())
        return f"could not list {provider.kind} ({where}): {twilio.redact(explain(error))}"
    return [
        Content(provider, sid, container, provider.fields(each), provider.belongs_to(each))
        for sid, each in sorted(listed.items())
    ]

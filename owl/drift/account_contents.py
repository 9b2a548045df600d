"""Everything in an account at Twilio that a resource exists for.

Resources say themselves how they are listed and what they lie in, so one more of them is found without a word here.
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
"""What people know an object by, in this order; of one that has none of these, its natural key."""


@dataclass(frozen=True)
class Content:
    """An object at Twilio.

    Attributes:
        provider: What knows its kind.
        sid: Its SID.
        container: What it lies in: the inputs that name it.
        fields: What Twilio says of it. May hold secrets: never print it.
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
        """What tells it from every other object."""
        return self.provider.object_key(self.container, self.sid)

    @property
    def account_sid(self) -> str:
        """The account it lies in."""
        return self.container[ACCOUNT]

    @property
    def name(self) -> str:
        """What people know it by."""
        names = [*SHOWN, self.provider.natural_key[0]]
        known = [str(self.fields[name]) for name in names if isinstance(self.fields.get(name), str | int)]
        return shown(known[0]) if known else ""


@dataclass(frozen=True)
class Contents:
    """What is in an account.

    Attributes:
        found: The objects, by kind.
        unread: What could not be listed, and why.
    """

    found: tuple[Content, ...] = ()
    unread: tuple[str, ...] = ()


def contents(twilio: Connection, account_sid: str) -> Contents:
    """Read all that is in an account: each list once, those of one level side by side.

    Raises:
        AccountSuspended: Its own credentials are refused until it is active again.
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
    """Give the providers of what lies in an account itself, then of what lies in one of those, and so on."""
    listed = [kind.provider_class() for kind in resources() if not kind.provider_class.listed_as]
    for depth in sorted({len(each.container) for each in listed} - {0}):
        yield [each for each in listed if len(each.container) == depth]


def _containers(
    provider: TwilioProvider[Any], account_sid: str, found: Mapping[str, Sequence[Content]]
) -> Iterator[Mapping[str, str]]:
    """Give what such objects may lie in."""
    if provider.container == (ACCOUNT,):
        yield {ACCOUNT: account_sid}
        return
    for each in found.get(provider.container_kind, ()):
        yield {**each.container, provider.container[-1]: each.sid}


def _listed(twilio: Connection, provider: TwilioProvider[Any], container: Mapping[str, str]) -> list[Content] | str:
    """List the objects of a kind in a container; where that fails, say why."""
    try:
        listed = provider.existing(twilio, container)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other lists are read, and it must be redacted
        where = ", ".join(f"{name} {sid}" for name, sid in container.items())
        return f"could not list {provider.kind} ({where}): {twilio.redact(explain(error))}"
    return [
        Content(provider, sid, container, provider.fields(each), provider.belongs_to(each))
        for sid, each in sorted(listed.items())
    ]

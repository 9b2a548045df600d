"""The addresses that the stack declares, by their paths."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from owl.receiver.callbacks.callback import Callback
from owl.receiver.callbacks.inbound_message import InboundMessage
from owl.receiver.callbacks.kinds import KINDS
from tenants.model import Tenant, Tenants
from tenants.model.naming import SHARED


@dataclass(frozen=True, slots=True)
class Address:
    """An address that Twilio calls.

    Attributes:
        kind: What Twilio calls it with.
        owner: The tenant's id, or `shared`.
    """

    kind: type[Callback]
    owner: str


@dataclass(frozen=True)
class Addresses:
    """All addresses.

    Attributes:
        origin: What the addresses begin with as Twilio knows them, such as `https://hooks.owl.example`.
        by_path: The addresses by path.
    """

    origin: str
    by_path: Mapping[str, Address]


def declared_addresses(tenants: Tenants) -> Addresses:
    """Return the addresses below `callbacks` of `tenants/catalogue/isv.yaml` that the tenants' resources name."""
    isv = tenants.isv
    by_path = {}
    for owner in (*tenants.by_id, SHARED):
        for url in isv.callback_urls(owner):
            path = urlsplit(url).path
            by_path[path] = Address(KINDS[path.rpartition("/")[2]], owner)
    for tenant in tenants:
        if replies := replies_address(tenants, tenant):
            by_path[urlsplit(replies).path] = Address(InboundMessage, tenant.id)
    base = urlsplit(isv.callbacks)
    return Addresses(f"{base.scheme}://{base.netloc}", by_path)


def replies_address(tenants: Tenants, tenant: Tenant) -> str | None:
    """Return the receiver's address for what a tenant's customers text; None if the receiver does not get that."""
    replies = tenant.messaging.inbound_request_url
    return replies if replies and replies.startswith(f"{tenants.isv.callbacks}/") else None

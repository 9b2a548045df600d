"""Kinds of objects that have the same operations: a function is registered once and serves each of them.

Customer profiles and trust products are both bundles; end users and supporting documents are both entities, which
bundles hold; and both kinds of entity have types: https://www.twilio.com/docs/trust-hub/trusthub-rest-api.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from emulator.core.call import Call
from emulator.core.routes import Handler, route
from emulator.trusthub.attributes import END_USER_TYPES, SUPPORTING_DOCUMENT_TYPES, Type


@dataclass(frozen=True)
class Kind:
    """A kind of object.

    Attributes:
        name: What it is called in the database and in snake_case.
        collection: What its paths begin with, after `root`.
        product: The first label of its host.
        root: What every path of its API begins with.
    """

    name: str
    collection: str
    product: str = field(default="trusthub", kw_only=True)
    root: str = field(default="/v1", kw_only=True)

    def url(self, call: Call, sid: str) -> str:
        """Return an object's own address."""
        return f"{call.base_url}{self.root}/{self.collection}/{sid}"


@dataclass(frozen=True)
class TypeKind(Kind):
    """A kind of type.

    Attributes:
        types: The types there are.
    """

    types: tuple[Type, ...]


@dataclass(frozen=True)
class EntityKind(Kind):
    """A kind of entity.

    Attributes:
        sid_prefix: What its SIDs begin with.
        types: The types that one can have.
        defaults: The properties of a new one that the caller did not give.
    """

    sid_prefix: str
    types: tuple[Type, ...]
    defaults: dict[str, Any] = field(default_factory=dict)


CUSTOMER_PROFILE = Kind("customer_profile", "CustomerProfiles")
TRUST_PRODUCT = Kind("trust_product", "TrustProducts")
BUNDLES = (CUSTOMER_PROFILE, TRUST_PRODUCT)

ENTITIES = (
    EntityKind("end_user", "EndUsers", "IT", END_USER_TYPES, {"attributes": {}}),
    EntityKind(
        *("supporting_document", "SupportingDocuments", "RD", SUPPORTING_DOCUMENT_TYPES),
        {"status": "DRAFT", "mime_type": None, "attributes": {}},
    ),
)

TYPES = (
    TypeKind("end_user_type", "EndUserTypes", END_USER_TYPES),
    TypeKind("supporting_document_type", "SupportingDocumentTypes", SUPPORTING_DOCUMENT_TYPES),
)


def route_of_each(
    kinds: Sequence[Kind], method: str, path: str = "", *, status: int | None = None, assumed: tuple[str, ...] = ()
) -> Callable[[Handler], Handler]:
    """Register a function as an operation on each of several kinds; see `routes.route`.

    The function is called with the `Call`, the `Kind` and the path's variables. `path` is what comes after the
    collection; where it names the bundle that something is in, it says `<bundle_sid>`.
    """

    def register(operation: Handler) -> Handler:
        for kind in kinds:
            rule = f"{kind.root}/{kind.collection}{path.replace('<bundle_sid>', f'<{kind.name}_sid>')}"
            route(method, kind.product, rule, status=status, assumed=assumed)(_of(kind, operation))
        return operation

    return register


def _of(kind: Kind, operation: Handler) -> Handler:
    @wraps(operation)
    def handler(call: Call, **values: str) -> dict[str, Any] | None:
        named = {"bundle_sid" if name == f"{kind.name}_sid" else name: value for name, value in values.items()}
        return operation(call, kind, **named)

    return handler

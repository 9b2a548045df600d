"""The two kinds of bundle, customer profiles and trust products: https://www.twilio.com/docs/trust-hub/trusthub-rest-api.

They have the same operations and properties; a function decorated with `bundle_route` is an operation on both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from emulator.core.call import Call
from emulator.core.routes import Handler, route
from emulator.core.store import Stored
from emulator.trusthub.rules import primary_profile, review


@dataclass(frozen=True)
class Kind:
    """A kind of bundle.

    Attributes:
        name: What it is called in the database and in snake_case.
        collection: What its paths begin with.
    """

    name: str
    collection: str

    def url(self, call: Call, sid: str) -> str:
        """Return a bundle's own address."""
        return f"{call.base_url}/v1/{self.collection}/{sid}"


CUSTOMER_PROFILE = Kind("customer_profile", "CustomerProfiles")
TRUST_PRODUCT = Kind("trust_product", "TrustProducts")
KINDS = (CUSTOMER_PROFILE, TRUST_PRODUCT)


def bundle_route(
    method: str, path: str = "", *, status: int | None = None, assumed: tuple[str, ...] = ()
) -> Callable[[Handler], Handler]:
    """Register a function as an operation on customer profiles and as one on trust products; see `routes.route`.

    The function is called with the `Call`, the `Kind` and the path's variables. `path` is what comes after the
    collection; where it names the bundle that something is in, it says `<bundle_sid>`.
    """

    def register(operation: Handler) -> Handler:
        for kind in KINDS:
            rule = f"/v1/{kind.collection}{path.replace('<bundle_sid>', f'<{kind.name}_sid>')}"
            route(method, "trusthub", rule, status=status, assumed=assumed)(_of(kind, operation))
        return operation

    return register


def _of(kind: Kind, operation: Handler) -> Handler:
    @wraps(operation)
    def handler(call: Call, **values: str) -> dict[str, Any] | None:
        named = {"bundle_sid" if name == f"{kind.name}_sid" else name: value for name, value in values.items()}
        return operation(call, kind, **named)

    return handler


def find(call: Call, kind: Kind, sid: str) -> Stored:
    """Return a bundle of the acting account, as it is after this look at it.

    Raises:
        TwilioError: 20404 when the account has no such bundle.
    """
    make_primary_profile(call)
    return review.advance_review(call, call.find(kind.name, sid))


def advance_reviews(call: Call, kind: Kind, **where: Any) -> None:
    """Count a look at each of the account's bundles that is under review; arguments as for `Transaction.select`."""
    make_primary_profile(call)
    for bundle in call.store.select(kind.name, account_sid=call.account.sid, _under_review=True, **where):
        review.advance_review(call, bundle)


def find_profile(call: Call, sid: str) -> Stored | None:
    """Return the customer profile that a bundle may hold: one of the account, or its parent's primary one."""
    parent_sid = call.account.parent_sid
    if sid == primary_profile.primary_profile_sid(parent_sid):
        return primary_profile.of_parent(call.store, parent_sid)
    found = call.store.find(CUSTOMER_PROFILE.name, sid=sid, account_sid=call.account.sid)
    return review.advance_review(call, found) if found else None


def make_primary_profile(call: Call) -> None:
    """See that a parent account's own primary profile is there."""
    if call.account.parent_sid == call.account.sid:
        primary_profile.of_parent(call.store, call.account.sid)

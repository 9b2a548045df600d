"""Find the bundles of an account; each read advances their review.

A parent account's primary customer profile is created on its first read.
"""

from typing import Any

from emulator.core.call import Call
from emulator.core.store import Stored
from emulator.trusthub import bundle_review, primary_profile
from emulator.trusthub.kinds import CUSTOMER_PROFILE, Kind


def find(call: Call, kind: Kind, sid: str) -> Stored:
    """Return a bundle of the acting account, as it is after this read.

    Raises:
        TwilioError: 20404 when the account has no such bundle.
    """
    make_primary_profile(call)
    return bundle_review.advance_review(call, call.find(kind.name, sid))


def advance_reviews(call: Call, kind: Kind, **where: Any) -> None:
    """Count a read of each of the account's bundles under review; arguments as for `Transaction.select`."""
    make_primary_profile(call)
    for bundle in call.store.select(kind.name, account_sid=call.account.sid, _under_review=True, **where):
        bundle_review.advance_review(call, bundle)


def find_profile(call: Call, sid: str) -> Stored | None:
    """Return the customer profile that a bundle may hold: one of the account, or its parent's primary one."""
    parent_sid = call.account.parent_sid
    if sid == primary_profile.primary_profile_sid(parent_sid):
        return primary_profile.of_parent(call.store, parent_sid)
    found = call.store.find(CUSTOMER_PROFILE.name, sid=sid, account_sid=call.account.sid)
    return bundle_review.advance_review(call, found) if found else None


def make_primary_profile(call: Call) -> None:
    """Create a parent account's own primary profile if it is missing."""
    if call.account.parent_sid == call.account.sid:
        primary_profile.of_parent(call.store, call.account.sid)

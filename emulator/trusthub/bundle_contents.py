"""What bundles hold: end users, supporting documents and customer profiles, each by an assignment.

An assignment is stored under its bundle and deleted with it.
"""

from collections.abc import Iterator

from emulator.core.call import Call
from emulator.core.errors import TwilioError
from emulator.core.store import Stored
from emulator.trusthub import bundle_review
from emulator.trusthub.find_bundles import find_profile
from emulator.trusthub.kinds import BUNDLES, CUSTOMER_PROFILE, ENTITIES
from emulator.trusthub.policies import POLICIES

ASSIGNMENT = "entity_assignment"

_KINDS = {kind.sid_prefix: kind.name for kind in ENTITIES}

PREFIXES = (*_KINDS, "BU")
"""What the SIDs of the objects that a bundle can hold begin with."""


def find(call: Call, sid: str) -> Stored | None:
    """Return what a bundle of the acting account may hold, by its SID."""
    if sid.startswith("BU"):
        return find_profile(call, sid)
    return call.store.find(_KINDS[sid[:2]], sid=sid, account_sid=call.account.sid)


def object_type(entity: Stored) -> str:
    """Return what policies call an entity: its type, or for a customer profile what its policy makes it."""
    if entity.kind == CUSTOMER_PROFILE.name:
        return POLICIES[entity.body["policy_sid"]].bundle_type
    return str(entity.body["type"])


def held_by(call: Call, bundle: Stored) -> list[Stored]:
    """Return what a bundle holds, what was assigned last first."""
    assignments = call.store.select(ASSIGNMENT, parent_sid=bundle.sid)
    found = [find(call, assignment.body["object_sid"]) for assignment in assignments]
    return [entity for entity in found if entity]


def require_changeable(call: Call, entity: Stored) -> None:
    """Refuse to change an end user or a document that is in a bundle under review or approved.

    What a failed brand was registered with can be corrected: it is submitted again with what its bundles say then.

    Raises:
        TwilioError: 60711, naming the bundle.
    """
    for bundle in _holders(call, entity):
        if not _has_failed_brand(call, bundle):
            bundle_review.require_editable(bundle_review.advance_review(call, bundle))


def require_free(call: Call, entity: Stored) -> None:
    """Refuse to delete what a bundle holds.

    Raises:
        TwilioError: 20001, naming the bundle.
    """
    for bundle in _holders(call, entity):
        raise TwilioError(20001, reason=f"{entity.sid} is assigned to {bundle.sid}: delete that assignment first")


def _has_failed_brand(call: Call, bundle: Stored) -> bool:
    names = ("customer_profile_bundle_sid", "a2p_profile_bundle_sid")
    failed = {"account_sid": bundle.account_sid, "status": "FAILED"}
    return any(call.store.count("brand_registration", **failed, **{name: bundle.sid}) for name in names)


def _holders(call: Call, entity: Stored) -> Iterator[Stored]:
    for assignment in call.store.select(ASSIGNMENT, account_sid=entity.account_sid, object_sid=entity.sid):
        for kind in BUNDLES:
            bundle = call.store.find(kind.name, sid=assignment.parent_sid)
            if bundle:
                yield bundle

"""What regulatory bundles hold: end users and supporting documents, each by an assignment.

An assignment is stored under its bundle and deleted with it.
"""

from emulator.core.call import Call, new_sid
from emulator.core.errors import TwilioError
from emulator.core.store import Stored
from emulator.regulatory_compliance.kinds import BUNDLE, ENTITIES

ASSIGNMENT = "item_assignment"

_KINDS = {kind.sid_prefix: kind.name for kind in ENTITIES}

PREFIXES = tuple(_KINDS)
"""What the SIDs of the objects that a bundle can hold begin with."""


def find(call: Call, sid: str, account_sid: str) -> Stored | None:
    """Return what a bundle of an account may hold, by its SID."""
    return call.store.find(_KINDS[sid[:2]], sid=sid, account_sid=account_sid)


def held_by(call: Call, bundle: Stored) -> list[Stored]:
    """Return what a bundle holds, what was assigned last first."""
    assignments = call.store.select(ASSIGNMENT, parent_sid=bundle.sid)
    found = [find(call, each.body["object_sid"], bundle.account_sid) for each in assignments]
    return [entity for entity in found if entity]


def assign(call: Call, bundle: Stored, object_sid: str) -> Stored:
    """Put an object into a bundle."""
    sid, body = new_sid("BV"), {"object_sid": object_sid}
    return call.store.insert(ASSIGNMENT, sid, body, account_sid=bundle.account_sid, now=call.now, parent_sid=bundle.sid)


def holders(call: Call, entity: Stored) -> list[Stored]:
    """Return the bundles that hold an end user or a document."""
    assignments = call.store.select(ASSIGNMENT, account_sid=entity.account_sid, object_sid=entity.sid)
    found = [call.store.find(BUNDLE.name, sid=each.parent_sid) for each in assignments]
    return [bundle for bundle in found if bundle]


def require_free(call: Call, entity: Stored) -> None:
    """Refuse to delete what a bundle holds.

    Raises:
        TwilioError: 20001, naming the bundle.
    """
    for bundle in holders(call, entity):
        raise TwilioError(20001, reason=f"{entity.sid} is assigned to {bundle.sid}: delete that assignment first")

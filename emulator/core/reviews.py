"""Reviews by Twilio, the registry and the carriers: how long they take and how they end.

An object under review goes through stages at the pace of its kind (`progress`). After the last one the
review ends with a verdict: that of the first script that matches the object, else an approval. A script can be written
before the object exists, since it names objects by whatever they are known by: SID, account, friendly name.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from emulator.core import progress
from emulator.core.call import Call
from emulator.core.store import Settings, Stored, Transaction

OUTCOMES = ("approve", "reject", "hold")
UNDER_REVIEW = "_under_review"
"""Body property of an object whose review has not ended."""

_SCRIPTS = "review_scripts"


@dataclass(frozen=True)
class Verdict:
    """How a review ends.

    Attributes:
        outcome: `approve`, `reject`, or `hold`: it stays in its last stage until another verdict is written.
        codes: Twilio's codes for what is wrong, when rejected.
    """

    outcome: str
    codes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Script:
    """What reviewers will decide.

    Attributes:
        kind: The kind of object, such as `brand_registration`.
        outcome: One of `OUTCOMES`.
        codes: Twilio's codes for what is wrong, when rejected.
        of: SID, account SID or friendly name of the objects meant; None means any.
        times: How many reviews it decides; a `hold` holds until the script is replaced or cleared.
    """

    kind: str
    outcome: str
    codes: tuple[int, ...] = ()
    of: str | None = None
    times: int = 1


def write(store: Transaction, script: Script) -> None:
    """Store a script; it takes precedence over earlier ones.

    Raises:
        ValueError: When the outcome is none.
    """
    if script.outcome not in OUTCOMES:
        raise ValueError(f"outcome is one of {', '.join(OUTCOMES)}; got {script.outcome!r}")
    _keep(store, [asdict(script), *_kept(store.settings())])


def clear(store: Transaction) -> None:
    """Delete all scripts: every review that ends from now on is an approval."""
    _keep(store, [])


def begin(now: float) -> dict[str, Any]:
    """Return the body properties with which a review begins, or begins again."""
    return {**progress.begin(now), UNDER_REVIEW: True}


def advance_review(
    call: Call, stored: Stored, stages: int, known_as: Collection[str]
) -> tuple[int, Verdict | None, Stored]:
    """Count this read of an object; return its stage from 0, the verdict of a review that ends now, and the object.

    An object that is not under review is in no stage: -1. The caller keeps what the verdict changes; the object is no
    longer under review then.

    Args:
        call: The call that reads.
        stored: The object.
        stages: How many stages its review has, one step each.
        known_as: What scripts may call it beside its SID and its account's.
    """
    if not stored.body.get(UNDER_REVIEW):
        return -1, None, stored
    made, stored = progress.steps(call.store, call.settings, stored, now=call.now)
    if made < stages:
        return made, None, stored
    verdict = _verdict(call.store, stored, {*known_as, stored.sid, stored.account_sid})
    if verdict.outcome == "hold":
        return stages - 1, None, stored
    return stages - 1, verdict, call.update(stored, {UNDER_REVIEW: False})


def _verdict(store: Transaction, stored: Stored, known_as: Collection[str]) -> Verdict:
    scripts = _kept(store.settings())
    for script in scripts:
        if script["kind"] == stored.kind and (script["of"] is None or script["of"] in known_as):
            if script["outcome"] != "hold":
                script["times"] -= 1
                _keep(store, [each for each in scripts if each["times"] > 0])
            return Verdict(script["outcome"], tuple(script["codes"]))
    return Verdict("approve")


def _kept(settings: Settings) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = settings.get(_SCRIPTS, [])
    return found


def _keep(store: Transaction, scripts: Sequence[dict[str, Any]]) -> None:
    store.set_setting(_SCRIPTS, json.loads(json.dumps(scripts)))

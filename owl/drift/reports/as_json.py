"""For programs: a JSON object with stable keys."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from owl.drift.findings import Accepted, Edited, News, NotDeployed, Resource, StackDrift, Vanished, outcome
from owl.drift.orphans import Orphan


def render(found: Sequence[StackDrift]) -> str:
    """Return the outcome and the findings of each stack as JSON."""
    document = {"outcome": outcome(list(found)).name.lower(), "stacks": [of_stack(each) for each in found]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def of_stack(found: StackDrift) -> dict[str, Any]:
    """Return the outcome and the findings of a stack as values of JSON."""
    return {
        "stack": found.stack,
        "outcome": found.outcome.name.lower(),
        "needs_person": [asdict(each) | {"impact": each.impact} for each in found.needs_person],
        "edited": [_of_resource(each) for each in found.edited],
        "vanished": [_of_resource(each) for each in found.vanished],
        "orphans": [_orphan(each) for each in found.orphans],
        "accepted": [_accepted(each) for each in found.accepted],
        "left": [_orphan(each) for each in found.left],
        "not_deployed": [_of_resource(each) for each in found.not_deployed],
        "news": [_of_resource(each) for each in found.news],
        "not_seen": [asdict(each) for each in found.not_seen],
        "suspended_accounts": [{"sid": sid, "name": name} for sid, name in found.suspended],
        "not_compared": list(found.not_compared),
        "acceptance_notes": list(found.acceptance),
    }


def _of_resource(each: Edited | News | NotDeployed | Vanished) -> dict[str, Any]:
    resource: Resource = each.resource
    rest = {name: value for name, value in vars(each).items() if name != "resource"}
    return {"tenant": resource.tenant, "kind": resource.kind, "name": resource.name, **rest}


def _accepted(each: Accepted) -> dict[str, Any]:
    finding = _orphan(each.finding) if isinstance(each.finding, Orphan) else _of_resource(each.finding)
    return {"finding": finding, "reason": each.reason, "owner": each.owner, "expires": each.expires}


def _orphan(each: Orphan) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "sid": each.sid,
        "name": each.name,
        "account_sid": each.account_sid,
        "account": each.account,
        "monthly_usd": None if each.monthly is None else str(each.monthly),
        "holds": dict(each.holds),
    }

"""What the records of a ring show, and what it lacks to meet its exit criteria."""

import datetime as dt
from typing import Any

from tenants.model.catalogue.rollout import Evidence, Rollout, evidence, ring_before, unmet, unmet_by_part
from tenants.model.sections.ring import Ring

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 8)


def of(messages: int, delivered: int, **more: Any) -> dict[str, Any]:
    """Return what was seen of a tenant."""
    return {"messages": messages, "delivered": delivered, "features": ["replies"], **more}


RING = Rollout.model_validate(
    {
        "criteria": {"days": 7, "messages": 100, "delivery_rate": 0.9, "feedback": 2},
        "records": {
            str(LAST): {"stack": "prod", "tenants": {"acme": of(50, 45, feedback="good"), "birch": of(10, 10)}},
            str(FIRST): {
                "stack": "prod",
                "tenants": {
                    "acme": of(30, 27, open_rejection="campaign"),
                    "birch": of(10, 9, open_rejection="brand"),
                    "cedar": of(0, 0, features=[], open_rejection="brand"),
                },
            },
        },
    }
)


def test_records_are_summed_up() -> None:
    """Whether a rejection is open is said by a tenant's last record."""
    assert evidence(RING) == Evidence(FIRST, LAST, 100, 91, {"cedar": "brand"}, frozenset(["acme"]))
    assert evidence(RING).days == 7


def test_records_of_a_tenant_or_a_feature() -> None:
    """Without any there is no evidence."""
    assert evidence(RING, tenant="acme") == Evidence(FIRST, LAST, 80, 72, {}, frozenset(["acme"]))
    assert evidence(RING, feature="replies") == Evidence(FIRST, LAST, 100, 91, {}, frozenset(["acme"]))
    assert evidence(RING, tenant="cedar") == Evidence(FIRST, FIRST, 0, 0, {"cedar": "brand"})
    assert evidence(RING, tenant="cedar", feature="replies") == Evidence()
    assert Evidence().days == 0


def test_what_a_ring_lacks() -> None:
    """At the limit it lacks nothing; messages and feedback are those of the whole ring."""
    enough = Evidence(FIRST, LAST, 100, 90, {}, frozenset(["acme", "birch"]))
    assert list(unmet(RING.criteria, enough)) == []
    assert list(unmet(RING.criteria, Evidence(FIRST, FIRST, 99, 89, {"cedar": "brand"}, frozenset(["acme"])))) == [
        "0 of 7 days",
        "89 of 99 messages delivered, less than 90%",
        "cedar has an open rejection (brand)",
        "99 of 100 messages",
        "feedback of 1 of 2 tenants",
    ]
    assert list(unmet_by_part(RING.criteria, Evidence(FIRST, LAST, 1, 1))) == []
    assert list(unmet_by_part(RING.criteria, Evidence(FIRST, LAST))) == ["0 of 0 messages delivered, less than 90%"]


def test_changes_go_from_ring_to_ring() -> None:
    """The first has none before it."""
    assert [ring_before(each) for each in Ring] == [None, Ring.BETA]

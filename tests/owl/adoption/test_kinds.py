"""Every kind of object is either adopted or has its own advice; an unknown kind gets none."""

import re
from typing import Any

import pytest

from owl.adoption.adoption import NotExpressible
from owl.adoption.kinds import INSTEAD, KINDS, adoption_of
from owl.drift.orphans import ADOPTABLE, SUBACCOUNT, Orphan
from providers.core.registry import resources

KNOWN = {kind.__name__ for kind in resources()}


def test_every_kind_is_listed_once() -> None:
    """A new resource needs a way to adopt it, or advice on what to do instead."""
    missing = sorted(KNOWN - KINDS.keys() - INSTEAD.keys())

    assert not missing, (
        f"owl/adoption/kinds.py does not say how to adopt {', '.join(missing)}: add it to KINDS, or to INSTEAD with "
        "what to do with one that nobody declared"
    )
    assert KINDS.keys() | INSTEAD.keys() == KNOWN
    assert not KINDS.keys() & INSTEAD.keys()


@pytest.mark.parametrize("kind", ["Unicycle", "ApiKey"])
def test_an_advice_says_what_it_knows(kind: str) -> None:
    """The advice for an unknown kind says only that it is unknown, without reading a tenant."""
    into: Any = None
    orphan = Orphan("dev", f"AC{'0' * 32}", kind, f"ZZ{'0' * 32}", "x", "dev-acme", monthly=None)
    words = INSTEAD.get(kind, "this version of owl can't adopt a Unicycle. Leave it as it is, or update")

    with pytest.raises(NotExpressible, match=re.escape(words)):
        adoption_of(orphan, into)


def test_a_drift_report_names_adoption_only_where_it_works() -> None:
    """The report is below the rooms that adopt, so it has a list of its own."""
    assert {*KINDS, SUBACCOUNT} == ADOPTABLE

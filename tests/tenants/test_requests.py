"""What somebody asked Twilio for on a tenant's behalf, in words for people."""

import datetime as dt
from typing import Any

import pytest

from tenants.model.sections.request import Request

DUE = dt.date(2026, 12, 20)
ASKED = "asked on 2026-11-02 by Mo"


def request(kind: str = "short-code", status: str = "in-progress", **more: Any) -> Request:
    """Return a request that is due on 20 December."""
    said = {"kind": kind, "country": "US", "asked_on": "2026-11-02", "asked_by": "Mo", "status": status}
    return Request.model_validate(said | {"due": str(DUE)} | more)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("short-code", "short code for US"),
        ("rcs-sender", "RCS sender for US"),
        ("whatsapp-sender", "WhatsApp sender for US"),
        ("private-offering", "private offering for US"),
    ],
)
def test_a_request_says_what_was_asked_for(kind: str, title: str) -> None:
    """With the country, and names as their owners write them."""
    assert request(kind).title == title


@pytest.mark.parametrize(
    ("status", "day", "progress"),
    [
        ("asked", DUE, f"asked, {ASKED}, due on 2026-12-20"),
        ("in-progress", DUE, f"in progress, {ASKED}, due on 2026-12-20"),
        ("in-progress", DUE + dt.timedelta(days=1), f"in progress, {ASKED}, overdue since 2026-12-20"),
        ("granted", DUE + dt.timedelta(days=1), f"granted, {ASKED}"),
        ("refused", DUE + dt.timedelta(days=1), f"refused, {ASKED}"),
    ],
)
def test_a_request_says_how_far_it_is(status: str, day: dt.date, progress: str) -> None:
    """It is overdue from the day after the one on which the answer was expected; an answered one never is."""
    assert request(status=status).progress(day) == progress
    assert request(status=status, note="Ticket 7").progress(day) == f"{progress} (Ticket 7)"

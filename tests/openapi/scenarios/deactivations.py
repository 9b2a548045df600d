"""Deactivated numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twilio.rest import Client


def run(parent: Client) -> None:
    """Ask for the file of a day."""
    found = parent.messaging.v1.deactivations().fetch(date=date(2026, 11, 1))
    assert str(found.redirect_to).endswith(".txt")

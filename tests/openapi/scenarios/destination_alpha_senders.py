"""Every operation on names as senders of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twilio.rest import Client


def run(parent: Client) -> None:
    """Create one for a country and one for all, read, list and delete them."""
    service = parent.messaging.v1.services.create(friendly_name="shop")
    names = parent.messaging.v1.services(str(service.sid)).destination_alpha_senders
    created = names.create(alpha_sender="FALCONS", iso_country_code="GB")
    names.create(alpha_sender="FALCONS")
    assert names(str(created.sid)).fetch().iso_country_code == "GB"
    assert len(names.list(iso_country_code="GB")) == 1
    assert len(names.list(page_size=1)) == 2
    assert names(str(created.sid)).delete()

"""Every operation on the countries that messages may go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twilio.rest import Client


def run(parent: Client) -> None:
    """Read all and some, and enable one."""
    permissions = parent.accounts.v1.messaging_geopermissions
    found = permissions.update([{"country_code": "GB", "type": "country", "enabled": True}]).permissions
    assert [each["error_code"] for each in found] == [0]
    assert len(permissions.fetch(country_code="GB,FR").permissions) == 2
    assert len(permissions.fetch().permissions) > 200

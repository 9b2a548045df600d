"""A local Twilio for a test, and a client that changes things behind the engine's back."""

from pathlib import Path
from typing import Any

from emulator.embedded import LocalTwilio
from emulator.trusthub.primary_profile import primary_profile_sid
from providers.core.connection import Connection, connect_to
from providers.core.settings import ConnectionSettings, Mode

ACCOUNT_SID = "ACdec0de00000000000000000000000e57"
PRIMARY_CUSTOMER_PROFILE_SID = primary_profile_sid(ACCOUNT_SID)


class World:
    """A parent account at a local Twilio.

    Args:
        directory: The folder of its database.
    """

    def __init__(self, directory: Path) -> None:
        self.settings = ConnectionSettings(ACCOUNT_SID, Mode.LOCAL, local_directory=directory)
        self.config = {"accountSid": ACCOUNT_SID, "twilio": "local"}
        self.local = LocalTwilio(self.settings.database, ACCOUNT_SID)
        self.local.control.skip_waits(True)
        self.brand: str | None = None
        """The brand that the tests which need one share."""

    @property
    def twilio(self) -> Connection:
        """A client that remembers nothing, like a person at a console."""
        return connect_to(self.local)

    def subaccount(self, name: str = "freestyle-falcons") -> str:
        """Return the SID of the subaccount with this name; create it if necessary."""
        existing = self.twilio.accounts.list(friendly_name=name)
        return str((existing or [self.twilio.accounts.create(friendly_name=name)])[0].sid)

    def address(self, account_sid: str, name: str = "freestyle-falcons") -> str:
        """Return the SID of an address with this name in the account; create it if necessary."""
        addresses = self.twilio.v2010(account_sid).addresses
        where = {"street": "1 Valencia Street", "city": "San Francisco", "region": "CA", "postal_code": "94103"}
        existing = addresses.list(friendly_name=name)
        made = {"friendly_name": name, "customer_name": "Falcons", "iso_country": "US", "auto_correct_address": False}
        return str((existing or [addresses.create(**where, **made)])[0].sid)

    def calls(self, since: int = 0) -> list[dict[str, Any]]:
        """Return the calls after journal entry `since`."""
        return self.local.control.journal(since)

    def writes(self, since: int = 0) -> list[str]:
        """Return the calls that were not reads, as `POST /v1/Services`, after journal entry `since`."""
        return [f"{call['method']} {call['path']}" for call in self.calls(since) if call["method"] != "GET"]

    @property
    def now(self) -> int:
        """The latest journal entry."""
        return max((int(call["sequence"]) for call in self.calls()), default=0)

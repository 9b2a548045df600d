"""The countries that messages may go to from a parent account and all its subaccounts.

A country that is open and that nobody texts invites fraud (SMS pumping): so the list is exactly what is declared.

API: https://www.twilio.com/docs/messaging/api/messaging-geo-permissions-api
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

import pulumi
from pulumi.dynamic import DiffResult
from pydantic import Field

from providers.core.connection import Connection
from providers.core.errors import ResourceError, repeated
from providers.core.inputs import AccountSid, CountryCode, Immutable, Inputs, Normal
from providers.core.provider import TwilioProvider
from providers.core.resource import TwilioResource

OPEN_FROM_THE_START = frozenset({"CA", "US"})
"""Countries that every account may text, and that deleting the resource leaves open."""


@dataclass(frozen=True)
class Permissions:
    """The open countries of an account, in the place of the SDK's instance, which has no SID.

    Attributes:
        sid: The account's.
        account_sid: The account.
        countries: Two-letter ISO 3166 codes.
    """

    sid: str
    account_sid: str
    countries: list[str]


class PermissionsOfAccount:
    """The permissions of an account, called as an SDK's list with one object.

    Args:
        permissions: The SDK's resource.
        account_sid: The account.
    """

    def __init__(self, permissions: Any, account_sid: str) -> None:
        self._permissions = permissions
        self._account_sid = account_sid

    def __call__(self, _: str) -> "PermissionsOfAccount":
        """Return the only object."""
        return self

    def list(self, **_: Any) -> list[Permissions]:
        """Return the only object, as a list."""
        return [self.fetch()]

    def fetch(self) -> Permissions:
        """Read which countries are open."""
        found = self._permissions.fetch().permissions
        countries = sorted(each["country_code"] for each in found if each["enabled"])
        return Permissions(self._account_sid, self._account_sid, countries)

    def update(self, *, opened: Iterable[str] = (), closed: Iterable[str] = ()) -> Permissions:
        """Open and close countries.

        Raises:
            ResourceError: Twilio does not open one of them.
        """
        wanted = {**dict.fromkeys(sorted(opened), True), **dict.fromkeys(sorted(closed), False)}
        items = [{"country_code": code, "type": "country", "enabled": open_} for code, open_ in wanted.items()]
        answers = repeated(lambda: self._permissions.update(items)).permissions if items else []
        refused = [each for each in answers if each["error_code"]]
        left_open = [each for each in refused if not wanted[each["country_code"]]]
        if left_open:
            told = "; ".join(map(_told, left_open))
            pulumi.log.warn(f"these countries stay open, close them in Twilio's Console (SMS Geo Permissions): {told}")
        if len(refused) > len(left_open):
            told = "; ".join(_told(each) for each in refused if wanted[each["country_code"]])
            raise ResourceError(
                f"Twilio does not open these countries by API: {told}. Open them in Twilio's Console (SMS Geo "
                "Permissions), or take them out of messaging.destinations of the tenants that text them"
            )
        return self.fetch()


def _told(answer: dict[str, Any]) -> str:
    return f"{answer['country_code']} ({answer['error_code']}: {', '.join(answer['error_messages'])})"


class GeoPermissionsInputs(Inputs):
    """Which countries are open."""

    account_sid: Immutable[AccountSid]
    """The parent account: its subaccounts have its permissions."""

    countries: Annotated[list[CountryCode], Field(min_length=1), Normal(sorted)]
    """Two-letter ISO 3166 codes, such as `["GB", "US"]`. All others are closed."""


class GeoPermissionsProvider(TwilioProvider[GeoPermissionsInputs]):
    """An account always has them, so they are never created: the first run takes them over.

    That run opens what is missing, and closes nothing: what else is open becomes a change, which the next preview
    shows.
    """

    inputs = GeoPermissionsInputs
    natural_key = ("account_sid",)
    listed_as = "GeoPermissions"  # of the parent account, whose contents are the ISV's own

    def collection(self, twilio: Connection, inputs: GeoPermissionsInputs) -> PermissionsOfAccount:
        """Permissions of the parent, called as the parent."""
        client = twilio.account(inputs.account_sid)
        return PermissionsOfAccount(client.accounts.v1.messaging_geopermissions, inputs.account_sid)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Compare, and name the countries that are closed: the engine's diff is of inputs, which may be the same."""
        closed = sorted(set(_olds.get("countries", ())) - set(_news.get("countries", ())))
        if closed:
            pulumi.log.warn(f"{_id} will no longer text {', '.join(closed)}: these countries are closed")
        return super().diff(_id, _olds, _news)

    def adopt(self, twilio: Connection, inputs: GeoPermissionsInputs, found: Permissions) -> Permissions:
        """Open what is missing, and say what the next run will close."""
        superfluous = sorted(set(found.countries) - set(inputs.countries))
        if superfluous:
            pulumi.log.warn(
                f"{inputs.account_sid} may also text {', '.join(superfluous)}, which no tenant does: the next preview "
                "shows that these countries are closed"
            )
        missing = set(inputs.countries) - set(found.countries)
        return self.collection(twilio, inputs).update(opened=missing) if missing else found

    def change(self, twilio: Connection, inputs: GeoPermissionsInputs, sid: str, changed: set[str]) -> Permissions:  # noqa: ARG002 - there is only one thing to change
        """Open and close what differs."""
        permissions = self.collection(twilio, inputs)
        there, wanted = set(permissions.fetch().countries), set(inputs.countries)
        return permissions.update(opened=wanted - there, closed=there - wanted)

    def remove(self, twilio: Connection, inputs: GeoPermissionsInputs, sid: str) -> None:  # noqa: ARG002 - there is only one
        """Close what was declared, except the US and Canada."""
        self.collection(twilio, inputs).update(closed=set(inputs.countries) - OPEN_FROM_THE_START)


class GeoPermissions(TwilioResource, provider=GeoPermissionsProvider):
    """The countries that a parent account and its subaccounts may text. There is one for each parent account."""

    sid: pulumi.Output[str]
    """The account's: permissions have none."""

"""API keys through their whole life."""

from typing import Any

from providers.api_key import ApiKey
from providers.core.wire import is_secret
from tests.providers.contract import ResourceContract
from tests.providers.lifecycle import Stack
from tests.providers.world import World


class TestApiKey(ResourceContract):
    """Twilio shows a secret once; a key whose secret got lost is revoked."""

    resource = ApiKey
    changes = {"friendly_name": "falcons"}
    invalid = {"account_sid": "AC1", "friendly_name": ""}

    def declared(self, world: World) -> dict[str, Any]:
        """A key of a tenant."""
        return {"account_sid": world.subaccount(), "friendly_name": "freestyle-falcons"}

    def adopts(self, stack: Stack, sid: str | None) -> bool:
        """A new key replaced the one whose secret is lost."""
        return stack.sid != sid

    def test_the_secret_is_kept_and_works(self, world: World, stack: Stack) -> None:
        """The secret survives refresh and update, stays a secret, and authenticates."""
        declared = self.declared(world)
        stack.up(declared)
        secret = stack.outputs["secret"]
        stack.refresh()
        stack.up(declared | {"friendly_name": "renamed"})

        assert stack.outputs["secret"] == secret
        assert is_secret(secret)
        client = world.twilio.with_key(str(stack.sid), secret["value"], declared["account_sid"])
        assert client.api.v2010.accounts(declared["account_sid"]).incoming_phone_numbers.list() == []

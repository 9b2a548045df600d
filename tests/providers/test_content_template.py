"""Content templates through their whole life."""

from typing import Any

from providers.content_template import ContentTemplate
from tests.providers.contract import ResourceContract
from tests.providers.world import World


class TestContentTemplate(ResourceContract):
    """An update replaces the whole template."""

    resource = ContentTemplate
    changes = {
        "friendly_name": "falcons-order-ready",
        "language": "es",
        "variables": {"1": "Alicia"},
        "types": {"twilio/text": {"body": "Hola {{1}}"}},
    }
    invalid = {"account_sid": "AC1", "friendly_name": "", "language": "english", "types": {}}

    def declared(self, world: World) -> dict[str, Any]:
        """A template with a text."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": "freestyle-falcons-order-ready",
            "variables": {"1": "Alice"},
            "types": {"twilio/text": {"body": "Hello {{1}}"}},
        }

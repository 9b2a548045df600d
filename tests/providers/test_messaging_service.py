"""Messaging services through their whole life."""

from typing import Any

from providers.messaging_service import MessagingService
from tests.providers.contract import ResourceContract
from tests.providers.world import World


class TestMessagingService(ResourceContract):
    """A service with every parameter of the API."""

    resource = MessagingService
    changes = {
        "friendly_name": "falcons",
        "inbound_request_url": "https://hooks.owl.example/inbound",
        "inbound_method": "GET",
        "fallback_url": "https://hooks.owl.example/fallback",
        "fallback_method": "GET",
        "status_callback": None,
        "sticky_sender": False,
        "mms_converter": False,
        "smart_encoding": False,
        "scan_message_content": "disable",
        "fallback_to_long_code": False,
        "area_code_geomatch": False,
        "validity_period": 600,
        "synchronous_validation": True,
        "usecase": "notifications",
        "use_inbound_webhook_on_number": True,
    }
    invalid = {
        "account_sid": "ACxyz",
        "friendly_name": "x" * 65,
        "status_callback": "http://hooks.owl.example/status",
        "validity_period": 0,
        "usecase": "spam",
    }

    def declared(self, world: World) -> dict[str, Any]:
        """A service with a status callback."""
        return {
            "account_sid": world.subaccount(),
            "friendly_name": "freestyle-falcons",
            "status_callback": "https://hooks.owl.example/status",
        }

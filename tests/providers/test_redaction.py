"""The engine prints and stores no number, token or secret of the run, whatever Twilio answers."""

import pytest

from providers.core.errors import ResourceError
from providers.end_user import EndUser
from providers.messaging_service import MessagingService
from tests.providers.lifecycle import Stack
from tests.providers.world import World

COMPANY_NUMBER = "01234567"
"""A British company number: eight digits, recognized only if it is declared."""


def answer_with(world: World, words: str) -> None:
    """Have Twilio refuse the next write in these words."""
    world.local.control.inject("status", status=400, code=20001, message=words, method="POST")


def test_an_error_in_twilios_words_is_redacted(world: World) -> None:
    """Registration numbers in any form and the account's own token are redacted; the SID stays."""
    account = world.subaccount()
    token = next(each.auth_token for each in world.twilio.accounts.list() if each.sid == account)
    answer_with(world, f"{account} ({token}): SSN 123-45-6789 or EIN 12 3456789 is wrong")

    with pytest.raises(ResourceError) as refused:
        Stack(MessagingService, world.config).up({"account_sid": account, "friendly_name": "acme"})

    assert f"{account} ([secret]): SSN [number withheld] or EIN [number withheld] is wrong" in str(refused.value)


def test_a_declared_number_is_redacted_whatever_its_form(world: World) -> None:
    """The run knows what a resource declares as a registration number."""
    account = world.subaccount()
    declared = {
        "account_sid": account,
        "friendly_name": "acme business",
        "type": "customer_profile_business_information",
        "attributes": {
            "business_name": "Acme Cycles Ltd",
            "business_identity": "direct_customer",
            "business_type": "Corporation",
            "business_industry": "RETAIL",
            "business_registration_identifier": "CCN",
            "business_registration_number": COMPANY_NUMBER,
            "business_regions_of_operation": "USA_AND_CANADA",
            "website_url": "https://acme.example",
        },
    }
    answer_with(world, "number 0123 4567 is unknown")

    with pytest.raises(ResourceError, match=r"number \[secret\] is unknown"):
        Stack(EndUser, world.config).up(declared)


def test_what_was_declared_is_kept_as_it_is(world: World) -> None:
    """A declared value that looks like a number has not drifted; a person's replacement is stored redacted."""
    declared = {"account_sid": world.subaccount(), "friendly_name": "order 123456789"}
    stack = Stack(MessagingService, world.config)
    assert stack.up(declared) == "create"
    stack.refresh()
    assert stack.outputs["friendly_name"] == "order 123456789"
    assert stack.up(declared) == "same"

    services = world.twilio.account(declared["account_sid"]).messaging.v1.services
    services(stack.sid).update(friendly_name="SSN 123-45-6789\x1b[2J")
    stack.refresh()

    assert stack.outputs["friendly_name"] == stack.inputs["friendly_name"] == "SSN [number withheld]U+001B[2J"
    stack.refresh()
    assert stack.up(declared) == "update"
    assert services(stack.sid).fetch().friendly_name == "order 123456789"
    assert stack.up(declared) == "same"

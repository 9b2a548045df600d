"""Orphans: found with the resources' own lists, and reported with their price."""

from decimal import Decimal
from typing import Any

import pulumi
import pytest

from owl.drift import account_contents
from owl.drift.account_contents import contents
from owl.drift.monthly_price import monthly_price
from owl.drift.orphans import Orphan, orphans, total
from owl.stacks.state import StackState
from providers.address import AddressProvider
from providers.core.registry import resources
from providers.core.resource import TwilioResource
from providers.end_user import NOTE
from tests.owl_inc import owl_inc
from tests.providers.bundles import Bundles
from tests.providers.world import ACCOUNT_SID, World

PRICES = owl_inc().price_book


def state(name: str, *held: tuple[str, dict[str, Any]]) -> StackState:
    """Return a stack's state that contains these objects, each with kind and outputs."""
    resources = [
        {
            "type": f"pulumi-python:dynamic/twilio:{kind}",
            "urn": f"urn:pulumi:{name}::owl::x::{number}",
            "outputs": outputs,
        }
        for number, (kind, outputs) in enumerate(held)
    ]
    return StackState(name, tuple(resources))


def account(sid: str) -> tuple[str, dict[str, Any]]:
    """Return a subaccount as a state contains it."""
    return "Subaccount", {"sid": sid, "owner_account_sid": ACCOUNT_SID}


def told(found: tuple[Orphan, ...]) -> set[tuple[str, str, Decimal | None]]:
    """Return the kind, name and price of each."""
    return {(each.kind, each.name, each.monthly) for each in found}


def test_what_is_in_no_state_is_an_orphan(world: World) -> None:
    """An orphan has its price; an object in the state is no orphan, nor is one in the parent account itself."""
    shop = world.subaccount("shop")
    numbers = world.twilio.v2010(shop).incoming_phone_numbers
    kept = numbers.create(area_code="415", friendly_name="kept")
    stray = numbers.create(area_code="415", friendly_name="stray")
    world.twilio.v2010(ACCOUNT_SID).incoming_phone_numbers.create(area_code="212")
    mine = state("dev", account(shop), ("PhoneNumber", {"sid": kept.sid, "account_sid": shop}))

    found = orphans(world.twilio, [mine], [], PRICES)

    assert told(found.found) == {("PhoneNumber", stray.phone_number, Decimal("1.15"))}
    assert [(each.stack, each.account) for each in found.found] == [("dev", "shop")]


def test_an_undeclared_account_is_one_orphan_with_its_contents(world: World) -> None:
    """Its contents are counted and summed; a closed account is no orphan; the stack in its name is reported."""
    by_hand = world.subaccount("prod-by-hand")
    world.twilio.v2010(by_hand).incoming_phone_numbers.create(area_code="415")
    world.twilio.account(by_hand).messaging.v1.services.create(friendly_name="by hand")
    world.twilio.accounts(world.subaccount("closed")).update(status="closed")

    found = orphans(world.twilio, [state("dev"), state("prod")], [], PRICES)

    [orphan] = found.found
    assert (orphan.stack, orphan.kind, orphan.sid, orphan.monthly) == ("prod", "Subaccount", by_hand, Decimal("1.15"))
    assert orphan.holds == (("MessagingService", 1), ("PhoneNumber", 1))


def test_what_another_stack_declares_is_no_orphan(world: World) -> None:
    """Accounts of another cell, or shared by two stacks, are no orphans; only a named stack sees any."""
    ours, theirs = world.subaccount("dev-a"), world.subaccount("cell-b")
    services = world.twilio.account(ours).messaging.v1.services
    service = services.create(friendly_name="of the other cell")
    cell = state("cell", account(theirs), ("MessagingService", {"sid": service.sid, "account_sid": ours}))

    found = orphans(world.twilio, [state("dev", account(ours))], [cell], PRICES)
    without = orphans(world.twilio, [state("dev", account(ours))], [], PRICES)

    assert found.found == ()
    assert told(without.found) == {
        ("MessagingService", "of the other cell", Decimal(0)),
        ("Subaccount", "cell-b", Decimal(0)),
    }


def registered_brand(world: World, shop: str) -> Any:
    """Register a brand by hand, for approved bundles of its own."""
    bundles = Bundles(world, shop)
    bundles.approve_all()
    brands = world.twilio.account(shop).messaging.v1.brand_registrations
    return brands.create(bundles.customer_profile(), bundles.trust_product())


def leave_note(world: World, shop: str, brand_sid: str) -> None:
    """Write the provider's note about a brand."""
    world.twilio.account(shop).trusthub.v1.end_users.create(
        friendly_name=f"{NOTE}{brand_sid}",
        type="us_a2p_messaging_profile_information",
        attributes={"company_type": "private"},
    )


def test_a_campaign_costs_by_its_use_case(world: World) -> None:
    """All campaigns have one SID, so one in the state proves nothing about another."""
    shop = world.subaccount("shop")
    brand = registered_brand(world, shop)
    services = [world.twilio.account(shop).messaging.v1.services.create(friendly_name=name) for name in "ab"]
    mine = state(
        "dev",
        account(shop),
        (
            "Campaign",
            {
                "account_sid": shop,
                "messaging_service_sid": services[0].sid,
                "sid": "QE2c6890da8086d771620e9b13fadeba0b",
            },
        ),
    )
    for service in services:
        campaign(service, brand.sid)

    found = orphans(world.twilio, [mine], [], PRICES).found

    campaigns = [each for each in found if each.kind == "Campaign"]
    assert [(each.name, each.monthly) for each in campaigns] == [(services[1].sid, Decimal("1.50"))]


def campaign(service: Any, brand_sid: str) -> None:
    """Register a service's campaign."""
    service.us_app_to_person.create(
        brand_registration_sid=brand_sid,
        description="A bike shop tells customers who asked for it that an order is ready.",
        message_flow="Customers tick a box of its own at https://example.com/checkout.",
        message_samples=["Acme: your order is ready.", "Acme: your bike is repaired."],
        us_app_to_person_usecase="LOW_VOLUME",
        has_embedded_links=False,
        has_embedded_phone=False,
        privacy_policy_url="https://example.com/privacy",
        terms_and_conditions_url="https://example.com/terms",
    )


def test_a_note_of_a_declared_brand_is_no_orphan(world: World) -> None:
    """The provider wrote it; the same note about a brand in no stack is an orphan."""
    shop = world.subaccount("shop")
    brands = ["BN" + digit * 32 for digit in "ab"]
    for brand in brands:
        leave_note(world, shop, brand)
    mine = state("dev", account(shop), ("BrandRegistration", {"sid": brands[0], "account_sid": shop}))

    found = orphans(world.twilio, [mine], [], PRICES)

    assert told(found.found) == {("EndUser", f"{NOTE}{brands[1]}", Decimal(0))}


def test_a_brand_that_nobody_waits_for_stays(world: World) -> None:
    """Twilio can't end it, so nothing can be done; one that a tenant waits for can be adopted."""
    shop = world.subaccount("shop")
    brand = registered_brand(world, shop)
    leave_note(world, shop, brand.sid)
    named = {
        "customer_profile_bundle_sid": brand.customer_profile_bundle_sid,
        "a2p_profile_bundle_sid": brand.a2p_profile_bundle_sid,
    }

    def found(*declared: tuple[str, dict[str, Any]]) -> dict[str, bool]:
        seen = orphans(world.twilio, [state("dev", account(shop), *declared)], [], PRICES).found
        notes = {each.kind: each.stays for each in seen if brand.sid in each.name}
        return notes | {each.kind: each.stays for each in seen if each.sid == brand.sid}

    waiting = ("BrandRegistration", {"account_sid": shop, "status": "waiting", **named})
    replaced = ("BrandRegistration", {"account_sid": shop, "sid": "BN" + "c" * 32, **named})
    assert found() == found(replaced) == {"BrandRegistration": True, "EndUser": True}
    assert found(waiting) == {"BrandRegistration": False, "EndUser": True}

    brand.brand_vettings.create("aegis")
    assert found() == {"EndUser": True}  # Twilio's list omits vetted brands


def test_a_suspended_account_is_reported_as_not_seen(world: World) -> None:
    """Its own credentials are refused, and the report names it."""
    shop = world.subaccount("shop")
    world.twilio.accounts(shop).update(status="suspended")

    found = orphans(world.twilio, [state("dev", account(shop))], [], PRICES)

    assert (found.found, found.suspended) == ((), ((shop, "shop"),))


def test_a_list_that_cannot_be_read_hides_no_other(world: World) -> None:
    """The list is named, without a token."""
    shop = world.subaccount("shop")
    key = world.twilio.v2010(shop).new_keys.create(friendly_name="stray")
    world.local.control.inject("status", method="GET", path="/v1/Services", status=403, code=20003, times=None)

    found = orphans(world.twilio, [state("dev", account(shop))], [], PRICES)

    assert [each.sid for each in found.found] == [key.sid]
    [(stack, reason)] = found.unread
    assert stack == "dev"
    assert reason.startswith(f"could not list MessagingService (account_sid {shop}): ")


def test_a_new_resource_takes_part_automatically(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file alone defines how its objects are listed."""

    class DoorProvider(AddressProvider):
        """Listed like addresses."""

    class Door(TwilioResource, provider=DoorProvider):
        """A new resource."""

        sid: pulumi.Output[str]

    monkeypatch.setattr(account_contents, "resources", lambda: [Door])
    shop = world.subaccount("shop")
    address = world.address(shop, "front door")

    found = contents(world.twilio, shop)

    assert [(each.kind, each.sid, each.name) for each in found.found] == [("Door", address, "front door")]


def test_every_resource_says_what_it_lies_in() -> None:
    """A resource that is not directly in an account names the kind of its container in its own file."""
    kinds = {kind.__name__: kind.provider_class for kind in resources()}
    for provider in kinds.values():
        if len(provider.container) > 1:
            holder = kinds[provider.container_kind]
            assert holder.container == provider.container[:-1], provider


@pytest.mark.parametrize(
    ("kind", "fields", "price"),
    [
        ("PhoneNumber", {"phone_number": "+14155550100"}, Decimal("1.15")),
        ("PhoneNumber", {"phone_number": "+18335550100"}, Decimal("2.15")),
        ("PhoneNumber", {"phone_number": "+4930123456"}, None),
        ("Campaign", {"us_app_to_person_usecase": "MARKETING"}, Decimal("10.00")),
        ("Campaign", {"us_app_to_person_usecase": "MARKETING", "mock": True}, Decimal(0)),
        ("Campaign", {"us_app_to_person_usecase": "TRIAL"}, None),
        ("BrandRegistration", {}, Decimal(0)),
        ("MessagingService", {}, Decimal(0)),
    ],
)
def test_prices_are_those_of_the_price_book(kind: str, fields: dict[str, Any], price: Decimal | None) -> None:
    """An object without a known price has none, rather than a wrong one."""
    assert monthly_price(kind, fields, PRICES) == price


def test_a_sum_with_an_unknown_price_is_unknown() -> None:
    """No report shows a sum that is too low."""
    assert total([Decimal(1), Decimal(2)]) == Decimal(3)
    assert total([Decimal(1), None]) is None


def test_a_name_shows_no_registration_number(world: World) -> None:
    """People write numbers into names; a name can't write control characters to a terminal either."""
    shop = world.subaccount("shop")
    world.twilio.account(shop).messaging.v1.services.create(friendly_name="EIN 12-3456789\x1b[2J")

    [found] = orphans(world.twilio, [state("dev", account(shop))], [], PRICES).found

    assert found.name == "EIN [number withheld] [2J"
    assert "3456789" not in repr(found)

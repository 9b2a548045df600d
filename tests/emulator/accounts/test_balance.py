"""The balance of the local Twilio: what was paid in, less what was used, bought and rented."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from twilio.rest import Client

from emulator.embedded import LocalTwilio

NUMBER = Decimal("1.15")
SEGMENT = Decimal("0.0083")
MONTH = 30 * 24 * 3600


def left(client: Client) -> Decimal:
    """Return an account's balance."""
    return Decimal(str(client.balance.fetch().balance))


def test_a_parent_pays_for_its_subaccounts(twilio: LocalTwilio, parent: Client, connect: Callable[..., Client]) -> None:
    """A number costs its rent immediately and each month again, a message its price, and a released number nothing."""
    twilio.control.set_paid_in("25.50")
    twilio.control.require_campaign(False)
    twilio.control.set_behaviour("message", "at_once")
    account = parent.api.accounts.create(friendly_name="acme")
    shop = connect(account.sid, account.auth_token)
    number = shop.incoming_phone_numbers.create(area_code="415")
    assert left(parent) == left(shop) == Decimal("25.50") - NUMBER

    shop.messages.create(to="+14155552671", from_=str(number.phone_number), body="hello")
    assert left(parent) == Decimal("25.50") - NUMBER - SEGMENT

    twilio.control.advance(MONTH + 1)
    assert left(parent) == Decimal("25.50") - 2 * NUMBER - SEGMENT
    assert number.delete()
    twilio.control.advance(2 * MONTH)
    assert left(parent) == Decimal("25.50") - 2 * NUMBER - SEGMENT


@pytest.mark.parametrize("amount", ["much", "NaN", "Infinity"])
def test_only_an_amount_is_paid_in(twilio: LocalTwilio, amount: str) -> None:
    """The message shows one."""
    with pytest.raises(ValueError, match=r"is not an amount: write 25\.50"):
        twilio.control.set_paid_in(amount)

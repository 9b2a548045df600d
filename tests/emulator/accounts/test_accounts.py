"""Accounts of the local Twilio, as its own SDK sees them."""

from collections.abc import Callable

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from emulator.embedded import LocalTwilio


def test_a_subaccount_comes_with_its_token_and_owner(parent: Client, twilio: LocalTwilio) -> None:
    """A new subaccount is active, owned by the parent, and its token is in every later answer too."""
    made = parent.api.accounts.create(friendly_name="owl-acme")
    read = parent.api.accounts(made.sid).fetch()
    assert (read.status, read.owner_account_sid, read.type) == ("active", twilio.account_sid, "Full")
    assert (read.friendly_name, read.auth_token) == ("owl-acme", made.auth_token)
    assert made.auth_token not in {None, twilio.auth_token}
    assert read.date_created is not None


def test_a_nameless_subaccount_gets_a_name(parent: Client) -> None:
    """Twilio names a subaccount after its time of creation if no name is given."""
    assert str(parent.api.accounts.create().friendly_name).startswith("SubAccount Created at ")


def test_lists_filter_by_exact_name_and_status_and_include_the_parent(parent: Client) -> None:
    """The list includes the parent itself; names match exactly, including case."""
    for name in ("owl-acme", "owl-acme-2", "OWL-ACME"):
        parent.api.accounts.create(friendly_name=name)
    suspended = parent.api.accounts.create(friendly_name="owl-late").update(status="suspended")
    assert len(parent.api.accounts.list()) == 5
    assert [a.friendly_name for a in parent.api.accounts.list(friendly_name="owl-acme")] == ["owl-acme"]
    assert [a.sid for a in parent.api.accounts.list(status="suspended")] == [suspended.sid]


def test_suspension_can_be_undone_and_closing_cannot(parent: Client) -> None:
    """A subaccount can be suspended and activated again; a closed one stays closed."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    assert account.update(status="suspended").status == "suspended"
    assert account.update(status="active").status == "active"
    assert account.update(status="closed").status == "closed"
    with pytest.raises(TwilioRestException) as refused:
        account.update(status="active")
    assert refused.value.code == 20005
    assert parent.api.accounts(account.sid).fetch().status == "closed"


def test_closing_releases_every_number(parent: Client, connect: Callable[..., Client], twilio: LocalTwilio) -> None:
    """A closed subaccount's numbers cost nothing more, and others can buy them."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    inside = connect(account_sid=account.sid)
    numbers = [inside.incoming_phone_numbers.create(area_code="415").phone_number for _ in range(3)]
    assert len(twilio.control.ledger(open_only=True)) == 3
    account.update(status="closed")
    assert twilio.control.ledger(open_only=True) == []
    assert len(twilio.control.ledger()) == 3
    assert parent.incoming_phone_numbers.create(phone_number=numbers[0]).phone_number == numbers[0]


def test_a_subaccount_has_no_subaccounts(parent: Client, connect: Callable[..., Client]) -> None:
    """Subaccounts do not nest (21101)."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    with pytest.raises(TwilioRestException) as refused:
        connect(str(account.sid), str(account.auth_token)).api.accounts.create(friendly_name="below")
    assert refused.value.code == 21101


def test_the_limit_counts_what_is_not_closed(parent: Client) -> None:
    """The 1,001st open subaccount is refused (21480); closing one makes room."""
    made = [parent.api.accounts.create(friendly_name=f"owl-{number}") for number in range(1000)]
    with pytest.raises(TwilioRestException) as refused:
        parent.api.accounts.create(friendly_name="one too many")
    assert refused.value.code == 21480
    made[0].update(status="closed")
    assert parent.api.accounts.create(friendly_name="fits").status == "active"


def test_a_subaccount_does_not_decide_its_own_status(parent: Client, connect: Callable[..., Client]) -> None:
    """Only the main account suspends and closes; a subaccount may rename itself."""
    account = parent.api.accounts.create(friendly_name="owl-acme")
    own = connect(str(account.sid), str(account.auth_token)).api.accounts(str(account.sid))
    assert own.update(friendly_name="renamed").friendly_name == "renamed"
    with pytest.raises(TwilioRestException) as refused:
        own.update(status="closed")
    assert refused.value.code == 20003


def test_names_are_at_most_64_characters(parent: Client) -> None:
    """A longer name is refused with the limit."""
    with pytest.raises(TwilioRestException, match="0 to 64 characters, not 65") as refused:
        parent.api.accounts.create(friendly_name="x" * 65)
    assert (refused.value.status, refused.value.code) == (400, 20001)

"""API keys of the local Twilio."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client


def test_the_secret_is_shown_once(parent: Client) -> None:
    """Only the answer to the creation has the secret; no later read or list does."""
    key = parent.new_keys.create(friendly_name="app")
    assert len(str(key.secret)) == 32
    base = f"https://api.twilio.com/2010-04-01/Accounts/{parent.account_sid}/Keys"
    for path in (f"{base}.json", f"{base}/{key.sid}.json"):
        answer = parent.request("GET", path)
        assert str(key.sid) in answer.text
        assert str(key.secret) not in answer.text


def test_keys_are_renamed_and_deleted(parent: Client) -> None:
    """A key can be renamed; a deleted key no longer exists."""
    key = parent.keys(str(parent.new_keys.create(friendly_name="app").sid))
    assert key.update(friendly_name="renamed").friendly_name == "renamed"
    assert key.delete()
    with pytest.raises(TwilioRestException) as refused:
        key.fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)
    assert parent.keys.list() == []

"""Every operation on API keys."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, rename and revoke a key."""
    created = parent.new_keys.create(friendly_name="app")
    assert created.secret
    key = parent.keys(str(created.sid))
    assert key.fetch().sid == created.sid
    assert len(parent.keys.list(page_size=1)) == 1
    assert key.update(friendly_name="renamed").friendly_name == "renamed"
    assert key.delete()

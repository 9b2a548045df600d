"""Every operation on accounts."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, rename, suspend and close a subaccount."""
    accounts = parent.api.v2010.accounts
    account = accounts.create(friendly_name="acme")
    assert account.fetch().friendly_name == "acme"
    assert [each.sid for each in accounts.list(friendly_name="acme", status="active")] == [account.sid]
    assert len(accounts.list(page_size=1)) == 2
    account.update(friendly_name="acme inc", status="suspended")
    assert account.update(status="closed").status == "closed"

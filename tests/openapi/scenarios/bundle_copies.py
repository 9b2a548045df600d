"""Every operation on copies of regulatory bundles."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Copy an approved bundle, replace its items by the copy's, and clone it into a subaccount."""
    words = {"iso_country": "US", "number_type": "local", "end_user_type": "business"}
    bundles = parent.numbers.v2.regulatory_compliance.bundles
    bundle = bundles.create(friendly_name="acme", email="isv@owl.example", **words)
    bundle.update(status="pending-review")
    copy = bundle.bundle_copies.create(friendly_name="acme again")
    assert [each.sid for each in bundle.bundle_copies.list(page_size=1)] == [copy.sid]
    bundles(str(copy.sid)).update(status="pending-review")
    assert bundle.replace_items.create(str(copy.sid)).sid == bundle.sid
    account = parent.api.v2010.accounts.create(friendly_name="acme")
    clones = parent.numbers.v2.bundle_clone(str(bundle.sid))
    assert clones.create(str(account.sid), friendly_name="clone").status == "twilio-approved"
    assert clones.create(str(account.sid), move_to_draft=True).account_sid == account.sid

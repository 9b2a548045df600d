"""Every operation on what is in regulatory bundles."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Assign an end user and a document; read, list and remove them."""
    compliance = parent.numbers.v2.regulatory_compliance
    words = {"iso_country": "GB", "number_type": "mobile", "end_user_type": "business"}
    bundle = compliance.bundles.create(friendly_name="acme", email="isv@owl.example", **words)
    end_user = compliance.end_users.create("acme", "business")
    assignment = bundle.item_assignments.create(str(end_user.sid))
    bundle.item_assignments.create(str(compliance.supporting_documents.create("hq", "address").sid))
    assert assignment.fetch().object_sid == end_user.sid
    assert len(bundle.item_assignments.list(page_size=1)) == 2
    assert assignment.delete()

"""Every operation on supporting documents."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, change and delete a supporting document."""
    documents = parent.trusthub.v1.supporting_documents
    attributes = {"address_sids": "AD" + "a" * 32}
    document = documents.create(friendly_name="acme", type="customer_profile_address", attributes=attributes)
    assert document.fetch().attributes == attributes
    assert document.update(friendly_name="acme inc", attributes={}).attributes == {}
    documents.create(friendly_name="other", type="customer_profile_address")
    assert len(documents.list(page_size=1)) == 2
    assert document.delete()

"""Every operation that end users and supporting documents of regulatory bundles have of their own."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, change and delete one of each."""
    compliance = parent.numbers.v2.regulatory_compliance
    end_user = compliance.end_users.create("acme", "business", attributes={"business_name": "Acme"})
    assert end_user.update(friendly_name="acme inc", attributes={}).attributes == {}
    assert end_user.delete()
    document = compliance.supporting_documents.create("hq", "address", attributes={"address_sids": "AD" + "a" * 32})
    assert (document.status, document.mime_type, document.errors) == ("draft", None, None)
    assert document.update(friendly_name="headquarters").friendly_name == "headquarters"
    assert document.delete()

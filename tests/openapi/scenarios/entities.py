"""Every operation on end users and supporting documents."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, change and delete one of each."""
    end_users = parent.trusthub.v1.end_users
    end_user = end_users.create(
        friendly_name="acme", type="authorized_representative_1", attributes={"first_name": "Ada"}
    )
    assert end_user.fetch().attributes == {"first_name": "Ada"}
    assert end_user.update(friendly_name="acme inc", attributes={"first_name": "Eve"}).friendly_name == "acme inc"
    end_users.create(friendly_name="other", type="sole_proprietor_information")
    assert len(end_users.list(page_size=1)) == 2
    assert end_user.delete()

    documents = parent.trusthub.v1.supporting_documents
    attributes = {"address_sids": "AD" + "a" * 32}
    document = documents.create(friendly_name="acme", type="customer_profile_address", attributes=attributes)
    assert document.fetch().attributes == attributes
    assert document.update(friendly_name="acme inc", attributes={}).attributes == {}
    documents.create(friendly_name="other", type="customer_profile_address")
    assert len(documents.list(page_size=1)) == 2
    assert document.delete()

    of_bundles = parent.numbers.v2.regulatory_compliance
    person = of_bundles.end_users.create(friendly_name="ada", type="individual", attributes={"first_name": "Ada"})
    paper = of_bundles.supporting_documents.create(friendly_name="passport", type="passport")
    assert person.fetch().attributes == {"first_name": "Ada"}
    assert paper.fetch().failure_reason is None
    assert [len(of_bundles.end_users.list()), len(of_bundles.supporting_documents.list(page_size=1))] == [1, 1]

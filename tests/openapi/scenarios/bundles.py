"""Every operation on customer profiles and trust products."""

from twilio.rest import Client

_SECONDARY = "RNdfbf3fae0e1107f8aded0e7cead80bf5"
_A2P = "RNb0d4771c2c98518d916a3d4cd70a8f8b"


def run(parent: Client) -> None:
    """Create, read, list, change and delete one of each; submit the trust product."""
    profiles, products = parent.trusthub.v1.customer_profiles, parent.trusthub.v1.trust_products
    given = {"friendly_name": "acme", "email": "isv@owl.example", "status_callback": "https://a.example/status"}
    profile = profiles.create(policy_sid=_SECONDARY, **given)
    assert profile.fetch().status == "draft"
    assert profile.update(friendly_name="acme inc", status_callback="").status_callback is None
    assert len(profiles.list(status="draft", friendly_name="acme inc", policy_sid=_SECONDARY, page_size=1)) == 1
    assert len(profiles.list(page_size=1)) == 2
    product = products.create(policy_sid=_A2P, **given)
    assert product.fetch().errors is None
    assert product.update(email="other@owl.example").email == "other@owl.example"
    end_user = parent.trusthub.v1.end_users.create(
        friendly_name="acme", type="us_a2p_messaging_profile_information", attributes={"company_type": "private"}
    )
    primary = profiles.list(status="twilio-approved")[0]
    for entity in (end_user, primary):
        product.trust_products_entity_assignments.create(str(entity.sid))
    assert product.update(status="pending-review").status == "twilio-approved"
    assert len(products.list(status="twilio-approved", friendly_name="acme", policy_sid=_A2P, page_size=1)) == 1
    assert product.delete()
    assert profile.delete()

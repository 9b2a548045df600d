"""Every operation on the contents of bundles."""

from twilio.rest import Client

_TYPE = "authorized_representative_1"


def run(parent: Client) -> None:
    """Assign an end user to a bundle of each kind; read, list and remove the assignments."""
    trusthub = parent.trusthub.v1
    given = {"friendly_name": "acme", "email": "isv@owl.example"}
    profile = trusthub.customer_profiles.create(policy_sid="RNdfbf3fae0e1107f8aded0e7cead80bf5", **given)
    product = trusthub.trust_products.create(policy_sid="RNb0d4771c2c98518d916a3d4cd70a8f8b", **given)
    end_user = trusthub.end_users.create(friendly_name="acme", type=_TYPE, attributes={})
    for assignments in (profile.customer_profiles_entity_assignments, product.trust_products_entity_assignments):
        assignment = assignments.create(str(end_user.sid))
        assert assignment.fetch().object_sid == end_user.sid
        assert len(assignments.list(object_type=_TYPE, page_size=1)) == 1
        assert assignment.delete()
        assert assignments.list() == []

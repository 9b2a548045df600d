"""Every operation on evaluations of bundles."""

from twilio.rest import Client

_SECONDARY = "RNdfbf3fae0e1107f8aded0e7cead80bf5"
_A2P = "RNb0d4771c2c98518d916a3d4cd70a8f8b"


def run(parent: Client) -> None:
    """Evaluate an empty bundle of each kind; read and list the evaluations."""
    trusthub = parent.trusthub.v1
    given = {"friendly_name": "acme", "email": "isv@owl.example"}
    profile = trusthub.customer_profiles.create(policy_sid=_SECONDARY, **given)
    product = trusthub.trust_products.create(policy_sid=_A2P, **given)
    for evaluations, policy_sid in (
        (profile.customer_profiles_evaluations, _SECONDARY),
        (product.trust_products_evaluations, _A2P),
    ):
        evaluation = evaluations.create(policy_sid=policy_sid)
        assert evaluation.fetch().status == "noncompliant"
        assert len(evaluations.list(page_size=1)) == 1

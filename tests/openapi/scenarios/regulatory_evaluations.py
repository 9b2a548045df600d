"""Every operation on evaluations of regulatory bundles."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """Evaluate an empty bundle; read and list the evaluation."""
    words = {"iso_country": "FR", "number_type": "mobile", "end_user_type": "business"}
    bundles = parent.numbers.v2.regulatory_compliance.bundles
    bundle = bundles.create(friendly_name="acme", email="isv@owl.example", **words)
    evaluation = bundle.evaluations.create()
    assert evaluation.fetch().status == "noncompliant"
    assert len(bundle.evaluations.list(page_size=1)) == 1

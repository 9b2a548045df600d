"""Every operation on regulations."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """List what Germany wants of a business, and read it."""
    regulations = parent.numbers.v2.regulatory_compliance.regulations
    found = regulations.list(iso_country="DE", number_type="mobile", end_user_type="business", include_constraints=True)
    assert [each.friendly_name for each in found] == ["Germany: Mobile - Business"]
    assert regulations(str(found[0].sid)).fetch(include_constraints=True).requirements == found[0].requirements
    assert len(regulations.list(page_size=2)) > 4

"""Every operation on regulatory bundles."""

from datetime import UTC, datetime

from twilio.rest import Client


def run(parent: Client) -> None:
    """Create, read, list, change, submit and delete one that wants nothing, and one that is a test."""
    bundles = parent.numbers.v2.regulatory_compliance.bundles
    given = {"email": "isv@owl.example", "status_callback": "https://a.example/status"}
    words = {"iso_country": "US", "number_type": "local", "end_user_type": "business"}
    bundle = bundles.create(friendly_name="acme", **words, **given)
    assert (bundle.fetch().status, bundle.valid_until) == ("draft", None)
    assert bundle.update(friendly_name="acme inc", status_callback="").status_callback is None
    assert bundle.update(status="pending-review").status == "twilio-approved"
    test = bundles.create(friendly_name="test", regulation_sid=bundle.regulation_sid, is_test=True, **given)
    assert test.update(status="pending-review").status == "twilio-rejected"
    found = bundles.list(
        status="twilio-approved",
        friendly_name="acme inc",
        regulation_sid=bundle.regulation_sid,
        iso_country="US",
        number_type="local",
        has_valid_until_date=False,
        sort_by="valid-until",
        sort_direction="ASC",
    )
    assert [each.sid for each in found] == [bundle.sid]
    assert len(bundles.list(page_size=1)) == 2
    assert bundles.list(valid_until_date_before=datetime(2999, 1, 1, tzinfo=UTC)) == []
    assert bundle.delete()

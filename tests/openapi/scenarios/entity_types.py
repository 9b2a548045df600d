"""Every operation on types of end user and of supporting document."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """List all of each, page by page, and read one."""
    of_bundles = parent.numbers.v2.regulatory_compliance
    for types in (
        parent.trusthub.v1.end_user_types,
        parent.trusthub.v1.supporting_document_types,
        of_bundles.end_user_types,
        of_bundles.supporting_document_types,
    ):
        found = types.list(page_size=1)
        assert len(found) > 1
        assert types(str(found[-1].sid)).fetch().url == found[-1].url

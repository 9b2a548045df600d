"""Every operation on policies."""

from twilio.rest import Client


def run(parent: Client) -> None:
    """List all, page by page, and read one."""
    found = parent.trusthub.v1.policies.list(page_size=1)
    assert len(found) > 1
    assert parent.trusthub.v1.policies(str(found[-1].sid)).fetch().url == found[-1].url

"""TrustHub bundles, written directly to the database for tests that need them."""

import secrets
import time

from twilio.rest import Client

from emulator.core.store import Store
from emulator.embedded import LocalTwilio

POLICIES = {
    "STANDARD": ("RNdfbf3fae0e1107f8aded0e7cead80bf5", "RNb0d4771c2c98518d916a3d4cd70a8f8b"),
    "SOLE_PROPRIETOR": ("RN806dd6cd175f314e1f96a9727ee271f4", "RN670d5d2e282a6130ae063b234b6019c8"),
}


def local_twilio(client: Client) -> LocalTwilio:
    """Return the local Twilio behind a client whose calls are checked."""
    found: LocalTwilio = client.http_client.session.get_adapter("https://")._adapter._twilio
    return found


def put(
    twilio: LocalTwilio,
    brand_type: str = "STANDARD",
    *,
    account_sid: str | None = None,
    statuses: tuple[str, str] = ("pending-review", "pending-review"),
) -> tuple[str, str]:
    """Create a customer profile and an A2P bundle and return their SIDs."""
    store = Store(twilio.path)
    sids = []
    with store.transaction() as held:
        kinds = ("customer_profile", "trust_product")
        for kind, policy, status in zip(kinds, POLICIES[brand_type], statuses, strict=True):
            sids.append("BU" + secrets.token_hex(16))
            body = {"status": status, "friendly_name": f"acme {kind}", "policy_sid": policy}
            held.insert(kind, sids[-1], body, account_sid=account_sid or twilio.account_sid, now=time.time())
    store.close()
    return sids[0], sids[1]


def set_status(twilio: LocalTwilio, bundle_sid: str, status: str) -> None:
    """Set a bundle's status, as a review would."""
    store = Store(twilio.path)
    with store.transaction() as held:
        found = held.find("customer_profile", sid=bundle_sid) or held.find("trust_product", sid=bundle_sid)
        assert found is not None
        held.update(found, {"status": status})
    store.close()

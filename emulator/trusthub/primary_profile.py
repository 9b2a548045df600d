"""The primary customer profile of a parent account, which stands for the ISV itself.

At Twilio it is made in the Console and never by the API:
https://www.twilio.com/docs/trust-hub/trusthub-rest-api/console-create-a-primary-customer-profile. Here every parent
account has an approved one from the start.
"""

from emulator.core.call import fixed_sid
from emulator.core.store import Stored, Transaction
from emulator.trusthub import bundle_review
from emulator.trusthub.policies import PRIMARY_PROFILE_POLICY


def primary_profile_sid(account_sid: str) -> str:
    """Return the SID of a parent account's primary customer profile; its account's SID decides it."""
    return fixed_sid("BU", f"primary customer profile of {account_sid}")


def of_parent(store: Transaction, parent_sid: str) -> Stored:
    """Return a parent account's primary customer profile; it is made when first asked for."""
    sid = primary_profile_sid(parent_sid)
    found = store.find("customer_profile", sid=sid)
    if found:
        return found
    (parent,) = store.select("account", sid=parent_sid)
    body = {
        "policy_sid": PRIMARY_PROFILE_POLICY,
        "friendly_name": parent.body["friendly_name"],
        "status": bundle_review.APPROVED,
        "valid_until": None,
        "email": "compliance@owl.example",
        "status_callback": None,
        "errors": None,
    }
    return store.insert("customer_profile", sid, body, account_sid=parent_sid, now=parent.created)


def set_status(store: Transaction, status: str) -> None:
    """Set the status of every parent account's primary customer profile.

    Raises:
        ValueError: When a bundle has no such status.
    """
    if status not in bundle_review.STATUSES:
        raise ValueError(f"status is one of {', '.join(bundle_review.STATUSES)}; got {status!r}")
    for account in store.select("account"):
        if account.parent_sid == account.sid:
            store.update(of_parent(store, account.sid), {"status": status})

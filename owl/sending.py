"""How messages end, in words: what a delivery error means and what to do about it."""

FINAL = frozenset({"delivered", "undelivered", "failed", "canceled", "read"})
"""Statuses after which nothing more happens
(https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks)."""

SUCCESS = frozenset({"delivered", "read"})

_MEANINGS = {
    30001: "too many messages were waiting to be sent: send them more slowly",
    30003: "the phone could not be reached: it may be off or out of range; try again later",
    30005: "the number does not exist or is not in use: ask the customer for another",
    30006: "the number is a landline or can't receive SMS: ask the customer for a mobile number",
    30007: "the carrier filtered the message as unwanted: check the text against the messaging policy",
    30008: "the carrier gave no reason: try again later",
    30022: "sent faster than the campaign may: send more slowly",
    30023: "T-Mobile's daily limit of the brand is used up: go on tomorrow",
    30033: "the campaign is suspended: look at its status",
    30034: "the sender's number is not registered with a campaign",
    30035: "the sender's number is still being registered: wait for it",
    30036: "the message waited longer than it was valid",
    30037: "sending is disabled for the account",
}


def meaning(code: int) -> str:
    """Say what a delivery error means (https://www.twilio.com/docs/api/errors), and where to read on."""
    known = _MEANINGS.get(code, "no explanation here")
    return f"{known} (https://www.twilio.com/docs/api/errors/{code})"

"""Whether the ISV's callback address answers, asked once within a few seconds."""

from urllib.parse import urlsplit

from owl.doctor.facts import CallbackAnswer
from owl.preflight.addresses import addresses_of, is_public
from owl.preflight.deadline import Deadline
from owl.preflight.fetch import Limits, fetch
from owl.preflight.unreadable import Unreadable

SECONDS = 5.0
"""How long the address may take."""

_LIMITS = Limits(seconds=SECONDS, length=10_000, redirects=0, allow_private=True)
"""The address is the ISV's own, so a private one is no danger; Twilio can't reach it, which is found."""


def callback_answer(url: str, *, needs_public: bool) -> CallbackAnswer:
    """Return how an address answers a request without a signature. Nothing is sent to it.

    Args:
        url: The address.
        needs_public: Whether it must be public, as for Twilio itself.
    """
    parts = urlsplit(url)
    if parts.scheme != "https":
        return CallbackAnswer(url, problem="it is not https")
    deadline = Deadline(SECONDS)
    try:
        if needs_public:
            found = addresses_of(parts.hostname or "", parts.port or 443, deadline, allow_private=True)
            if private := [each for each in found if not is_public(each)]:
                return CallbackAnswer(url, problem=f"its host has the private address {private[0]}")
        return CallbackAnswer(url, fetch(url, _LIMITS, deadline).status)
    except Unreadable as error:
        return CallbackAnswer(url, problem=str(error))

"""Promotional wording, and the use cases that don't allow it."""

import re

from policies.core.texts import any_of
from tenants.model import UseCase

TRANSACTIONAL = frozenset(
    {
        UseCase.TWO_FACTOR_AUTHENTICATION,
        UseCase.ACCOUNT_NOTIFICATION,
        UseCase.CUSTOMER_CARE,
        UseCase.DELIVERY_NOTIFICATION,
        UseCase.EMERGENCY,
        UseCase.FRAUD_ALERT,
        UseCase.POLLING_VOTING,
        UseCase.PROXY,
        UseCase.PUBLIC_SERVICE_ANNOUNCEMENT,
        UseCase.SECURITY_ALERT,
    }
)
"""Use cases for one kind of message that is not promotional.

Promotion needs MARKETING, or MIXED, LOW_VOLUME or SOLE_PROPRIETOR, which cover several kinds of messages:
https://help.twilio.com/articles/11847054539547 (read 2026-11-24).
"""

_PRICE = re.compile(r"(?i)\b\d{1,2}\s?(?:%|percent)\s+(?:off|discount)\b|\$\d+(?:\.\d\d)?\s+off\b|\bhalf[\s-]price\b")
_WORDS = any_of(
    "black friday",
    "buy one get one",
    "clearance sale",
    "coupon*",
    "discount code*",
    "exclusive offer*",
    "flash sale",
    "free gift*",
    "limited time offer*",
    "on sale",
    "promo code*",
    "save up to",
    "shop now",
    "special deal*",
    "special offer*",
)


def advertising(text: str) -> str | None:
    """Return the first certainly promotional words in a text, as written, if there are any."""
    found = _PRICE.search(text) or _WORDS.search(text)
    return found[0] if found else None

"""The registration steps of numbers outside the US: each has a bundle of its own, and now and then its renewal.

`regulatory bundle DE mobile` is the step of a tenant's mobile number in Germany.
"""

REGULATORY = "regulatory bundle"
"""What such a step is called without its number."""

RENEWAL_DAYS = 60
"""How many days before its end a bundle is to be renewed: a review may be rejected, and corrected, several times."""

_RENEWAL = "renewal of "


def regulatory_step(words: str) -> str:
    """Return the name of a bundle's step.

    Args:
        words: The number's country and type, such as `DE mobile`.
    """
    return f"{REGULATORY} {words}"


def regulatory_renewal(words: str) -> str:
    """Return the name of the step that renews a bundle."""
    return f"{_RENEWAL}{regulatory_step(words)}"


def is_renewal(step: str) -> bool:
    """Return whether a step renews a bundle: it decides nothing as long as the bundle itself is approved."""
    return step.startswith(_RENEWAL)


def is_regulatory(step: str) -> bool:
    """Return whether a step is about a number outside the US."""
    return step.removeprefix(_RENEWAL).startswith(REGULATORY)


def number_of(step: str) -> str:
    """Return country and type of the number that a step is about, such as `DE mobile`."""
    return step.removeprefix(_RENEWAL).removeprefix(REGULATORY).strip()

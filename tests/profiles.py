"""The profiles in which the tests run."""

from hypothesis import settings


def is_thorough() -> bool:
    """Return whether the profile is `thorough`, in which everything is tried that the default leaves out."""
    return settings().max_examples > settings.get_profile("default").max_examples

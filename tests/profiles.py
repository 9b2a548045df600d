"""The profiles in which the tests run."""

import pytest
from hypothesis import settings

thorough = pytest.mark.thorough
"""A test, or a case of one, that only the profile `thorough` tries: the default tries another one of its kind."""


def is_thorough() -> bool:
    """Return whether the profile is `thorough`, in which everything is tried that the default leaves out."""
    return settings().max_examples > settings.get_profile("default").max_examples

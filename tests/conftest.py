"""What holds for all tests."""

import signal

import pytest
from hypothesis import settings

# A job started with & by a script ignores SIGINT and hands that down: the engine then waits 5 s for its plugins.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No example has a deadline: how long one takes says how busy the machine is.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the workflows, the longest test: begun last, it would run alone for minutes."""
    items.sort(key=lambda item: "workflows" not in item.path.parts)

"""What holds for all tests."""

import signal

import pytest

# A job started with & by a script ignores SIGINT and hands that down: the engine then waits 5 s for its plugins.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the workflows, the longest test: begun last, it would run alone for minutes."""
    items.sort(key=lambda item: "workflows" not in item.path.parts)

"""A mutant is not answered with what the code without it computed."""

from collections.abc import Iterator
from urllib.parse import SplitResult

import pytest

from policies.core.domains import host
from tests.mutants import forget_cached


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Leave nothing to other tests that the changed code computed."""
    yield
    forget_cached()


def _of_another_host(_link: str) -> SplitResult:
    return SplitResult("https", "mutant.example", "", "", "")


def test_a_changed_function_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cached function calls may be the change."""
    assert host("https://acme.example") == "acme.example"

    monkeypatch.setattr("policies.core.domains.urlsplit", _of_another_host)
    assert host("https://acme.example") == "acme.example"

    forget_cached()
    assert host("https://acme.example") == "mutant.example"

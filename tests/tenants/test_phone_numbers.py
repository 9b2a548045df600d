"""Phone numbers in E.164: numbers of North America aren't parsed by the library, and mean the same as if they were."""

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.model.sections import field_types
from tenants.model.sections.field_types import country_of, is_local_us_number, is_toll_free_number

CACHES = (field_types._parsed, field_types._region, country_of, is_local_us_number)


@pytest.fixture(autouse=True)
def _as_if_first() -> Iterator[None]:
    yield
    forget()


def forget() -> None:
    """Let every number be looked at again."""
    for each in CACHES:
        each.cache_clear()


def meaning(number: str) -> tuple[bool, bool, str | None]:
    """Return all that is found out about a number."""
    forget()
    return is_local_us_number(number), is_toll_free_number(number), country_of(number)


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("+14155550123", (True, False, "US")),
        ("+18885550123", (False, True, "US")),
        ("+16045550123", (False, False, "CA")),
        ("+12425550123", (False, False, "BS")),
        ("+11155550123", (False, False, None)),
        ("+1415555012", (False, False, None)),
        ("+1 4155550123", (False, False, None)),
        ("4155550123", (False, False, None)),
        ("+4915735990000", (False, False, "DE")),
    ],
)
def test_what_a_number_means(number: str, meant: tuple[bool, bool, str | None]) -> None:
    """Local or toll-free, and in which country."""
    assert meaning(number) == meant


@given(st.from_regex(r"\+1[0-9]{9,11}", fullmatch=True))
def test_a_north_american_number_means_what_the_library_parses(number: str) -> None:
    """The area codes of all countries that share +1 are drawn, and those of none."""
    with mock.patch.object(field_types, "_NORTH_AMERICAN", re.compile(r"(?!)")):
        parsed = meaning(number)
    assert meaning(number) == parsed

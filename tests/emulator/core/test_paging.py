"""Lists of the local Twilio in both of Twilio's paging styles, read by the SDK."""

from typing import Any

import pytest
from twilio.rest import Client


@pytest.fixture(params=["2010", "v1"])
def collection(request: pytest.FixtureRequest, parent: Client) -> Any:
    """The list of API keys (2010-04-01 style) or of messaging services (v1 style), with 120 objects in it."""
    create, found = (
        (parent.new_keys.create, parent.keys)
        if request.param == "2010"
        else (parent.messaging.v1.services.create, parent.messaging.v1.services)
    )
    for number in range(120):
        create(friendly_name=f"object {number}")
    return found


@pytest.mark.parametrize("page_size", [None, 7, 50, 120, 1000])
def test_the_sdk_walks_every_page(collection: Any, page_size: int | None) -> None:
    """At any page size, a list has each object once, newest first."""
    names = [item.friendly_name for item in collection.list(page_size=page_size)]
    assert names == [f"object {number}" for number in reversed(range(120))]


def test_pages_go_forward_and_back(collection: Any) -> None:
    """A page links the previous and the next one; the ends link nothing."""
    first = collection.page(page_size=50)
    second = first.next_page()
    third = second.next_page()
    assert [len(list(page)) for page in (first, second, third)] == [50, 50, 20]
    assert (first.previous_page_url, third.next_page_url) == (None, None)
    assert next(iter(second.previous_page())).friendly_name == "object 119"


def test_a_list_stays_whole_while_objects_vanish(collection: Any) -> None:
    """Deleting objects of an earlier page makes the next page skip nothing."""
    first = collection.page(page_size=50)
    for item in first:
        item.delete()
    assert next(iter(first.next_page())).friendly_name == "object 69"
    assert len(collection.list()) == 70


def test_filters_stay_in_the_addresses(parent: Client) -> None:
    """The next page of a filtered list is filtered too."""
    for name in ("a", "b") * 3:
        parent.api.accounts.create(friendly_name=name)
    assert [account.friendly_name for account in parent.api.accounts.list(friendly_name="a", page_size=1)] == ["a"] * 3


@pytest.mark.parametrize(
    "query",
    [
        *({"PageSize": size} for size in ("many", "0", "9" * 30)),
        *({"PageToken": token} for token in ("elsewhere", "PA", "PA" + "9" * 30)),
        *({"Page": page} for page in ("first", "-1", "1e3", "9" * 30)),
    ],
)
def test_senseless_paging_is_refused(parent: Client, query: dict[str, object]) -> None:
    """An invalid page size or token is answered with 20001."""
    answer = parent.request("GET", "https://messaging.twilio.com/v1/Services", params=query)
    assert (answer.status_code, '"code": 20001' in answer.text) == (400, True)

"""US states and area codes, checked against a library with the numbering plan."""

import phonenumbers
from phonenumbers import geocoder

from tenants.model.us_states import STATE_OF_AREA_CODE, US_STATES, UsState, states_in


def test_area_codes_are_those_of_the_numbering_plan() -> None:
    """Every area code is in its state."""
    names = {"Washington State": "Washington"}
    placed = {}
    for area_code in map(str, range(200, 1000)):
        number = phonenumbers.parse(f"+1{area_code}5550100")
        place = geocoder.description_for_number(number, "en")
        city, _, state = place.rpartition(", ")
        if place and phonenumbers.region_code_for_number(number) == "US":
            placed[area_code] = US_STATES[state].name if city else names.get(place, place)

    assert {area_code: state.name for area_code, state in STATE_OF_AREA_CODE.items()} == placed


def test_a_state_is_a_line() -> None:
    """A long line goes on in the next one, which begins with two spaces; a name may have spaces."""
    lines = """
NY 10 New York: 212 315
  329 332
WY 8 Wyoming: 307
"""
    assert states_in(lines) == {
        "NY": UsState("New York", "10", ("212", "315", "329", "332")),
        "WY": UsState("Wyoming", "8", ("307",)),
    }

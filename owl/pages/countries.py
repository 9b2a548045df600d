"""Generate docs/countries.md: the senders of each country, and what it takes to get one."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tenants.model import Country

FILE = Path("docs", "countries.md")
"""The page's path in the project."""

HEADINGS = ("country", "sender", "what it takes", "time", "read on")

_INTRODUCTION = """\
<!-- Written by `owl docs` from tenants/catalogue/countries.yaml. Do not edit. -->

# Countries

What it takes to text people in a country from a sender there. `owl countries DE` shows one country, and `owl qualify`
answers with it when a customer wants to text people outside the US. An entry that is marked *assumed* has no
documentation behind it: ask Twilio before you sell it. To add a country, add an entry to
`tenants/catalogue/countries.yaml`. A number that takes a bundle, an address or nothing can be
[declared](registration.md#numbers-outside-the-us); an entry's `regulations` say what a bundle must hold.

"""


def page(countries: Mapping[str, Country]) -> str:
    """Return the page."""
    lines = [HEADINGS, ("---",) * len(HEADINGS)]
    lines += [each for code, country in sorted(countries.items()) for each in rows(code, country)]
    sources = "".join(f"- {code}: {country.source}\n" for code, country in sorted(countries.items()))
    return _INTRODUCTION + "".join(f"| {' | '.join(each)} |\n" for each in lines) + f"\n## Sources\n\n{sources}"


def rows(code: str, country: Country) -> Iterator[tuple[str, ...]]:
    """Yield a row for each kind of sender; the first has the country."""
    place, read_on = f"{code} {country.name}", str(country.date)
    for kind, route in country.senders.items():
        assumed, note = " (assumed)" if route.assumed else "", f": {route.note}" if route.note else ""
        yield place, kind.words, f"{route.access}{assumed}{note}", route.about, read_on
        place = read_on = ""


def as_document(country: Country) -> dict[str, Any]:
    """Return a country as JSON, with the next step in words."""
    return {**country.model_dump(mode="json"), "next_step": country.next_step}

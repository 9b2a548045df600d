"""Generate docs/countries.md: the senders of each country, and what it takes to get one."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tenants.model import Country
from tenants.model.catalogue.country import Access, AddressRequirement
from tenants.model.regulatory_facts import ADDRESS, ADDRESS_SIDS
from tenants.model.sections.international_number import EndUserType

FILE = Path("docs", "countries.md")
"""The page's path in the project."""

HEADINGS = ("country", "sender", "what it takes", "time", "read on")

REGULATIONS = "https://www.twilio.com/docs/phone-numbers/regulatory/api/regulations"
"""Twilio's list of what each country wants."""

_INTRODUCTION = """\
<!-- Written by `owl docs` from tenants/catalogue/countries.yaml. Do not edit. -->

# Countries

What it takes to text people in a country from a sender there. `owl countries DE` shows one country, with the end
user's fields, the address and the documents that a bundle must hold. `owl qualify` answers with this table when a
customer wants to text people outside the US. An entry that is marked *assumed* has no documentation behind it: ask
Twilio before you sell it. To add a country, add an entry to `tenants/catalogue/countries.yaml`. A number that takes a
bundle, an address or nothing can be [declared](registration.md#numbers-outside-the-us); an entry's `regulations` say
what a bundle must hold.

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
        access = "not supported" if route.access is Access.NOT_SUPPORTED else route.access
        yield place, kind.words, f"{access}{assumed}{note}", route.about, read_on
        place = read_on = ""


def details(country: Country) -> Iterator[str]:
    """Yield lines about what the country wants of those who have a number there, and how long it takes."""
    for kind, route in country.routes():
        if route.access is not Access.BUNDLE:
            continue
        if not route.regulations:
            yield f"A {kind.words}: what its bundle must hold is not known here. Read"
            yield f"  {REGULATIONS},"
            yield f"  and add `regulations` to senders.{kind} of the country in tenants/catalogue/countries.yaml"
        for end_user, wanted in route.regulations.items():
            assumed = " (assumed: ask Twilio)" if wanted.assumed else ""
            yield f"A {kind.words} for {_END_USERS[end_user]} takes a bundle{assumed} with"
            yield f"  end user: {', '.join(wanted.end_user) or 'no attributes'}"
            yield f"  address: {_ADDRESSES[wanted.address]}"
            for name, types in wanted.documents.items():
                shown = [type_ if type_ == ADDRESS else f"{type_}{_with(said)}" for type_, said in types.items()]
                whose = " of another person" if name in wanted.of_another_person else ""
                yield f"  a document for {name}: {' or '.join(shown)}{whose}"
            yield f"  review: {route.about or 'how long it takes is not known'}"


def _with(attributes: Iterable[str]) -> str:
    words = ", ".join("the address" if each == ADDRESS_SIDS else each for each in attributes)
    return f" with {words}" if words else ""


_END_USERS = {EndUserType.BUSINESS: "a business", EndUserType.INDIVIDUAL: "a person"}

_ADDRESSES = {
    AddressRequirement.NONE: "none",
    AddressRequirement.ANY: "in any country",
    AddressRequirement.LOCAL: "in the country; of a local number, in its area",
    AddressRequirement.FOREIGN: "outside the country",
}


def as_document(country: Country) -> dict[str, Any]:
    """Return a country as JSON, with the next step in words."""
    return {**country.model_dump(mode="json"), "next_step": country.next_step}

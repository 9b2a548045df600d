"""A tenant with numbers outside the US.

With its local number in the US, it is Freestyle Falcons with branches in Germany and the United Kingdom. Without, it is
a German business that texts nobody in the US.
"""

import re
from pathlib import Path

from tenants.model import Country, InternationalNumber
from tenants.model.catalogue.country import Countries
from tenants.model.yaml_files.validation import validated
from tenants.model.yaml_files.yaml_document import read_document
from tests.owl_inc import TENANTS
from tests.policies.case import GOOD
from tests.toll_free import FALCONS

BERLIN = '      address: {street: Torstr. 1, city: Berlin, region: Berlin, postal_code: "10119"}\n'
GERMAN = f"""\
    - iso_country: DE
      number_type: mobile
      end_user: {{business_name: Freestyle Falcons GmbH, business_registration_number: HRB 123456}}
{BERLIN}\
      documents:
        - type: commercial_registrar_excerpt
          attributes: {{document_number: HRB 123456}}
"""
BRITISH = """\
    - iso_country: GB
      number_type: mobile
      end_user: {business_name: Freestyle Falcons Ltd, business_registration_number: "01234567"}
      address: {street: 1 Brick Lane, city: London, region: London, postal_code: E1 6PU}
"""
FRENCH = """\
    - iso_country: FR
      number_type: mobile
      end_user: {business_name: Freestyle Falcons SARL, business_registration_number: "552100554"}
      address: {street: 1 rue de Rivoli, city: Paris, region: Paris, postal_code: "75001"}
      documents:
        - {type: commercial_registrar_excerpt, attributes: {document_number: "552100554"}, file: falcons/kbis.pdf}
        - {type: government_issued_document, file: falcons/representative.pdf}
        - {type: power_of_attorney, file: falcons/power.pdf}
        - type: government_issued_document
          name: attorney
          attributes: {first_name: Amélie, last_name: Moreau}
          file: falcons/attorney.pdf
"""

PRICES = """\
  international:
    AU:
      mobile: {amount: "6.00", unit: month, date: 2026-11-29, review_after: 2027-05-29, source: an example}
    DE:
      mobile: {amount: "3.00", unit: month, date: 2026-11-29, review_after: 2027-05-29, source: an example}
    GB:
      mobile: {amount: "1.15", unit: month, date: 2026-11-29, review_after: 2027-05-29, source: an example}
    FR:
      mobile: {amount: "3.00", unit: month, date: 2026-11-29, review_after: 2027-05-29, source: an example}
messages:
  international:
    AU: {amount: "0.05", unit: segment, date: 2026-11-29, review_after: 2027-05-29, source: an example}
    DE: {amount: "0.11", unit: segment, date: 2026-11-29, review_after: 2027-05-29, source: an example}
    FR: {amount: "0.08", unit: segment, date: 2026-11-29, review_after: 2027-05-29, source: an example}
    GB: {amount: "0.05", unit: segment, date: 2026-11-29, review_after: 2027-05-29, source: an example}
"""
"""What numbers and messages cost in the tests: no prices of Twilio's."""


BRICK_LANE = "brick-lane"
"""The id of the British business."""

TO = {"DE": "+4915112345678", "FR": "+33612345678", "GB": "+447400123456"}
"""Whom the tenant may text in each country."""

_BUSINESS = {
    "legal_name: Freestyle Falcons LLC": "legal_name: Freestyle Falcons GmbH\n  registration_identifier: VAT\n"
    "  regions_of_operation: [EUROPE]",
    "street: 640 Halfpipe Alley": "street: Torstr. 1",
    "city: San Francisco\n": "city: Berlin\n",
    "region: CA": "region: Berlin",
    'postal_code: "94110"': 'postal_code: "10119"\n    country: DE',
    "+14155550134": "+493023125000",
}


def abroad(*numbers: str) -> str:
    """Return the file of a German tenant that has these numbers and none in the US.

    Its German numbers have the address of the business.
    """
    text = beside(*numbers).replace("destinations: [US, ", "destinations: [")
    text = text.replace(f"number_type: mobile\n{BERLIN}", "number_type: mobile\n").replace(BERLIN, "")
    for old, new in _BUSINESS.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    first = re.findall(r"destinations: \[(\w+)", text)[0]
    text = text.replace("+14155550188", TO.get(first, "+14155550188"))
    number = text.index("phone_number:\n")
    text = text[:number] + text[text.index("templates:\n") :]
    return text[: text.index("brand:\n")] + text[text.index("qualification:\n") :]


def british_business() -> str:
    """Return the file of a British business that has a number there: with its own name, register and address."""
    text = abroad(BRITISH)
    for old, new in _BRITISH.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


_BRITISH = {
    "".join(BRITISH.splitlines(keepends=True)[2:]): "",  # the number has the facts and the address of the business
    "Freestyle Falcons GmbH": "Brick Lane Bikes Ltd",
    "Freestyle Falcons": "Brick Lane Bikes",
    "freestyle-falcons-ein": "brick-lane-registration-number",
    FALCONS: BRICK_LANE,
    "registration_identifier: VAT": "registration_identifier: CN",
    "street: Torstr. 1": "street: 2 Brick Lane",
    "city: Berlin": "city: London",
    "region: Berlin": "region: London",
    "10119": "E1 6PU",
    "country: DE": "country: GB",
    "+493023125000": "+442079460123",
}


def beside(*numbers: str) -> str:
    """Return the file of a tenant that has these numbers beside its local one."""
    text = (TENANTS / f"{FALCONS}.yaml").read_text("utf-8")
    countries = re.findall(r"iso_country: (\w+)", "".join(numbers))
    destinations = f"messaging:\n  destinations: [{', '.join(dict.fromkeys(['US', *countries]))}]\n"
    senders = f"senders:\n  international:\n{''.join(numbers)}"
    return text.replace("support_contact:", f"{senders}support_contact:", 1).replace("messaging:\n", destinations, 1)


def price_book() -> str:
    """Return Owl Inc.'s price book with prices of these countries."""
    text = (TENANTS / "catalogue" / "price-book.yaml").read_text("utf-8")
    return text.replace("messages:\n", PRICES, 1)


def british(renewed_on: str | None = None) -> InternationalNumber:
    """Return the British number, whose bundle needs no file."""
    document = read_document(Path("british.yaml"), f"senders:\n  international:\n{BRITISH}".encode())
    said = document.value("senders", "international", 0)
    return InternationalNumber.model_validate(said | ({"renewed_on": renewed_on} if renewed_on else {}))


def known_countries() -> dict[str, Country]:
    """Return the table of countries as the model has it."""
    table = validated(read_document(Path("countries.yaml"), countries().encode()), Countries)
    assert table
    return table.root


def countries() -> str:
    """Return the table of countries."""
    return (GOOD / "tenants" / "catalogue" / "countries.yaml").read_text("utf-8")


def put(directory: Path, text: str, **changed: str) -> Path:
    """Write Owl Inc.'s catalogue with changed files, and one tenant, and return their directory."""
    catalogue = {each.stem: each.read_text("utf-8") for each in (TENANTS / "catalogue").iterdir()}
    catalogue |= {"price-book": price_book(), "countries": countries(), **changed}
    files = {f"catalogue/{name}.yaml": each for name, each in catalogue.items() if each}
    for name, content in {**files, f"{FALCONS}.yaml": text}.items():
        path = directory / "tenants" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return directory / "tenants"

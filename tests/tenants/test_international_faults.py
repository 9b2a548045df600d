"""Faults in numbers outside the US, and in what the catalogue has to know of them."""

from pathlib import Path

import pytest

from tenants.model import load_tenants
from tests.international import BRITISH, FRENCH, GERMAN, TO, abroad, beside, put
from tests.owl_inc import TENANTS
from tests.tenants.tenant_files import found_in
from tests.toll_free import FALCONS

AT = "15:7: senders.international[0]"
NUMBER = "17:15: senders.international[0].number"
FILE = "19:46: senders.international[0].documents[0].file"
UNDER = f"{FILE}: expected a path below the directory of the tenants' files, got"
AS_A_PATH = "write it as acme/register.pdf"
OUTSIDE = f"{NUMBER}: expected a phone number outside the US in E.164, got"
AS_A_NUMBER = "write + and the digits in quotes: '+4915735990000'"
SECOND = "23:11: senders.international[0].documents[3]: a second document of type 'government_issued_document'"
ALICE = "56:19: contacts.alice.phone_number: '+14155550188' is in US, which the tenant does not text"
TEXTED = "add the country to messaging.destinations, or remove this"
TABLE, BOOK = "tenants/catalogue/countries.yaml", "tenants/catalogue/price-book.yaml"
ANOTHER_NAME = "add 'name: ...' that no other document of the type has, such as 'name: attorney'"
READ = "read https://www.twilio.com/en-us/guidelines"


def unpriced(country: str, type_: str = "mobile") -> tuple[str, str]:
    """Return that the price book has no price for a number, and where to add it."""
    message = f"{AT}: {BOOK} has no price for a {type_} number of {country}"
    return message, f"add it there as phone_numbers.international.{country}.{type_}"


def with_file(path: str) -> str:
    """Return the British number with a document in this file."""
    return f"{BRITISH}      documents: [{{type: utility_bill, file: {path}}}]\n"


def with_number(number: str) -> str:
    """Return the British number with these digits."""
    return BRITISH.replace("type: mobile", f"type: mobile\n      number: '{number}'")


FAULTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "the US": (
        BRITISH.replace("GB", "US"),
        [
            (f"{AT}: {TABLE} does not say what a mobile number of US takes", f"{READ}/us/regulatory, and add it there"),
            unpriced("US"),
            (
                "15:20: senders.international[0].iso_country: numbers in the US are declared elsewhere",
                "write it as phone_number or senders.toll_free",
            ),
        ],
    ),
    "twice the same": (
        BRITISH + BRITISH,
        [("14:3: senders.international: listed more than once: 'GB mobile'", "list each only once")],
    ),
    "a country nobody has read about": (
        BRITISH.replace("GB", "IE"),
        [
            (f"{AT}: {TABLE} does not say what a mobile number of IE takes", f"{READ}/ie/regulatory, and add it there"),
            unpriced("IE"),
            (ALICE, TEXTED),
        ],
    ),
    "a type nobody has read about": (
        BRITISH.replace("mobile", "toll-free"),
        [
            (
                f"{AT}: {TABLE} does not say what a toll-free number of GB takes",
                f"{READ}/gb/regulatory, and add it there",
            ),
            unpriced("GB", "toll-free"),
        ],
    ),
    "only by form": (
        BRITISH.replace("GB", "MX"),
        [
            (
                f"{AT}: a mobile number of MX can't be declared: by {TABLE}, its access is form",
                "ask Twilio for it, and track that under `requests`",
            ),
            unpriced("MX"),
            (ALICE, TEXTED),
        ],
    ),
    "a regulation nobody has read": (
        BRITISH.replace("GB", "ES"),
        [
            (
                f"{AT}: {TABLE} does not say what ES wants for a mobile number (end user: business)",
                "add it there as ES.senders.mobile.regulations.business",
            ),
            unpriced("ES"),
            (ALICE, TEXTED),
        ],
    ),
    "no address in the country": (
        BRITISH[: BRITISH.index("      address:")],
        [(f"{AT}.address: this key is missing, and the business has no address in 'GB'", "add 'address: ...'")],
    ),
    "a name instead of a number": (
        BRITISH + "    - GB\n",
        [
            (
                "19:7: senders.international[1]: expected a mapping, got 'GB'",
                "write indented 'key: value' lines below the key",
            )
        ],
    ),
    "a number of another country": (
        with_number("+4915735990000"),
        [(f"{NUMBER}: '+4915735990000' is a number of DE, but iso_country is 'GB'", "correct one of the two")],
    ),
    "a number of the US": (
        with_number("+14155550123"),
        [
            (f"{NUMBER}: '+14155550123' is a number of US, but iso_country is 'GB'", "correct one of the two"),
            (f"{OUTSIDE} '+14155550123'", AS_A_NUMBER),
        ],
    ),
    "a number too short": (with_number("+4412"), [(f"{OUTSIDE} '+4412'", AS_A_NUMBER)]),
    "a file outside": (with_file("../bill.pdf"), [(f"{UNDER} '../bill.pdf'", AS_A_PATH)]),
    "a file from the root": (with_file("/bill.pdf"), [(f"{UNDER} '/bill.pdf'", AS_A_PATH)]),
    "a file with backslashes": (with_file("bills\\bill.pdf"), [(f"{UNDER} 'bills\\\\bill.pdf'", AS_A_PATH)]),
    "a file without a name": (with_file("''"), [(f"{UNDER} ''", AS_A_PATH)]),
    "a file of another kind": (
        with_file("bills/bill.txt"),
        [
            (
                f"{FILE}: expected a PDF, JPEG or PNG file, got 'bills/bill.txt'",
                "use a file that ends in .pdf, .jpg, .jpeg, .png",
            )
        ],
    ),
    "a type instead of a document": (
        BRITISH + "      documents: [passport]\n",
        [
            (
                "19:19: senders.international[0].documents[0]: expected a mapping, got 'passport'",
                "write indented 'key: value' lines below the key",
            )
        ],
    ),
    "two documents of one type": (
        FRENCH.replace("          name: attorney\n", ""),
        [(f"{SECOND} without a name", ANOTHER_NAME)],
    ),
    "two documents of one name": (
        FRENCH.replace("_document, file", "_document, name: attorney, file"),
        [(f"{SECOND} named 'attorney'", ANOTHER_NAME)],
    ),
}
"""Sections of numbers, and every finding in them: place and message, and what to do."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names the place, what was found, what is allowed and what to do."""
    section, expected = FAULTS[fault]
    put(tmp_path, abroad(section))
    monkeypatch.chdir(tmp_path)

    assert [str(each).removeprefix(f"tenants/{FALCONS}.yaml:") for each in found_in(Path("tenants"))] == [
        f"{message}\n  {remedy}" for message, remedy in expected
    ]


def test_the_name_of_a_number_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No further number of the tenant can have it; another type in the country can."""
    further = "additional_phone_numbers:\n  {}: {{area_code: '415'}}\nsupport_contact:"

    def text(name: str) -> str:
        return beside(GERMAN).replace("support_contact:", further.format(name), 1)

    put(tmp_path / "taken", text("de-mobile"))
    monkeypatch.chdir(tmp_path / "taken")

    assert [str(each) for each in found_in(Path("tenants"))] == [
        (
            f"tenants/{FALCONS}.yaml:25:3: additional_phone_numbers.de-mobile: the id 'de-mobile' is reserved for "
            "senders.international[0]\n  choose another id"
        )
    ]
    assert "de-local" in load_tenants(put(tmp_path / "free", text("de-local"))).by_id[FALCONS].additional_phone_numbers


def test_a_contact_is_where_the_tenant_texts(tmp_path: Path) -> None:
    """A German number is a contact's only where the file names Germany."""
    assert load_tenants(put(tmp_path / "abroad", abroad(GERMAN))).by_id[FALCONS].contacts["alice"]
    [found] = found_in(put(tmp_path / "us", abroad(BRITISH).replace(TO["GB"], TO["DE"])))
    assert "is in DE, which the tenant does not text" in str(found)


def test_prices_and_countries_have_to_be_known(tmp_path: Path) -> None:
    """Without them neither the margin nor what to submit would be known."""
    own = (TENANTS / "catalogue" / "price-book.yaml").read_text("utf-8")

    prices = found_in(put(tmp_path / "prices", abroad(GERMAN), **{"price-book": own}))
    table = found_in(put(tmp_path / "table", abroad(GERMAN), countries=""))

    assert "has no price for a mobile number of DE\n  add it there as phone_numbers.international.DE" in str(prices[0])
    assert "there is no tenants/catalogue/countries.yaml" in str(table[0])


def test_two_tenants_do_not_share_a_number(tmp_path: Path) -> None:
    """As with every other number."""
    text = abroad(GERMAN.replace("type: mobile", "type: mobile\n      number: '+4915735990000'", 1))
    directory = put(tmp_path, text)
    (directory / "birch.yaml").write_text(text, "utf-8")

    assert any("number '+4915735990000' is already used in" in str(each) for each in found_in(directory))

"""A tenant with numbers outside the US: what its file may leave out, and what the catalogue has to know."""

import datetime as dt
from pathlib import Path

import pytest

from finance import margin_of_tenant
from tenants.model import (
    Finding,
    InternationalNumber,
    InvalidTenants,
    Tenants,
    load_tenants,
    missing_files,
    numbers_of,
    what_is_missing,
)
from tenants.model.regulatory_facts import bundle_name, documents_of, regulation_of
from tests.international import BRITISH, FRENCH, GERMAN, TO, abroad, beside, countries, price_book
from tests.owl_inc import TENANTS
from tests.toll_free import FALCONS


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


def loaded(directory: Path, text: str) -> Tenants:
    """Return the tenant with this file."""
    return load_tenants(put(directory, text))


def missing(directory: Path, text: str) -> list[str]:
    """Return what its countries want and the file lacks."""
    tenants = loaded(directory, text)
    tenant = tenants.by_id[FALCONS]
    return [f"{path}: {said}" for each in tenant.international for path, said in what_is_missing(tenant, each, tenants)]


AUSTRALIAN = GERMAN.replace("DE\n", "AU\n")


def test_it_needs_no_brand_and_no_campaign(tmp_path: Path) -> None:
    """All facts are there, some of them from the business; beside a campaign, these numbers are further ones."""
    alone = loaded(tmp_path / "alone", abroad(GERMAN, BRITISH)).by_id[FALCONS]
    further = loaded(tmp_path / "further", beside(GERMAN)).by_id[FALCONS]

    assert (alone.brand, alone.campaign, alone.phone_number) == (None, None, None)
    assert list(numbers_of(alone)) == [f"{FALCONS}.de-mobile", f"{FALCONS}.gb-mobile"]
    assert list(numbers_of(further)) == [FALCONS, f"{FALCONS}.de-mobile"]
    assert missing(tmp_path / "again", abroad(GERMAN, BRITISH)) == []
    assert missing(tmp_path / "french", abroad(FRENCH)) == []
    assert missing(tmp_path / "australian", beside(AUSTRALIAN)) == []


def test_each_number_is_declared_in_a_section(tmp_path: Path) -> None:
    """The section is named with each number, and found by the number's words."""
    tenants = loaded(tmp_path, beside(GERMAN, BRITISH))
    tenant = tenants.by_id[FALCONS]
    german, british = tenant.international

    assert numbers_of(tenant) == {
        FALCONS: ("phone_number", tenant.phone_number),
        f"{FALCONS}.de-mobile": ("senders.international[0]", german),
        f"{FALCONS}.gb-mobile": ("senders.international[1]", british),
    }
    by_words = [tenants.where(FALCONS, f"senders.international[{each}].address") for each in ("DE mobile", "GB mobile")]
    by_index = [tenants.where(FALCONS, f"senders.international[{each}].address") for each in (0, 1)]
    assert by_words == by_index
    assert by_words[0] != by_words[1]


def test_a_bundle_has_the_documents_of_the_file_and_the_address(tmp_path: Path) -> None:
    """An address is a document where the country accepts it; facts of the business fill in what a document lacks."""
    tenants = loaded(tmp_path, beside(GERMAN, BRITISH))
    tenant = tenants.by_id[FALCONS]
    german, british = tenant.international

    def documents(number: InternationalNumber) -> list[tuple[str, dict[str, str], str | None, str]]:
        regulation = regulation_of(number, tenants.countries)
        assert regulation
        found = documents_of(tenant, number, regulation)
        return [(each.type, dict(each.attributes), each.file, each.path) for each in found]

    assert [each[0] for each in documents(german)] == ["commercial_registrar_excerpt"]
    assert documents(german)[0][1]["document_number"] == "HRB 123456"
    assert documents(german)[0][3] == "senders.international[0].documents[0]"
    assert [(each[0], each[3]) for each in documents(british)] == [("address", "senders.international[1].address")]
    assert tenant.senders
    at_the_business = british.model_copy(update={"address": None})
    moved = tenant.senders.model_copy(update={"international": (german, at_the_business)})
    tenant = tenant.model_copy(update={"senders": moved})
    assert documents(at_the_business)[0][3] == "business.address"

    [french] = loaded(tmp_path / "french", beside(FRENCH)).by_id[FALCONS].international
    tenant = loaded(tmp_path / "french", beside(FRENCH)).by_id[FALCONS]
    assert [each[2] for each in documents(french)] == [
        "falcons/kbis.pdf",
        "falcons/representative.pdf",
        "falcons/power.pdf",
        "falcons/attorney.pdf",
    ]
    assert documents(french)[3][1] == {"first_name": "Amélie", "last_name": "Moreau"}


def test_a_renewal_is_a_bundle_of_its_own(tmp_path: Path) -> None:
    """Its name has the day on which the file asks for it."""
    [british] = loaded(tmp_path, beside(BRITISH)).by_id[FALCONS].international
    renewed = british.model_copy(update={"renewed_on": dt.date(2027, 1, 10)})

    assert [bundle_name(FALCONS, each) for each in (british, renewed)] == [
        f"{FALCONS}.gb-mobile",
        f"{FALCONS}.gb-mobile.20270110",
    ]


def test_all_messages_may_go_to_the_dearest_country(tmp_path: Path) -> None:
    """The margin counts the worst month: 250 messages a day to Germany, and both numbers."""
    tenants = loaded(tmp_path, beside(GERMAN, BRITISH))

    lines = {line.what: line.amount for line in margin_of_tenant(tenants.by_id[FALCONS], tenants).goods.monthly}

    assert {what: f"{amount:.2f}" for what, amount in lines.items()} == {
        "messages to DE": "852.50",
        "campaign, LOW_VOLUME": "1.50",
        "phone numbers": "1.15",
        "phone number, DE mobile": "3.00",
        "phone number, GB mobile": "1.15",
    }


ATTORNEY = "        - type: government_issued_document\n"
LACKING = {
    "a fact": (
        GERMAN.replace(", business_registration_number: HRB 123456", "").replace("GmbH", "LLC"),
        abroad,
        [],
    ),
    "a fact of nobody": (
        BRITISH.replace('"01234567"', '"01234567", shoe_size: "43"'),
        abroad,
        ["senders.international[0].end_user.shoe_size: shoe_size is not asked for, only business_name, "],
    ),
    "a document": (
        GERMAN[: GERMAN.index("      documents:")],
        abroad,
        ["senders.international[0].documents: DE mobile numbers need a document for business_reg_no_info: comm"],
    ),
    "what the document says": (
        GERMAN[: GERMAN.index("          attributes:")],
        abroad,
        ["senders.international[0].documents[0].attributes: a commercial_registrar_excerpt needs document_number"],
    ),
    "a document that shows it": (
        BRITISH + "      documents: [{type: passport}]\n",
        abroad,
        ["senders.international[0].documents[0].type: passport is not asked for, only address, commercial_regis"],
    ),
    "another person's identity": (
        FRENCH[: FRENCH.index(ATTORNEY)],
        abroad,
        ["senders.international[0].documents: FR mobile numbers need a document for name_in_power_of_attorney_in"],
    ),
    "the end user's identity": (
        FRENCH.replace("        - {type: government_issued_document, file: falcons/representative.pdf}\n", ""),
        abroad,
        ["senders.international[0].documents: FR mobile numbers need a document for name_of_auth_rep_info: gov"],
    ),
    "half of another person's name": (
        FRENCH.replace(", last_name: Moreau", ""),
        abroad,
        ["senders.international[0].documents[3].attributes: a government_issued_document needs last_name"],
    ),
}
"""Sections of a number, and what is found missing; the registration number of the business serves where it is."""


@pytest.mark.parametrize("lack", LACKING)
def test_what_a_country_wants_is_missed_in_the_file(lack: str, tmp_path: Path) -> None:
    """Without asking Twilio, by the table of countries."""
    section, file, said = LACKING[lack]

    found = missing(tmp_path, file(section))

    assert len(found) == len(said)
    assert all(each.startswith(begin) for each, begin in zip(found, said, strict=True)), found


FAULTS = {
    "the US": (BRITISH.replace("GB", "US"), "iso_country: numbers in the US are declared elsewhere"),
    "twice the same": (BRITISH + BRITISH, "senders.international: listed more than once: 'GB mobile'"),
    "a country nobody has read about": (BRITISH.replace("GB", "IE"), "does not say what a mobile number of IE takes"),
    "only by form": (BRITISH.replace("GB", "MX"), "a mobile number of MX can't be declared: by"),
    "a regulation nobody has read": (BRITISH.replace("GB", "ES"), "does not say what ES wants of a business for a mob"),
    "no address in the country": (
        BRITISH[: BRITISH.index("      address:")],
        "address: this key is missing, and the business has no address in 'GB'\n  add 'address: ...'",
    ),
    "a number of another country": (
        BRITISH.replace("type: mobile", "type: mobile\n      number: '+4915735990000'"),
        "'+4915735990000' is a number of DE, but iso_country is 'GB'",
    ),
    "a file outside": (
        BRITISH + "      documents: [{type: utility_bill, file: ../bill.pdf}]\n",
        "expected a path below the directory of the tenants' files",
    ),
    "a file with backslashes": (
        BRITISH + "      documents: [{type: utility_bill, file: bills\\bill.pdf}]\n",
        "expected a path below the directory of the tenants' files",
    ),
    "two documents of one type": (
        FRENCH.replace("          name: attorney\n", ""),
        "[0].documents[3]: a second document of type 'government_issued_document' without a name\n  add 'name: ",
    ),
    "two documents of one name": (
        FRENCH.replace("_document, file", "_document, name: attorney, file"),
        "[0].documents[3]: a second document of type 'government_issued_document' named 'attorney'",
    ),
}


def found_in(directory: Path) -> tuple[Finding, ...]:
    """Return what is wrong in the files."""
    with pytest.raises(InvalidTenants) as refusal:
        load_tenants(directory)
    return tuple(refusal.value.findings)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, tmp_path: Path) -> None:
    """Each names the field and says what is allowed."""
    section, said = FAULTS[fault]

    found = found_in(put(tmp_path, abroad(section)))

    assert any(said in str(each) for each in found), [*map(str, found)]


def test_a_contact_is_where_the_tenant_texts(tmp_path: Path) -> None:
    """A German number is a contact's only where the file names Germany."""
    assert loaded(tmp_path / "abroad", abroad(GERMAN)).by_id[FALCONS].contacts["alice"]
    [found] = found_in(put(tmp_path / "us", abroad(BRITISH).replace(TO["GB"], TO["DE"])))
    assert "is in DE, which the tenant does not text" in str(found)


def test_a_file_that_is_not_there_is_found(tmp_path: Path) -> None:
    """With its line; once it is there, nothing is found."""
    tenants = loaded(tmp_path, abroad(GERMAN + "          file: falcons/register.pdf\n"))
    [found] = missing_files(tenants, tmp_path / "tenants")

    assert found.path == "senders.international[0].documents[0].file"
    assert found.line == tenants.positions[FALCONS].line(found.path) > 1
    (tmp_path / "tenants" / "falcons").mkdir()
    (tmp_path / "tenants" / "falcons" / "register.pdf").touch()
    assert not list(missing_files(tenants, tmp_path / "tenants"))


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

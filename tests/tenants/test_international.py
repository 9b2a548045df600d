"""A tenant with numbers outside the US: what its file may leave out, and what the catalogue has to know."""

import datetime as dt
from pathlib import Path

import pytest

from finance import margin_of_tenant
from tenants.model import (
    InternationalNumber,
    Tenant,
    Tenants,
    load_tenants,
    missing_files,
    numbers_of,
    what_is_missing,
)
from tenants.model.catalogue.country import Access, SenderKind
from tenants.model.regulatory_facts import Document, address_of, bundle_name, documents_of, known_facts, regulation_of
from tenants.model.sections.international_number import LocalAddress, NumberType
from tests.international import BRITISH, FRENCH, GERMAN, abroad, beside, british_business, put
from tests.toll_free import FALCONS


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


def documents(tenants: Tenants, index: int) -> list[Document]:
    """Return the documents of one of the tenant's numbers."""
    tenant = tenants.by_id[FALCONS]
    number = tenant.international[index]
    regulation = regulation_of(number, tenants.countries)
    assert regulation
    return documents_of(tenant, number, regulation)


def test_a_bundle_has_the_documents_of_the_file_and_the_address(tmp_path: Path) -> None:
    """An address is a document where the country accepts it; facts of the business fill in what a document lacks."""
    tenants = loaded(tmp_path, beside(GERMAN, BRITISH))
    excerpt, number = "commercial_registrar_excerpt", "senders.international[0].documents"
    facts = {"business_name": "Freestyle Falcons GmbH", "document_number": "HRB 123456"}
    place = "senders.international[1].address"

    assert documents(tenants, 0) == [Document(excerpt, "", facts, has_address=True, file=None, path=f"{number}[0]")]
    assert documents(tenants, 1) == [Document("address", "", {}, has_address=True, file=None, path=place)]

    person = {"first_name": "Dolores", "last_name": "Quan"}
    attorney = {"first_name": "Amélie", "last_name": "Moreau"}
    french = documents(loaded(tmp_path / "french", beside(FRENCH)), 0)
    assert [(each.part, each.file, each.has_address, each.attributes) for each in french] == [
        (
            excerpt,
            "falcons/kbis.pdf",
            True,
            {"business_name": "Freestyle Falcons SARL", "document_number": "552100554"},
        ),
        ("government_issued_document", "falcons/representative.pdf", False, person),
        ("power_of_attorney", "falcons/power.pdf", False, {}),
        ("government_issued_document-attorney", "falcons/attorney.pdf", False, attorney),
    ]
    assert [each.name for each in french] == ["", "", "", "attorney"]


def test_a_number_may_have_the_address_of_the_business(tmp_path: Path) -> None:
    """Then that is the document too; a number's own address comes first."""
    tenants = loaded(tmp_path, british_business())
    tenant = tenants.by_id[FALCONS]
    [number] = tenant.international
    london = LocalAddress(street="2 Brick Lane", city="London", region="London", postal_code="E1 6PU")

    assert address_of(tenant, number) == london
    assert [each.path for each in documents(tenants, 0)] == ["business.address"]
    moved = london.model_copy(update={"street": "3 Brick Lane"})
    assert address_of(tenant, number.model_copy(update={"address": moved})) == moved


def test_what_the_catalogue_does_not_say_is_not_wanted(tmp_path: Path) -> None:
    """Of a country that it lacks, of a type of number, and where no bundle is needed."""
    tenants = loaded(tmp_path, beside(BRITISH))
    [number] = tenants.by_id[FALCONS].international
    british = tenants.countries["GB"]
    mobile = british.senders[SenderKind.MOBILE].model_copy(update={"access": Access.SELF_SERVICE})
    free = british.model_copy(update={"senders": {SenderKind.MOBILE: mobile}})

    assert regulation_of(number, tenants.countries)
    assert regulation_of(number, {}) is None
    assert regulation_of(number.model_copy(update={"number_type": NumberType.TOLL_FREE}), tenants.countries) is None
    assert regulation_of(number, {"GB": free}) is None


def declaring(tenant: Tenant, number: InternationalNumber) -> Tenant:
    """Return the tenant with this number alone abroad."""
    assert tenant.senders
    return tenant.model_copy(update={"senders": tenant.senders.model_copy(update={"international": (number,)})})


def test_facts_of_the_file_are_known(tmp_path: Path) -> None:
    """The registration number is a secret, so that only its name is; without one there is no such fact."""
    tenants = loaded(tmp_path, beside(GERMAN))
    tenant = tenants.by_id[FALCONS]
    facts = {
        "business_name": "Freestyle Falcons LLC",
        "business_website": "https://freestyle-falcons.example",
        "first_name": "Dolores",
        "last_name": "Quan",
        "email": "dolores@freestyle-falcons.example",
        "phone_number": "+14155550134",
    }

    assert known_facts(tenant) == facts | {"business_registration_number": ""}
    business = tenant.business.model_copy(update={"registration_number": None})
    without = tenant.model_copy(update={"business": business})
    assert known_facts(without) == facts
    [number] = without.international
    lacking = number.model_copy(update={"end_user": {"business_name": "Freestyle Falcons GmbH"}})
    assert list(what_is_missing(declaring(without, lacking), lacking, tenants)) == [
        (
            "senders.international[0].end_user",
            "DE mobile numbers need business_registration_number (end user: business)",
        ),
    ]


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
        "",
    ),
    "a fact of nobody": (
        BRITISH.replace('"01234567"', '"01234567", shoe_size: "43"'),
        (
            "senders.international[0].end_user.shoe_size: shoe_size is not asked for, only business_name, "
            "business_registration_number, first_name, last_name, business_website"
        ),
    ),
    "a document": (
        GERMAN[: GERMAN.index("      documents:")],
        (
            "senders.international[0].documents: DE mobile numbers need a document for business_reg_no_info: "
            "commercial_registrar_excerpt"
        ),
    ),
    "what the document says": (
        GERMAN[: GERMAN.index("          attributes:")],
        "senders.international[0].documents[0].attributes: a commercial_registrar_excerpt needs document_number",
    ),
    "a document that shows it": (
        BRITISH + "      documents: [{type: passport}]\n",
        (
            "senders.international[0].documents[0].type: passport is not asked for, only address, "
            "commercial_registrar_excerpt, utility_bill"
        ),
    ),
    "another person's identity": (
        FRENCH[: FRENCH.index(ATTORNEY)],
        (
            "senders.international[0].documents: FR mobile numbers need a document for "
            "name_in_power_of_attorney_info: government_issued_document of another person, with that person's "
            "first_name, last_name as attributes; a second one needs a name"
        ),
    ),
    "the end user's identity": (
        FRENCH.replace("        - {type: government_issued_document, file: falcons/representative.pdf}\n", ""),
        (
            "senders.international[0].documents: FR mobile numbers need a document for name_of_auth_rep_info: "
            "government_issued_document with the end user's first_name, last_name"
        ),
    ),
    "the end user's name on a document": (
        GERMAN.replace("{document_number", "{business_name: Other GmbH, document_number"),
        (
            "senders.international[0].documents: DE mobile numbers need a document for business_reg_no_info: "
            "commercial_registrar_excerpt with the end user's business_name"
        ),
    ),
    "half of another person's name": (
        FRENCH.replace(", last_name: Moreau", ""),
        "senders.international[0].documents[3].attributes: a government_issued_document needs last_name",
    ),
}
"""Sections of a number, and what is found missing; the registration number of the business serves where it is."""


@pytest.mark.parametrize("lack", LACKING)
def test_what_a_country_wants_is_missed_in_the_file(lack: str, tmp_path: Path) -> None:
    """Without asking Twilio, by the table of countries."""
    section, said = LACKING[lack]

    assert missing(tmp_path, abroad(section)) == ([said] if said else [])


def test_a_file_that_is_not_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its line; once it is there, nothing is found."""
    tenants = loaded(tmp_path, abroad(GERMAN + "          file: falcons/register.pdf\n"))
    monkeypatch.chdir(tmp_path)

    assert [*map(str, missing_files(tenants, Path("tenants")))] == [
        (
            f"tenants/{FALCONS}.yaml:21:17: senders.international[0].documents[0].file: "
            "there is no file tenants/falcons/register.pdf\n  add it, or correct its path"
        )
    ]
    (tmp_path / "tenants" / "falcons").mkdir()
    (tmp_path / "tenants" / "falcons" / "register.pdf").touch()
    assert not list(missing_files(tenants, tmp_path / "tenants"))

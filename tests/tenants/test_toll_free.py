"""A tenant with a toll-free number: what its file may leave out, and what it may not."""

from pathlib import Path

import pytest

from tenants.model import Finding, InvalidTenants, load_tenants, numbers_of
from tests.owl_inc import TENANTS
from tests.toll_free import FALCONS, SENDERS, alone, beside

PRICES = "catalogue/price-book.yaml"


def files(text: str) -> dict[str, str | bytes]:
    """Return the files of Owl Inc. with one tenant only."""
    catalogue = {f"catalogue/{each.name}": each.read_bytes() for each in (TENANTS / "catalogue").iterdir()}
    return {**catalogue, f"{FALCONS}.yaml": text}


def put(directory: Path, text: str, **changed: str) -> Path:
    """Write the files, with changed ones of the catalogue, and return their directory."""
    for name, content in {**files(text), **{f"catalogue/{key}.yaml": each for key, each in changed.items()}}.items():
        path = directory / "tenants" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return directory / "tenants"


def test_it_needs_no_brand_and_no_campaign(tmp_path: Path) -> None:
    """Defaults of the catalogue give it none either; both come with the campaign."""
    tenant = load_tenants(put(tmp_path / "alone", alone())).by_id[FALCONS]
    later = load_tenants(put(tmp_path / "beside", beside())).by_id[FALCONS]

    assert (tenant.brand, tenant.campaign, tenant.phone_number) == (None, None, None)
    assert list(numbers_of(tenant)) == [f"{FALCONS}.toll-free"]
    assert later.brand
    assert later.campaign
    assert list(numbers_of(later)) == [FALCONS, f"{FALCONS}.toll-free"]


FAULTS = {
    "a local number without a campaign": (
        alone().replace("templates:", 'phone_number: {area_code: "415"}\ntemplates:', 1),
        "phone_number: only allowed with a campaign",
    ),
    "a campaign without a local number": (
        beside().replace('phone_number:\n  area_code: "415"\n', ""),
        "phone_number: this key is missing",
    ),
    "neither": (alone().replace(SENDERS, ""), "campaign.description: this key is missing"),
    "a local number as toll-free": (
        alone().replace('area_code: "888"', 'number: "+14155550100"'),
        "senders.toll_free.number: expected a toll-free number in E.164",
    ),
    "a local area code": (
        alone().replace('area_code: "888"', 'area_code: "415"'),
        "senders.toll_free.area_code: expected a toll-free area code",
    ),
    "the id of the toll-free number": (
        beside().replace("messaging:\n", 'additional_phone_numbers:\n  toll-free: {area_code: "415"}\nmessaging:\n'),
        "additional_phone_numbers.toll-free: the id 'toll-free' is reserved for senders.toll_free",
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
    text, said = FAULTS[fault]

    found = found_in(put(tmp_path, text))

    assert any(said in str(each) for each in found), [*map(str, found)]


def test_its_price_has_to_be_known(tmp_path: Path) -> None:
    """Without one the margin would be wrong."""
    book = (TENANTS / PRICES).read_text("utf-8")
    start = book.index("  toll_free:")
    without = book[:start] + book[book.index("\nmessages:") :]

    found = found_in(put(tmp_path, alone(), **{"price-book": without}))

    assert "has no price for a toll-free number" in str(found[0])

"""A tenant with a toll-free number: what its file may leave out, and what it may not."""

from pathlib import Path

import pytest

from tenants.model import TollFree, load_tenants, numbers_of
from tests.owl_inc import TENANTS
from tests.tenants.tenant_files import found_in
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
    tenants = load_tenants(put(tmp_path / "alone", alone()))
    tenant = tenants.by_id[FALCONS]
    later = load_tenants(put(tmp_path / "beside", beside())).by_id[FALCONS]

    assert (tenant.brand, tenant.campaign, tenant.phone_number) == (None, None, None)
    assert tenants.samples_of(tenant) == tuple(
        each.example_for(tenant.name) for each in tenants.templates_of(tenant).values()
    )
    assert list(numbers_of(tenant)) == [f"{FALCONS}.toll-free"]
    assert later.brand
    assert later.campaign
    assert later.senders
    assert numbers_of(later) == {
        FALCONS: ("phone_number", later.phone_number),
        f"{FALCONS}.toll-free": ("senders.toll_free", later.senders.toll_free),
    }


FAULTS = {
    "a local number without a campaign": (
        alone().replace("templates:", 'phone_number: {area_code: "415"}\ntemplates:', 1),
        "6:1: phone_number: only allowed with a campaign: without one the tenant sends from its other senders alone",
        "remove it, or add 'campaign: ...'",
    ),
    "a campaign without a local number": (
        beside().replace('phone_number:\n  area_code: "415"\n', ""),
        "3:1: phone_number: this key is missing",
        "add 'phone_number: ...'",
    ),
    "a local number as toll-free": (
        alone().replace('area_code: "888"', 'number: "+14155550100"'),
        "14:13: senders.toll_free.number: expected a toll-free number in E.164, got '+14155550100'",
        "write +1 and ten digits in quotes: '+18885550123'",
    ),
    "a local area code": (
        alone().replace('area_code: "888"', 'area_code: "415"'),
        "14:16: senders.toll_free.area_code: expected a toll-free area code, got '415'",
        "write its three digits in quotes: '888'",
    ),
    "two ways to choose": (
        alone().replace('area_code: "888"', 'area_code: "888"\n    number: "+18885550100"'),
        "13:3: senders.toll_free: expected either area_code or number",
        "write area_code: '888' or number: '+18885550123'",
    ),
    "the id of the toll-free number": (
        beside().replace("messaging:\n", 'additional_phone_numbers:\n  toll-free: {area_code: "415"}\nmessaging:\n'),
        "13:3: additional_phone_numbers.toll-free: the id 'toll-free' is reserved for senders.toll_free",
        "choose another id",
    ),
    "a misspelled key": (
        alone().replace("opt_in_type:", "opt_in_typ: WEB_FORM\n    opt_in_type:"),
        "20:5: senders.toll_free.opt_in_typ: unknown key",
        f"did you mean 'opt_in_type'? allowed: {', '.join(map(repr, sorted(TollFree.model_fields)))}",
    ),
}
"""Files, each with what is found at its place, what is allowed, and what to do."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names the field and says what is allowed."""
    text, message, remedy = FAULTS[fault]
    put(tmp_path, text)
    monkeypatch.chdir(tmp_path)

    found = found_in(Path("tenants"))

    assert [*map(str, found)] == [f"tenants/{FALCONS}.yaml:{message}\n  {remedy}"]


def test_without_it_the_campaign_is_needed(tmp_path: Path) -> None:
    """With all that belongs to one; defaults of the catalogue give it a part."""
    found = found_in(put(tmp_path, alone().replace(SENDERS, "")))

    assert {each.path for each in found} >= {"phone_number", "campaign.description", "campaign.message_flow"}
    assert {each.message for each in found} == {"this key is missing"}


def test_its_price_has_to_be_known(tmp_path: Path) -> None:
    """Without one the margin would be wrong."""
    book = (TENANTS / PRICES).read_text("utf-8")
    start = book.index("  toll_free:")
    without = book[:start] + book[book.index("\nmessages:") :]

    found = found_in(put(tmp_path, alone(), **{"price-book": without}))

    assert str(found[0]).endswith(
        "price-book.yaml has no price for a toll-free number"
        "\n  add it there as phone_numbers.toll_free, beside the local number's"
    )

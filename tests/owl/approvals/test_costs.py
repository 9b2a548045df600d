"""The purchases that a run announces, from the files and the state alone."""

from pathlib import Path

import pytest

from owl.approvals.costs import costs
from owl.stacks.in_program import Deployed
from tests.tenants.tenant_files import load, replaced

AS_IT_IS = ("name: Acme", "name: Acme")
AREA_CODE = ('number: "+14155550123"', 'area_code: "415"')
BRAND_THERE = ("kind: low_volume_standard", f"kind: low_volume_standard\n  registration_sid: BN{'0' * 32}")

CAMPAIGN = "campaign $15.00 once and $1.50 a month"
BRAND = "brand $4.50 once"
PERHAPS = (
    "to buy, unless the account has it already: $1.15 a month. Purchases can't be undone:\n"
    "  acme: phone number +14155550123 $1.15 a month"
)


def bought(total: str, *words: str) -> str:
    """Return the sentence about purchases."""
    return f"to buy, as reviews are approved: {total}. Purchases can't be undone:\n  acme: {', '.join(words)}"


@pytest.mark.parametrize(
    ("edit", "held", "sentences"),
    [
        (
            AREA_CODE,
            [],
            [bought("$19.50 once and $2.65 a month", CAMPAIGN, "phone number $1.15 a month", BRAND)],
        ),
        (AS_IT_IS, [], [bought("$19.50 once and $1.50 a month", CAMPAIGN, BRAND), PERHAPS]),
        (AS_IT_IS, ["Campaign", "BrandRegistration"], [PERHAPS]),
        (AS_IT_IS, ["Campaign", "BrandRegistration", "PhoneNumber"], []),
        (BRAND_THERE, ["PhoneNumber"], [bought("$15.00 once and $1.50 a month", CAMPAIGN)]),
    ],
)
def test_what_is_bought(tmp_path: Path, edit: tuple[str, str], held: list[str], sentences: list[str]) -> None:
    """A brand named in a file exists; a number named in a file may exist, and only a run can tell."""
    tenants = load(tmp_path, replaced("acme.yaml", *edit))
    before = Deployed({(kind, "acme"): {"sid": "XX1"} for kind in held})

    assert [each.sentence for each in costs(["acme"], before, tenants)] == sentences

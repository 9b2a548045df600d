"""Faults between the sections of a tenant's file."""

from pathlib import Path

import pytest

from tenants.model import Finding
from tenants.model.sections.industry import BusinessIndustry, Vertical
from tenants.model.yaml_files.finding import allowed_instead
from tests.tenants.tenant_files import findings, lines, replaced

NOT_SOLE = "not allowed for a sole proprietor (brand.kind is sole_proprietor)"
MISSING = "this key is missing, but required because brand.kind is standard"
ONE_USE_CASE = "'SOLE_PROPRIETOR', the only one for sole proprietors"

BIRCH_FAULTS = {
    "tax number": (
        "website",
        "registration_number: secret:birch\n  registration_identifier: EIN\n  website",
        [f"10:3: business.registration_number: {NOT_SOLE}", f"11:3: business.registration_identifier: {NOT_SOLE}"],
    ),
    "legal form": (
        "website",
        "type: Partnership\n  company_type: private\n  website",
        [f"10:3: business.type: {NOT_SOLE}", f"11:3: business.company_type: {NOT_SOLE}"],
    ),
    "title": (
        "    first_name",
        "    business_title: Owner\n    job_position: CEO\n    first_name",
        [
            f"13:5: business.representative.business_title: {NOT_SOLE}",
            f"14:5: business.representative.job_position: {NOT_SOLE}",
        ],
    ),
    "country of others": (
        "country: US",
        "country: DE",
        ["11:97: business.address.country: a sole proprietor is in the US or Canada, got 'DE'"],
    ),
    "industry of others": (
        "PROFESSIONAL",
        "PROFESSIONAL_SERVICES",
        ["9:13: business.industry: 'PROFESSIONAL_SERVICES' is not a vertical for sole proprietors"],
    ),
    "other use case": (
        "use_case: SOLE_PROPRIETOR",
        "use_case: LOW_VOLUME",
        [f"20:13: campaign.use_case: expected {ONE_USE_CASE}, got 'LOW_VOLUME'"],
    ),
    "other kind": (
        "kind: sole_proprietor",
        "kind: standard",
        [
            f"7:1: business.registration_number: {MISSING}",
            f"7:1: business.type: {MISSING}",
            "9:13: business.industry: 'PROFESSIONAL' is not an industry for registered businesses",
            f"12:3: business.representative.business_title: {MISSING}",
            f"12:3: business.representative.job_position: {MISSING}",
            "20:13: campaign.use_case: only allowed for sole proprietors, but brand.kind is standard",
        ],
    ),
}


TO_DO = {
    NOT_SOLE: "remove it",
    "in the US or Canada": "correct the country, or register it by a tax number with another brand.kind",
    "is not a vertical": allowed_instead("PROFESSIONAL_SERVICES", Vertical),
    "is not an industry": allowed_instead("PROFESSIONAL", BusinessIndustry),
    ONE_USE_CASE: "write SOLE_PROPRIETOR",
    "only allowed for sole proprietors": "write LOW_VOLUME, or the use case that fits the messages",
}
"""What to do, by a part of the message."""
EXAMPLES = {
    "registration_number": "secret:NAME",
    "type": "Limited Liability Corporation",
    "business_title": "Owner",
    "job_position": "CEO",
    "stock_exchange": "NASDAQ",
    "stock_ticker": "ACME",
    "brand_contact_email": "brand@acme.example",
}
"""What to add for a key that is missing."""


def remedies(finding: Finding) -> list[str]:
    """Return what to do about a finding."""
    key = finding.path.rpartition(".")[2]
    if "this key is missing" in finding.message:
        return [f"add '{key}: {EXAMPLES[key]}'"]
    return [remedy for part, remedy in TO_DO.items() if part in finding.message]


@pytest.mark.parametrize(("old", "new", "expected"), BIRCH_FAULTS.values(), ids=BIRCH_FAULTS.keys())
def test_the_kind_of_brand_decides_what_is_asked(old: str, new: str, expected: list[str], tmp_path: Path) -> None:
    """A sole proprietor has no tax number and one use case; every other business has what Twilio checks."""
    found = findings(tmp_path, replaced("birch.yaml", old, new))
    assert lines(found) == [f"tenants/birch.yaml:{line}" for line in expected]
    for each in found:
        assert [each.remedy] == remedies(each)


def test_a_public_company_says_where_its_stock_is(tmp_path: Path) -> None:
    """Public companies need everything for Authentication+, and all missing fields are listed together."""
    found = findings(tmp_path, replaced("acme.yaml", "company_type: private", "company_type: public"))
    keys = ("brand_contact_email", "stock_exchange", "stock_ticker")
    assert lines(found) == [
        f"tenants/acme.yaml:14:1: business.{key}: "
        "this key is missing, but required because business.company_type is public"
        for key in keys
    ]
    assert [each.remedy for each in found] == [f"add '{key}: {EXAMPLES[key]}'" for key in keys]


def test_an_industry_is_suggested(tmp_path: Path) -> None:
    """Long lists of Twilio's values start with the one that was likely intended."""
    [finding] = findings(tmp_path, replaced("acme.yaml", "RETAIL", "RETAL"))
    assert finding.message == "'RETAL' is not an industry for registered businesses"
    assert finding.remedy.startswith("did you mean 'RETAIL'? allowed: 'AGRICULTURE', 'AUTOMOTIVE', ")


def test_what_cannot_be_read_has_one_finding(tmp_path: Path) -> None:
    """An unreadable kind, state or use case is reported once, and nothing is concluded from it."""
    changes = replaced("acme.yaml", "kind: low_volume_standard", "kind: [standard]")
    text = changes["acme.yaml"].replace("company_type: private", "company_type: {}\n  stock_ticker: A")
    text = (
        text.replace("use_case: LOW_VOLUME", "use_case: [MIXED]") + "state: [closed]\noffboarding: {on: 2026-12-01}\n"
    )
    found = findings(tmp_path, {"acme.yaml": text})
    assert [finding.path for finding in found] == ["business.company_type", "brand.kind", "campaign.use_case", "state"]

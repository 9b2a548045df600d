"""Faults in the sections about the business and its brand."""

from pathlib import Path

import pytest

from tests.tenants.tenant_files import findings, replaced

PAGE = "write the full address as a browser shows it, starting with https://"
NO_SECRET = (
    "business.registration_number: expected the name of a secret, got something else (not shown: it may be the secret)"
)
NAME_A_SECRET = "write secret:NAME, such as secret:acme-ein, and store the value with `pulumi config set --secret NAME`"
NOT_PUBLIC = "only allowed for public companies, but business.company_type is not public"
LEGAL_FORMS = (
    "'Co-operative', 'Corporation', 'Limited Liability Corporation', 'Non-profit Corporation' or 'Partnership'"
)
REGIONS = "'AFRICA', 'ASIA', 'EUROPE', 'LATIN_AMERICA' or 'USA_AND_CANADA'"
POSITIONS = "'CEO', 'CFO', 'Director', 'General Counsel', 'GM', 'VP' or 'Other'"
ABROAD = "this key is missing, but required because business.address.country is"
NEEDED = "required because brand.kind is low_volume_standard"

ACME_FAULTS = {
    "no business": (
        "legal_name: Acme LLC\n  ",
        "",
        "14:1: business.legal_name: this key is missing",
        "add 'legal_name: ...'",
    ),
    "other legal form": (
        "Limited Liability Corporation",
        "LLC",
        f"16:9: business.type: expected {LEGAL_FORMS}, got 'LLC'",
        "use one of these values",
    ),
    "no legal form": (
        "  type: Limited Liability Corporation\n",
        "",
        f"14:1: business.type: this key is missing, but {NEEDED}",
        "add 'type: Limited Liability Corporation'",
    ),
    "empty legal form": (
        "type: Limited Liability Corporation",
        "type:",
        f"16:3: business.type: this key is empty, but {NEEDED}",
        "add 'type: Limited Liability Corporation'",
    ),
    "no tax number": (
        "  registration_number: secret:acme-ein\n",
        "",
        f"14:1: business.registration_number: this key is missing, but {NEEDED}",
        "add 'registration_number: secret:NAME'",
    ),
    "tax number": ("secret:acme-ein", "12-3456789", f"18:24: {NO_SECRET}", NAME_A_SECRET),
    "badly named secret": ("secret:acme-ein", "secret:Acme_EIN", f"18:24: {NO_SECRET}", NAME_A_SECRET),
    "unknown register": (
        "registration_number",
        "registration_identifier: TIN\n  registration_number",
        "18:28: business.registration_identifier: 'TIN' is not allowed here",
        "did you mean 'EIN'? allowed: 'ACN', 'CBN', 'CIN', 'CN', 'DUNS', 'EIN', 'Other', 'RN', 'VAT', 'VATRN'",
    ),
    "unknown region": (
        "website",
        "regions_of_operation: [USA]\n  website",
        f"19:26: business.regions_of_operation[0]: expected {REGIONS}, got 'USA'",
        "use one of these values",
    ),
    "no region": (
        "website",
        "regions_of_operation: []\n  website",
        "19:3: business.regions_of_operation: expected at least 1 entry, got none",
        "add entries",
    ),
    "repeated region": (
        "website",
        "regions_of_operation: [ASIA, ASIA]\n  website",
        "19:3: business.regions_of_operation: listed more than once: 'ASIA'",
        "list each only once",
    ),
    "plain http": (
        "website: https",
        "website: http",
        "19:12: business.website: expected an https URL, got 'http://acme.example'",
        PAGE,
    ),
    "no page": (
        "company_type",
        "social_media_profiles: ['@acme']\n  company_type",
        "20:27: business.social_media_profiles[0]: a URL must not contain a user name or password",
        "remove the user name, the password and the @",
    ),
    "unknown company type": (
        "private",
        "family",
        "20:17: business.company_type: expected 'government', 'non-profit', 'private' or 'public', got 'family'",
        "use one of these values",
    ),
    "stock of a private company": (
        "private",
        "private\n  stock_ticker: ACME",
        f"21:3: business.stock_ticker: {NOT_PUBLIC}",
        "remove it",
    ),
    "exchange in words": (
        "private",
        "public\n  stock_exchange: New York\n  stock_ticker: ACME\n  brand_contact_email: brand@acme.example",
        "21:19: business.stock_exchange: expected a stock exchange code, got 'New York'",
        "write a code such as NASDAQ or NYSE, or OTHER",
    ),
    "foreign address": (
        '"94110"',
        '"94110"\n    country: UK',
        "26:14: business.address.country: expected a two-letter country code, got 'UK'",
        "write the ISO 3166 code in capitals: DE, or GB for the United Kingdom",
    ),
    "identifier of a business abroad": (
        '"94110"',
        '"94110"\n    country: CA\n  regions_of_operation: [USA_AND_CANADA]',
        f"14:1: business.registration_identifier: {ABROAD} CA",
        "add 'registration_identifier: CBN'",
    ),
    "regions of a business abroad": (
        '"94110"',
        '"94110"\n    country: DE\n  registration_identifier: VAT',
        f"14:1: business.regions_of_operation: {ABROAD} DE",
        "add 'regions_of_operation: [EUROPE]'",
    ),
    "state in words": (
        "region: CA",
        "region: California",
        "24:13: business.address.region: expected a US state, got 'California'",
        "write its two-letter code in capitals: CA",
    ),
    "short ZIP code": (
        "94110",
        "9411",
        "25:18: business.address.postal_code: expected a ZIP code, got '9411'",
        "write it in quotes: '94110'",
    ),
    "ZIP code without quotes": (
        '"94110"',
        "94110",
        "25:18: business.address.postal_code: expected text, got 94110",
        "write text; put numbers, true and false in quotes",
    ),
    "representative's number": (
        "+14155550111",
        "415-555-0111",
        "30:19: business.representative.phone_number: expected a phone number in E.164, got '415-555-0111'",
        "write + and country code in quotes: '+14155550123'",
    ),
    "representative abroad of a US business": (
        "+14155550111",
        "+493023125000",
        "30:19: business.representative.phone_number: expected a local US phone number in E.164, got '+493023125000'",
        "write +1 and ten digits in quotes: '+14155550123'",
    ),
    "representative's e-mail": (
        "ada@acme.example",
        "ada",
        "29:12: business.representative.email: expected an e-mail address, got 'ada'",
        "write it as name@example.com",
    ),
    "misspelled key": (
        "    business_title: Owner\n",
        "    business_title: Owner\n    emial: ada@acme.example\n",
        "32:5: business.representative.emial: unknown key",
        (
            "did you mean 'email'? "
            "allowed: 'business_title', 'email', 'first_name', 'job_position', 'last_name', 'phone_number'"
        ),
    ),
    "no title": (
        "    business_title: Owner\n",
        "",
        f"26:3: business.representative.business_title: this key is missing, but {NEEDED}",
        "add 'business_title: Owner'",
    ),
    "no position": (
        "    job_position: CEO\n",
        "",
        f"26:3: business.representative.job_position: this key is missing, but {NEEDED}",
        "add 'job_position: CEO'",
    ),
    "unknown position": (
        "job_position: CEO",
        "job_position: Owner",
        f"32:19: business.representative.job_position: expected {POSITIONS}, got 'Owner'",
        "use one of these values",
    ),
    "unknown kind": (
        "low_volume_standard",
        "starter",
        "34:9: brand.kind: expected 'standard', 'low_volume_standard' or 'sole_proprietor', got 'starter'",
        "use one of these values",
    ),
    "mock in words": (
        "brand:",
        "brand:\n  mock: 'yes'",
        "34:9: brand.mock: expected true or false, got 'yes'",
        "write true or false, without quotes",
    ),
    "no SID": (
        "brand:",
        "brand:\n  registration_sid: BN12",
        "34:21: brand.registration_sid: expected a brand's SID, got 'BN12'",
        "write BN and 32 lowercase hexadecimal digits",
    ),
    "unknown vetting provider": (
        "brand:",
        "brand:\n  vetting: {provider: tcr, id: V1}",
        "34:23: brand.vetting.provider: expected 'aegis' or 'campaign-verify', got 'tcr'",
        "use one of these values",
    ),
    "vetting without an id": (
        "brand:",
        "brand:\n  vetting: {provider: aegis}",
        "34:3: brand.vetting.id: this key is missing",
        "add 'id: ...'",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "remedy"), ACME_FAULTS.values(), ids=ACME_FAULTS.keys())
def test_a_fault_of_the_business_is_found_at_its_place(
    old: str, new: str, line: str, remedy: str, tmp_path: Path
) -> None:
    """Each fault is one finding: file, line, column, what was found, what is allowed, what to do."""
    found = findings(tmp_path, replaced("acme.yaml", old, new))
    assert list(map(str, found)) == [f"tenants/acme.yaml:{line}\n  {remedy}"]


EINS = ("12-3456789", "123456789", "'123456789'", "[12-3456789]", "{ein: 12-3456789}", "!!int 12-3456789", "12 3456789")


@pytest.mark.parametrize("written", EINS)
def test_a_tax_number_is_not_shown(written: str, tmp_path: Path) -> None:
    """Findings go to logs and pull requests: a number in place of its secret's name does not."""
    [finding] = findings(tmp_path, replaced("acme.yaml", "secret:acme-ein", written))
    assert finding.path == "business.registration_number"
    assert "3456789" not in str(finding)


def test_a_tax_number_in_another_place_is_not_shown(tmp_path: Path) -> None:
    """Nor does a number in another place, or beside a value that is shown."""
    for number in ("12-3456789", "123456789", "123-45-6789"):
        changes = (
            ("14155550111", number),
            ("secret:acme-ein", f"secret:acme-ein\n  ? '{number}'\n  : a"),
            ("name: Acme\n", f"name: [{number}]\n"),
            ("business:", f"business:\n- registration_number: {number}\nbrands:"),
        )
        for old, new in changes:
            found = "\n".join(map(str, findings(tmp_path, replaced("acme.yaml", old, new))))
            assert number not in found
            assert "[number withheld]" in found

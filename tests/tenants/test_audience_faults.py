"""Faults in contacts, qualification and other optional sections of a tenant's file."""

from pathlib import Path

import pytest

from tests.tenants.tenant_files import GOOD_FILES, findings, lines

ACME = GOOD_FILES["acme.yaml"]
CONTACTS = """\
contacts:
  alice:
    name: Alice
    phone_number: "+14155550188"
    consent: {given_at: 2026-10-05T16:20:00-07:00, how: in-person, recorded_by: Ada}
"""
QUALIFICATION = """\
qualification:
  objective: Less waiting.
  countries: [US]
  consumers: 100
  messages_per_consumer_per_day: "0.2"
  promotional_share: 0
  use_case_words: Telling people.
"""
NUMBERS = """\
additional_phone_numbers:
  harbour: {number: "+14155550190"}
  north: {area_code: "415"}
"""
KEPT = "early_access: [replies]\napi_key: {rotated_on: 2026-05-01}\n"
ALL = ACME + CONTACTS + QUALIFICATION + NUMBERS + KEPT
E164 = "write + and country code in quotes; in the US +1 and ten digits: '+14155550123'"
A_TIME = "write it as 2026-03-14T15:30:00-07:00, or in UTC as 2026-03-14T22:30:00Z"
A_FEW = "write it in quotes, with a decimal point: '0.2'"
FIT = "correct the value"
AN_ID = "use 2 to 40 lowercase letters, digits and hyphens, starting with a letter: 'acme-surf'"
A_ZONE = "write its name in the IANA database: America/Los_Angeles"
REACHABLE = "contacts.alice.phone_number: expected a phone number that can receive texts, in E.164"
GIVEN = "50:25: contacts.alice.consent.given_at: expected a date and time with a time zone"
WAYS = "'in-person', 'keyword', 'paper-form', 'phone-call' or 'web-form'"
GIVEN_NOW = "{given_at: 2026-10-05T16:20:00Z, how: keyword, recorded_by: A}"
BOB = "{name: B, phone_number: '+14155550188', consent: {given_at: 2026-10-05T16:20:00Z, how: keyword, recorded_by: A}}"
PER_DAY = "messages_per_consumer_per_day: expected a number of messages above 0, up to 1000"

FAULTS = {
    "toll-free": ("+14155550188", "+18005550188", f"49:19: {REACHABLE}, got '+18005550188'", E164),
    "as people write it": ("+14155550188", "415-555-0188", f"49:19: {REACHABLE}, got '415-555-0188'", E164),
    "zone in words": (
        "    consent",
        "    time_zone: Pacific\n    consent",
        "50:16: contacts.alice.time_zone: expected a time zone, got 'Pacific'",
        A_ZONE,
    ),
    "zone without daylight saving time": (
        "    consent",
        "    time_zone: EST\n    consent",
        "50:16: contacts.alice.time_zone: expected a time zone, got 'EST'",
        A_ZONE,
    ),
    "zone outside the database": (
        "    consent",
        "    time_zone: ../zoneinfo/UTC\n    consent",
        "50:16: contacts.alice.time_zone: expected a time zone, got '../zoneinfo/UTC'",
        A_ZONE,
    ),
    "no time zone": ("16:20:00-07:00", "16:20:00", f"{GIVEN}, got '2026-10-05T16:20:00'", A_TIME),
    "day alone": ("T16:20:00-07:00", "", f"{GIVEN}, got '2026-10-05'", A_TIME),
    "no such time": ("T16:20", "T26:20", f"{GIVEN}, got '2026-10-05T26:20:00-07:00'", A_TIME),
    "other way": (
        "in-person",
        "bought",
        f"50:57: contacts.alice.consent.how: expected {WAYS}, got 'bought'",
        "use one of these values",
    ),
    "nobody recorded it": (
        ", recorded_by: Ada",
        "",
        "50:5: contacts.alice.consent.recorded_by: this key is missing",
        "add 'recorded_by: ...'",
    ),
    "no consent": (
        "    consent: {given_at: 2026-10-05T16:20:00-07:00, how: in-person, recorded_by: Ada}\n",
        "",
        "47:3: contacts.alice.consent: this key is missing",
        "add 'consent: ...'",
    ),
    "no id": ("  alice:", "  Alice:", "47:3: contacts.Alice: expected an id, got 'Alice'", AN_ID),
    "sms twice": (
        "    consent",
        "    channels: [{channel: sms}, {channel: rcs}, {channel: sms}]\n    consent",
        "50:5: contacts.alice.channels: sms is named 2 times",
        "name each channel once",
    ),
    "another consent for sms": (
        "    consent",
        f"    channels: [{{channel: sms, consent: {GIVEN_NOW}}}]\n    consent",
        "50:16: contacts.alice.channels[0]: sms has the contact's consent",
        "remove this one, or write it as `consent` of the contact",
    ),
    "half a letter as id": (
        "  alice:",
        r'  "\ud800":',
        f"46:1: contacts['{chr(0xFFFD) * 3}']: expected an id, got '\\ud800'",
        AN_ID,
    ),
    "same number": (
        "qualification:",
        f"  bob: {BOB}\nqualification:",
        "51:32: contacts.bob.phone_number: '+14155550188' is already the number of contact 'alice'",
        "keep one contact per number",
    ),
    "no country": ("[US]", "[]", "53:3: qualification.countries: expected at least 1 entry, got none", "add entries"),
    "country in words": (
        "[US]",
        "[USA]",
        "53:15: qualification.countries[0]: expected a two-letter country code, got 'USA'",
        "write the ISO 3166 code in capitals: DE, or GB for the United Kingdom",
    ),
    "nobody": (
        "consumers: 100",
        "consumers: 0",
        "54:14: qualification.consumers: expected the value to be greater than or equal to 1, got 0",
        FIT,
    ),
    "unquoted": ('"0.2"', "0.2", f"55:34: qualification.{PER_DAY}, got 0.2", A_FEW),
    "none a day": ('"0.2"', "'0.0'", f"55:34: qualification.{PER_DAY}, got '0.0'", A_FEW),
    "too many a day": ('"0.2"', "'1000.1'", f"55:34: qualification.{PER_DAY}, got '1000.1'", A_FEW),
    "more than all": (
        "promotional_share: 0",
        "promotional_share: 101",
        "56:22: qualification.promotional_share: expected the value to be less than or equal to 100, got 101",
        FIT,
    ),
    "half": (
        "promotional_share: 0",
        "promotional_share: 0.5",
        "56:22: qualification.promotional_share: expected a whole number, got 0.5",
        "write digits only, without quotes",
    ),
    "feature twice": (
        "[replies]",
        "[replies, replies]",
        "61:1: early_access: listed more than once: 'replies'",
        "list each only once",
    ),
    "no feature": (
        "[replies]",
        "[Two]",
        "61:16: early_access[0]: 'Two' is not in tenants/catalogue/features.yaml",
        "allowed: 'chosen-number', 'message-expiry', 'opt-in-keywords', 'replies'",
    ),
    "neither": (
        '{number: "+14155550190"}',
        "{}",
        "59:3: additional_phone_numbers.harbour: expected either area_code or number",
        "write area_code: '415' or number: '+14155550123'",
    ),
    "no day": (
        "2026-05-01",
        "in May",
        "62:23: api_key.rotated_on: expected a date, got 'in May'",
        "write year, month and day: 2026-12-31",
    ),
    "own number again": (
        "+14155550190",
        "+14155550123",
        "59:21: additional_phone_numbers.harbour.number: number '+14155550123' is already used in tenants/acme.yaml:6",
        "use each number only once",
    ),
    "language in words": (
        "  use_case: LOW_VOLUME",
        "  use_case: LOW_VOLUME\n  language: English",
        "37:13: campaign.language: expected a two-letter language code, got 'English'",
        "write it in lowercase: en",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "remedy"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_at_its_place(old: str, new: str, line: str, remedy: str, tmp_path: Path) -> None:
    """Each fault is one finding: file, line, column, what was found, what is allowed, what to do."""
    assert old in ALL
    found = findings(tmp_path, {"acme.yaml": ALL.replace(old, new, 1)})
    assert list(map(str, found)) == [f"tenants/acme.yaml:{line}\n  {remedy}"]


def test_an_additional_number_belongs_to_one_tenant(tmp_path: Path) -> None:
    """This holds for a tenant's first number and for further ones."""
    birch = GOOD_FILES["birch.yaml"] + 'additional_phone_numbers: {pier: {number: "+14155550190"}}\n'
    path = "additional_phone_numbers.pier.number"
    assert lines(findings(tmp_path, {"acme.yaml": ALL, "birch.yaml": birch})) == [
        f"tenants/birch.yaml:38:43: {path}: number '+14155550190' is already used in tenants/acme.yaml:59"
    ]

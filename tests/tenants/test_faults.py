"""Faults in a tenant's file: each is a finding at its place, in plain words, with a remedy."""

from pathlib import Path

import pytest

from tenants.model.sections.messaging import Messaging
from tenants.model.sections.tenant import TenantFile
from tenants.model.yaml_files.base_model import BaseModel
from tests.tenants.tenant_files import findings, replaced


def allowed(model: type[BaseModel]) -> str:
    """Return a remedy's list of the keys of a section."""
    return f"allowed: {', '.join(map(repr, sorted(model.model_fields)))}"


IN_QUOTES = "write text; put numbers, true and false in quotes"
E164 = "write +1 and ten digits in quotes: '+14155550123'"
HTTPS = "write https://, a host and a path; customers' messages are sent there"
DIGITS = "write digits only, without quotes"

FAULTS = {
    "missing key": ("name: Acme\n", "", "2:1: name: this key is missing", "add 'name: ...'"),
    "unknown key": (
        "messaging:",
        "mesaging:",
        "10:1: mesaging: unknown key",
        f"did you mean 'messaging'? {allowed(TenantFile)}",
    ),
    "id as a key": ("ring", "id: acme\nring", "4:1: id: unknown key", allowed(TenantFile)),
    "unknown key below": (
        "validity_period",
        "validity",
        "12:3: messaging.validity: unknown key",
        f"did you mean 'validity_period'? {allowed(Messaging)}",
    ),
    "odd unknown key": ("ring", '"a\\nb": c\nring', "4:1: ['a\\nb']: unknown key", allowed(TenantFile)),
    "merge key": ("ring", "<<: {a: b}\nring", "4:1: ['<<']: unknown key", allowed(TenantFile)),
    "number for text": ("name: Acme", "name: 5", "2:7: name: expected text, got 5", IN_QUOTES),
    "truth for text": ("name: Acme", "name: true", "2:7: name: expected text, got True", IN_QUOTES),
    "nothing for text": ("name: Acme", "name:", "2:1: name: expected text, got nothing", IN_QUOTES),
    "mapping for text": ("name: Acme", "name:\n  a: b", "2:1: name: expected text, got {'a': 'b'}", IN_QUOTES),
    "blank": (
        "name: Acme",
        "name: ' '",
        "2:7: name: expected the value to have at least 1 character, got ' '",
        "correct the value",
    ),
    "long text": (
        "name: Acme",
        f"name: {'a' * 65}",
        f"2:7: name: expected the value to have at most 64 characters, got '{'a' * 27}...{'a' * 28}'",
        "correct the value",
    ),
    "text for number": (
        "600",
        "lots",
        "12:20: messaging.validity_period: expected a whole number, got 'lots'",
        DIGITS,
    ),
    "fraction": ("600", "1.5", "12:20: messaging.validity_period: expected a whole number, got 1.5", DIGITS),
    "number too small": (
        "600",
        "0",
        "12:20: messaging.validity_period: expected the value to be greater than or equal to 1, got 0",
        "correct the value",
    ),
    "text for mapping": (
        '\n  number: "+14155550123"',
        ' "+14155550123"',
        "5:15: phone_number: expected a mapping, got '+14155550123'",
        "write indented 'key: value' lines below the key",
    ),
    "text for list": (
        "\n  - order-ready\n  - repair-done",
        " order-ready",
        "7:12: templates: expected a list, got 'order-ready'",
        "write one entry per line below the key, each starting with '- '",
    ),
    "empty list": (
        "\n  - order-ready\n  - repair-done",
        " []",
        "7:1: templates: expected at least 1 entry, got none",
        "add entries",
    ),
    "repeated entry": (
        "repair-done",
        "order-ready",
        "7:1: templates: listed more than once: 'order-ready'",
        "list each only once",
    ),
    "unknown ring": (
        "beta",
        "alpha",
        "4:7: ring: expected 'beta' or 'general', got 'alpha'",
        "use one of these values",
    ),
    "unknown package": (
        "silver",
        "silvr",
        "3:10: package: 'silvr' is not in tenants/catalogue/packages.yaml",
        "did you mean 'silver'? allowed: 'bronze', 'silver'",
    ),
    "unknown template": (
        "repair-done",
        "haircut",
        "9:5: templates[1]: 'haircut' is not in tenants/catalogue/templates.yaml",
        "allowed: 'order-ready', 'repair-done'",
    ),
    "number without quotes": (
        '"+14155550123"',
        "+14155550123",
        "6:11: phone_number.number: expected text, got 14155550123",
        IN_QUOTES,
    ),
    "number as people write it": (
        "+14155550123",
        "(415) 555-0123",
        "6:11: phone_number.number: expected a local US phone number in E.164, got '(415) 555-0123'",
        E164,
    ),
    "number with spaces": (
        "+14155550123",
        "+1 415 555 0123",
        "6:11: phone_number.number: expected a local US phone number in E.164, got '+1 415 555 0123'",
        E164,
    ),
    "number too short": (
        "+14155550123",
        "+1415555012",
        "6:11: phone_number.number: expected a local US phone number in E.164, got '+1415555012'",
        E164,
    ),
    "foreign number": (
        "+14155550123",
        "+4721234567",
        "6:11: phone_number.number: expected a local US phone number in E.164, got '+4721234567'",
        E164,
    ),
    "toll-free number": (
        "+14155550123",
        "+18005550123",
        "6:11: phone_number.number: expected a local US phone number in E.164, got '+18005550123'",
        E164,
    ),
    "Canadian area code": (
        'number: "+14155550123"',
        'area_code: "604"',
        "6:14: phone_number.area_code: expected a US area code, got '604'",
        "write its three digits in quotes: '415'",
    ),
    "neither number nor area": (
        '\n  number: "+14155550123"',
        " {}",
        "5:1: phone_number: expected either area_code or number",
        "write area_code: '415' or number: '+14155550123'",
    ),
    "number and area": (
        "  number:",
        "  area_code: '415'\n  number:",
        "5:1: phone_number: expected either area_code or number",
        "write area_code: '415' or number: '+14155550123'",
    ),
    "http": (
        "https://acme.example/sms",
        "http://x",
        "11:24: messaging.inbound_request_url: expected an https URL, got 'http://x'",
        HTTPS,
    ),
    "no URL": (
        "https://acme.example/sms",
        "https://[",
        "11:24: messaging.inbound_request_url: expected an https URL, got 'https://['",
        HTTPS,
    ),
    "URL with spaces": (
        "https://acme.example/sms",
        "https://acme.example/a b",
        "11:24: messaging.inbound_request_url: expected a normalized https URL, got 'https://acme.example/a b'",
        "write 'https://acme.example/a%20b'",
    ),
    "e-mail": (
        "desk@acme.example",
        "desk",
        "13:18: support_contact: expected an e-mail address, got 'desk'",
        "write it as name@example.com",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "remedy"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_at_its_place(old: str, new: str, line: str, remedy: str, tmp_path: Path) -> None:
    """Each fault is one finding: file, line, column, what was found, what is allowed, what to do."""
    found = findings(tmp_path, replaced("acme.yaml", old, new))
    assert list(map(str, found)) == [f"tenants/acme.yaml:{line}\n  {remedy}"]


def test_a_password_in_a_url_is_not_shown(tmp_path: Path) -> None:
    """Findings go to logs and pull requests: they omit what may be a secret."""
    for url in ("https://u:hunter2@acme.example", "http://u:hunter2@acme.example", "u:hunter2@["):
        [finding] = findings(tmp_path, replaced("acme.yaml", "https://acme.example/sms", f"'{url}'"))
        assert finding.message == "a URL must not contain a user name or password"
        assert "hunter2" not in str(finding)


def test_long_text_is_shortened(tmp_path: Path) -> None:
    """A finding stays readable whatever somebody pasted into a file."""
    for old, new in (("silver", "x" * 9000), ("package", "x" * 9000), ("600", f"[{'a, ' * 3000}]")):
        for finding in findings(tmp_path, replaced("acme.yaml", old, new)):
            assert len(str(finding)) < 400

"""A small directory of good tenants, which tests break in one place at a time."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tenants import Finding, InvalidTenants, Tenants, load_tenants

Changes = Mapping[str, str | bytes]
"""Files to write besides or in place of the good ones, by their path below the tenants' directory."""

GOOD_FILES = {
    "catalogue/isv.yaml": """\
name: Owl Inc.
callbacks: https://hooks.owl.example
""",
    "catalogue/packages.yaml": """\
bronze:
  title: Bronze
  description: The small one.
  messages_per_day: 50
silver:
  title: Silver
  description: The middle one.
  messages_per_day: 250
""",
    "catalogue/templates.yaml": """\
order-ready:
  language: en
  body: "{{shop}}: {{customer}}, come to {{shop}} for order {{order}}. Reply STOP to opt out."
  placeholders:
    order: "20417"
    customer: Alice
    shop: Acme
repair-done:
  language: en_US
  body: "{{shop}}: your {{item}} is done. Reply STOP to opt out."
  placeholders:
    shop: Acme
    item: bike
""",
    "acme.yaml": """\
# Acme: a shop.
name: Acme
package: silver
ring: beta
phone_number:
  number: "+14155550123"
templates:
  - order-ready
  - repair-done
messaging:
  inbound_request_url: https://acme.example/sms
  validity_period: 600
support_contact: desk@acme.example
""",
    "birch.yaml": """\
name: Birch
package: bronze
ring: general
phone_number:
  area_code: "212"
templates: [repair-done]
""",
}


def write_files(directory: Path, changes: Changes | None = None) -> Path:
    """Write the good files and the changed ones to `directory/tenants`, which need not exist."""
    for name, text in {**GOOD_FILES, **(changes or {})}.items():
        file = directory / "tenants" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return directory / "tenants"


def load(directory: Path, changes: Changes | None = None) -> Tenants:
    """Load the good files with some changed, as seen from the directory above."""
    write_files(directory, changes)
    with contextlib.chdir(directory):
        return load_tenants(Path("tenants"))


def findings(directory: Path, changes: Changes) -> tuple[Finding, ...]:
    """What is found in the good files with some changed."""
    with pytest.raises(InvalidTenants) as refusal:
        load(directory, changes)
    return refusal.value.findings


def replaced(name: str, old: str, new: str) -> dict[str, str]:
    """A good file with one thing replaced."""
    assert old in GOOD_FILES[name]
    return {name: GOOD_FILES[name].replace(old, new, 1)}


def lines(found: tuple[Finding, ...]) -> list[str]:
    """The first line of each finding: place and message, without the remedy."""
    return [str(finding).splitlines()[0] for finding in found]

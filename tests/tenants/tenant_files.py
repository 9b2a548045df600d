"""A small directory of valid tenants, in which each test breaks one thing."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tenants.model import Finding, InvalidTenants, Tenants, load_tenants

Changes = Mapping[str, str | bytes]
"""Files to write in addition to the valid ones or in their place, by path below the tenants' directory."""

GOOD_FILES = {
    "catalogue/isv.yaml": """\
name: Owl Inc.
callbacks: https://hooks.owl.example
compliance_email: compliance@owl.example
environments: [dev, prod]
""",
    "catalogue/features.yaml": """\
chosen-number:
  title: Own number
  description: A number picked digit by digit.
  used_by: [phone_number.number]
message-expiry:
  title: Expiry
  description: Late messages are dropped.
  used_by: [messaging.validity_period]
opt-in-keywords:
  title: Keywords
  description: Customers agree by a word.
  used_by: [campaign.opt_in_keywords]
  rings: [beta]
replies:
  title: Replies
  description: Answers are passed on.
  used_by: [messaging.inbound_request_url]
""",
    "catalogue/packages.yaml": """\
bronze:
  title: Bronze
  description: The small one.
  messages_per_day: 50
  price_per_month: "39.00"
  phone_numbers: 1
  support: e-mail
  features: []
silver:
  title: Silver
  description: The middle one.
  messages_per_day: 250
  price_per_month: "149.00"
  phone_numbers: 2
  support: business-hours
  features: [chosen-number, message-expiry, opt-in-keywords, replies]
""",
    "catalogue/price-book.yaml": """\
currency: USD
brands:
  standard: {amount: "46.00", unit: once, date: 2026-09-29, review_after: 2027-03-31, source: A}
  low_volume_standard: {amount: "4.50", unit: once, date: 2026-09-29, review_after: 2027-03-31, source: A}
  sole_proprietor: {amount: "4.25", unit: once, date: 2026-09-29, review_after: 2027-03-31, source: A}
  vetting: {amount: "41.50", unit: once, date: 2026-09-29, review_after: 2027-03-31, source: B}
campaigns:
  vetting: {amount: "15", unit: once, date: 2026-09-29, review_after: 2027-03-31, source: B}
  monthly:
    LOW_VOLUME: {amount: "1.50", unit: month, date: 2026-09-29, review_after: 2027-03-31, source: B}
    SOLE_PROPRIETOR: {amount: "2", unit: month, date: 2026-09-29, review_after: 2027-03-31, source: B}
  monthly_otherwise: {amount: "10", unit: month, date: 2026-09-29, review_after: 2027-03-31, source: B}
phone_numbers:
  local: {amount: "1.15", unit: month, date: 2026-09-29, review_after: 2027-03-31, source: C}
messages:
  outbound: {amount: "0.0083", unit: segment, date: 2026-09-29, review_after: 2027-03-31, source: C}
  inbound: {amount: "0.0083", unit: segment, date: 2026-09-29, review_after: 2027-03-31, source: C}
  failed: {amount: "0.001", unit: message, date: 2026-09-29, review_after: 2027-03-31, source: C}
  carrier_fees:
    att: {amount: "0.0035", unit: segment, date: 2026-09-29, review_after: 2027-03-31, source: C}
    t_mobile: {amount: "0.0045", unit: segment, date: 2026-09-29, review_after: 2027-03-31, source: C}
    us_cellular: {amount: "0.0045", unit: segment, date: 2026-09-29, review_after: 2027-03-31, source: C}
    verizon: {amount: "0.0045", unit: segment, date: 2026-09-29, review_after: 2027-03-31, source: C}
carriers:
  att: {share: "0.3", date: 2025-12-31, review_after: 2027-01-31, source: D}
  t_mobile: {share: "0.3", date: 2025-12-31, review_after: 2027-01-31, source: D}
  us_cellular: {share: "0", date: 2025-12-31, review_after: 2027-01-31, source: D}
  verizon: {share: "0.4", date: 2025-12-31, review_after: 2027-01-31, source: D}
""",
    "catalogue/templates.yaml": """\
order-ready:
  language: en
  traffic: transactional
  body: "{{shop}}: {{customer}}, come to {{shop}} for order {{order}}. Reply STOP to opt out."
  placeholders:
    order: {type: order, longest: 12, example: "20417"}
    customer: {type: name, longest: 20, example: Alice}
    shop: {type: name, longest: 64, example: Acme}
repair-done:
  language: en_US
  traffic: transactional
  body: "{{shop}}: your {{item}} is done. Reply STOP to opt out."
  placeholders:
    shop: {type: name, longest: 64, example: Acme}
    item: {type: text, longest: 30, example: bike}
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
business:
  legal_name: Acme LLC
  type: Limited Liability Corporation
  industry: RETAIL
  registration_number: secret:acme-ein
  website: https://acme.example
  company_type: private
  address:
    street: 1 Bell Street
    city: San Francisco
    region: CA
    postal_code: "94110"
  representative:
    first_name: Ada
    last_name: Moss
    email: ada@acme.example
    phone_number: "+14155550111"
    business_title: Owner
    job_position: CEO
brand:
  kind: low_volume_standard
campaign:
  use_case: LOW_VOLUME
  description: Acme tells customers when what they ordered or left for repair is ready.
  message_flow: >-
    Customers opt in on the form. Message and data rates may apply. Reply STOP to opt out, HELP for help.
  has_embedded_links: false
  has_embedded_phone: false
  privacy_policy_url: https://acme.example/privacy
  terms_and_conditions_url: https://acme.example/terms
  opt_in_message: "Acme: You will get texts about orders. Reply STOP to opt out."
  opt_in_keywords: [READY, START]
""",
    "birch.yaml": """\
name: Birch
package: bronze
ring: general
phone_number:
  area_code: "212"
templates: [repair-done]
business:
  legal_name: Birch
  industry: PROFESSIONAL
  website: https://birch.example
  address: {street: 2 Elm Street, city: New York, region: NY, postal_code: 10001-0001, country: US}
  representative:
    first_name: Bo
    last_name: Birch
    email: bo@birch.example
    phone_number: "+12125550122"
brand:
  kind: sole_proprietor
campaign:
  use_case: SOLE_PROPRIETOR
  description: Birch repairs bikes alone and tells their owners when they are done.
  message_flow: Owners opt in on paper. Message and data rates may apply. Reply STOP to opt out, HELP for help.
  samples:
    - "Birch: your bike is done. Reply STOP to opt out."
    - "Birch: your wheel is done. Reply STOP to opt out."
  has_embedded_links: false
  has_embedded_phone: false
  privacy_policy_url: https://birch.example/privacy
  terms_and_conditions_url: https://birch.example/terms
state: closed
offboarding:
  on: 2026-12-01
approvals:
  - resource: phone_number
    reason: Birch leaves and its customers know.
    approver: bo@birch.example
    expires: 2026-12-31
""",
}


def write_files(directory: Path, changes: Changes | None = None) -> Path:
    """Write the valid files and the changed ones to `directory/tenants`, which need not exist."""
    for name, text in {**GOOD_FILES, **(changes or {})}.items():
        file = directory / "tenants" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return directory / "tenants"


def load(directory: Path, changes: Changes | None = None) -> Tenants:
    """Load the valid files with some changed, as seen from the directory above."""
    write_files(directory, changes)
    with contextlib.chdir(directory):
        return load_tenants(Path("tenants"))


def findings(directory: Path, changes: Changes) -> tuple[Finding, ...]:
    """Return the findings in the valid files with some changed."""
    write_files(directory, changes)
    with contextlib.chdir(directory):
        return found_in(Path("tenants"))


def found_in(files: Path) -> tuple[Finding, ...]:
    """Return the findings in a directory of tenants' files."""
    with pytest.raises(InvalidTenants) as refusal:
        load_tenants(files)
    return refusal.value.findings


def replaced(name: str, old: str, new: str) -> dict[str, str]:
    """Return a valid file with one text replaced."""
    assert old in GOOD_FILES[name]
    return {name: GOOD_FILES[name].replace(old, new, 1)}


def lines(found: tuple[Finding, ...]) -> list[str]:
    """Return the first line of each finding: place and message, without the remedy."""
    return [str(finding).splitlines()[0] for finding in found]

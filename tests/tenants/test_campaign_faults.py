"""Faults in a tenant's campaign, state and approvals."""

from pathlib import Path

import pytest

from tenants.model import UseCase
from tests.tenants.tenant_files import findings, lines, load, replaced

FIT = "correct the value"
A_DATE = "write year, month and day: 2026-12-31"
NO_DAY = "correct the month or the day"
DESCRIPTION = "Acme tells customers when what they ordered or left for repair is ready."
MESSAGE_FLOW = "Customers opt in on the form. Message and data rates may apply. Reply STOP to opt out, HELP for help."
LONG = f"'{'a' * 27}...{'a' * 28}'"
TRUTH = "write true or false, without quotes"
USE_CASES = ", ".join(sorted(f"'{each}'" for each in UseCase))

ACME_FAULTS = {
    "unknown use case": (
        "use_case: LOW_VOLUME",
        "use_case: LOW_VOLUMES",
        "36:13: campaign.use_case: 'LOW_VOLUMES' is not allowed here",
        f"did you mean 'LOW_VOLUME'? allowed: {USE_CASES}",
    ),
    "short description": (
        DESCRIPTION,
        "Texts for customers.",
        "37:16: campaign.description: expected the value to have at least 40 characters, got 'Texts for customers.'",
        FIT,
    ),
    "long description": (
        DESCRIPTION,
        "a" * 4097,
        f"37:16: campaign.description: expected the value to have at most 4096 characters, got {LONG}",
        FIT,
    ),
    "short message flow": (
        MESSAGE_FLOW,
        "They agree.",
        "38:17: campaign.message_flow: expected the value to have at least 40 characters, got 'They agree.'",
        FIT,
    ),
    "long message flow": (
        MESSAGE_FLOW,
        "a" * 2049,
        f"38:17: campaign.message_flow: expected the value to have at most 2048 characters, got {LONG}",
        FIT,
    ),
    "flag in words": (
        "has_embedded_links: false",
        "has_embedded_links: 'no'",
        "40:23: campaign.has_embedded_links: expected true or false, got 'no'",
        TRUTH,
    ),
    "missing flag": (
        "  has_embedded_phone: false\n",
        "",
        "35:1: campaign.has_embedded_phone: this key is missing",
        "add 'has_embedded_phone: ...'",
    ),
    "flag as a number": (
        "has_embedded_phone",
        "age_gated: 1\n  has_embedded_phone",
        "41:14: campaign.age_gated: expected true or false, got 1",
        TRUTH,
    ),
    "no privacy policy": (
        "  privacy_policy_url: https://acme.example/privacy\n",
        "",
        "35:1: campaign.privacy_policy_url: this key is missing",
        "add 'privacy_policy_url: ...'",
    ),
    "terms without https": (
        "https://acme.example/terms",
        "acme.example/terms",
        "43:29: campaign.terms_and_conditions_url: expected an https URL, got 'acme.example/terms'",
        "write the full address as a browser shows it, starting with https://",
    ),
    "short reply": (
        "You will get texts about orders. Reply STOP to opt out.",
        "Welcome.",
        "44:19: campaign.opt_in_message: expected the value to have at least 20 characters, got 'Acme: Welcome.'",
        FIT,
    ),
    "long reply": (
        "opt_in_message",
        f"help_message: {'a' * 321}\n  opt_in_message",
        f"44:17: campaign.help_message: expected the value to have at most 320 characters, got {LONG}",
        FIT,
    ),
    "keyword of two words": (
        "[READY, START]",
        "[READY, TEXT ME]",
        "45:3: campaign.opt_in_keywords: a keyword may contain only letters and digits",
        "write one word per entry: START",
    ),
    "too many keywords": (
        "[READY, START]",
        f"[{'A' * 200}, {'B' * 56}]",
        "45:3: campaign.opt_in_keywords: more than 255 characters in total",
        "keep only the keywords people use",
    ),
    "repeated keyword": (
        "opt_in_keywords",
        "opt_out_keywords: [STOP, STOP]\n  opt_in_keywords",
        "45:3: campaign.opt_out_keywords: listed more than once: 'STOP'",
        "list each only once",
    ),
    "no keyword": (
        "opt_in_keywords",
        "help_keywords: []\n  opt_in_keywords",
        "45:3: campaign.help_keywords: expected at least 1 entry, got none",
        "add entries",
    ),
    "offboarding of an active tenant": (
        "brand:",
        "offboarding: {on: 2026-12-01}\nbrand:",
        "33:1: offboarding: only allowed for closed tenants, but state is not closed",
        "remove it",
    ),
    "closed without a day": (
        "brand:",
        "state: closed\nbrand:",
        "2:1: offboarding: this key is missing, but required because state is closed",
        "add 'offboarding: {on: 2026-12-31, hold_days: 30}'",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "remedy"), ACME_FAULTS.values(), ids=ACME_FAULTS.keys())
def test_a_fault_of_the_campaign_is_found_at_its_place(
    old: str, new: str, line: str, remedy: str, tmp_path: Path
) -> None:
    """Each fault is one finding: file, line, column, what was found, what is allowed, what to do."""
    found = findings(tmp_path, replaced("acme.yaml", old, new))
    assert list(map(str, found)) == [f"tenants/acme.yaml:{line}\n  {remedy}"]


BIRCH_FAULTS = {
    "one sample": (
        '    - "Birch: your wheel is done. Reply STOP to opt out."\n',
        "",
        "23:3: campaign.samples: expected at least 2 entries, got 1",
        "add entries",
    ),
    "six samples": (
        "  samples:\n",
        "  samples:\n" + "    - another message of the shop\n" * 4,
        "23:3: campaign.samples: expected at most 5 entries, got 6",
        "remove entries",
    ),
    "short sample": (
        "Birch: your wheel is done. Reply STOP to opt out.",
        "Your wheel is done.",
        "25:7: campaign.samples[1]: expected the value to have at least 20 characters, got 'Your wheel is done.'",
        FIT,
    ),
    "long sample": (
        "Birch: your wheel is done. Reply STOP to opt out.",
        "a" * 1025,
        f"25:7: campaign.samples[1]: expected the value to have at most 1024 characters, got {LONG}",
        FIT,
    ),
    "unknown state": (
        "state: closed",
        "state: gone",
        "30:8: state: expected 'active', 'suspended' or 'closed', got 'gone'",
        "use one of these values",
    ),
    "day as people write it": (
        "on: 2026-12-01",
        "on: 12/1/2026",
        "32:7: offboarding.on: expected a date, got '12/1/2026'",
        A_DATE,
    ),
    "held for ever": (
        "on: 2026-12-01",
        "on: 2026-12-01\n  hold_days: 366",
        "33:14: offboarding.hold_days: expected the value to be less than or equal to 365, got 366",
        FIT,
    ),
    "held for less than nothing": (
        "on: 2026-12-01",
        "on: 2026-12-01\n  hold_days: -1",
        "33:14: offboarding.hold_days: expected the value to be greater than or equal to 0, got -1",
        FIT,
    ),
    "approval of something else": (
        "resource: phone_number",
        "resource: key",
        (
            "34:15: approvals[0].resource: expected 'brand', 'campaign', 'phone_number', 'toll_free_verification', "
            "'subaccount' or 'api_key', "
            "got 'key'"
        ),
        "use one of these values",
    ),
    "approval without a reason": (
        "    reason: Birch leaves and its customers know.\n",
        "",
        "34:5: approvals[0].reason: this key is missing",
        "add 'reason: ...'",
    ),
    "approval by nobody": (
        "approver: bo@birch.example",
        "approver: ' '",
        "36:15: approvals[0].approver: expected the value to have at least 1 character, got ' '",
        FIT,
    ),
    "approval for ever": (
        "expires: 2026-12-31",
        "expires: never",
        "37:14: approvals[0].expires: expected a date, got 'never'",
        A_DATE,
    ),
    "slip in the year": (
        "expires: 2026-12-31",
        "expires: 2206-12-31",
        "37:14: approvals[0].expires: expected a date, got '2206-12-31'",
        A_DATE,
    ),
    "day that is none": (
        "expires: 2026-12-31",
        "expires: 2026-02-30",
        "37:14: approvals[0].expires: '2026-02-30' is not a valid date",
        NO_DAY,
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "remedy"), BIRCH_FAULTS.values(), ids=BIRCH_FAULTS.keys())
def test_a_fault_of_samples_state_or_approvals_is_found(
    old: str, new: str, line: str, remedy: str, tmp_path: Path
) -> None:
    """The same holds for sections that only the other valid file has."""
    found = findings(tmp_path, replaced("birch.yaml", old, new))
    assert list(map(str, found)) == [f"tenants/birch.yaml:{line}\n  {remedy}"]


def test_every_section_is_asked_for(tmp_path: Path) -> None:
    """A file without the facts of the business is refused: no tenant can send without them."""
    text = "name: Cedar\npackage: bronze\nring: beta\nphone_number: {area_code: '415'}\ntemplates: [order-ready]\n"
    assert lines(findings(tmp_path, {"cedar.yaml": text})) == [
        f"tenants/cedar.yaml:1:1: {key}: this key is missing" for key in ("brand", "business", "campaign")
    ]


def test_limits_are_allowed(tmp_path: Path) -> None:
    """The longest and shortest texts that Twilio accepts are accepted."""
    for length in (40, 4096):
        load(tmp_path, replaced("acme.yaml", DESCRIPTION, "a" * length))
    for length in (20, 1024):
        load(tmp_path, replaced("birch.yaml", "Birch: your wheel is done. Reply STOP to opt out.", "a" * length))
    load(tmp_path, replaced("acme.yaml", "[READY, START]", f"[{'A' * 200}, {'B' * 55}]"))

"""What the redactor removes from any text, and what it keeps."""

import json
import math
import string
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from providers.core.registry import resources
from redaction.redact import NUMBER, SECRET, redact, redact_text

HEX = "0123456789abcdef"
DIGITS = st.text("0123456789", min_size=9, max_size=9)
TOKENS = st.text(HEX, min_size=32, max_size=32)
KEY_SECRETS = st.text(string.ascii_letters + string.digits, min_size=32, max_size=32)
SEPARATORS = st.sampled_from(
    ["-", " ", ".", "_", "\u2010", "\u2013", "\u2014", "\u2212", "\u00a0", " - ", "\u200b", "\t"]
)
FORMS = st.sampled_from([(2,), (3, 5), (2, 5), (3, 6), ()])
WORDS = st.text()
"""Any text. No letter or digit may touch a token, for then it is another word."""


def ends_apart(before: str, after: str) -> bool:
    """Return whether no letter or digit touches what is between two texts, and no plus makes it a phone number."""
    return not (before[-1:].isalnum() or after[:1].isalnum() or before.endswith(("+", "%2B")))


def without(text: str, digits: str) -> bool:
    """Return whether the digits are not in a text, with any separators."""
    return digits not in "".join(each for each in text if each.isdigit())


@given(WORDS, DIGITS, FORMS, SEPARATORS, WORDS)
@settings(deadline=None)
def test_a_registration_number_disappears_from_any_text(
    before: str, digits: str, cuts: tuple[int, ...], separator: str, after: str
) -> None:
    """EIN and Social Security number are redacted in every form, between any words."""
    assume(ends_apart(before, after))
    assume(not any(each.isdigit() for each in before + after))
    bounds = (0, *cuts, len(digits))
    number = separator.join(digits[start:end] for start, end in pairwise(bounds))

    assert without(redact_text(f"{before}{number}{after}"), digits)


@given(WORDS, DIGITS, WORDS)
@settings(deadline=None)
def test_a_dashed_number_disappears_beside_other_digits(before: str, digits: str, after: str) -> None:
    """This holds for any text before and after it, including digits."""
    assume(digits[2:] not in before + after)

    assert digits[2:] not in redact_text(f"{before}{digits[:2]}-{digits[2:]}{after}")


@given(WORDS, TOKENS | KEY_SECRETS, WORDS)
@settings(deadline=None)
def test_a_token_disappears_from_any_text(before: str, token: str, after: str) -> None:
    """Auth tokens and secrets of API keys are redacted as whole words."""
    assume(ends_apart(before, after))
    assume(any(each.isdigit() for each in token) or (token.lower() != token and token.upper() != token))

    assert token not in redact_text(f"{before}{token}{after}")


def test_a_token_disappears_beside_numbers() -> None:
    """A number joined to it by a hyphen takes none of its digits."""
    token = "1804".ljust(32, "a")
    for before in ("94105-", "123456-", "2026-11-", "415-555-", "12-"):
        assert "aaaa" not in redact_text(before + token)


@given(TOKENS)
@settings(deadline=None)
def test_a_token_disappears_behind_an_escaped_line_break(token: str) -> None:
    """JSON writes a line break as a letter."""
    assert token not in redact_text(json.dumps(f"token:\n{token}"))


@given(WORDS, st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2), TOKENS, WORDS)
@settings(deadline=None)
def test_sids_stay(before: str, prefix: str, digits: str, after: str) -> None:
    """SIDs name what a person has to look for."""
    assume(ends_apart(before, after))

    assert f"{prefix}{digits}" in redact_text(f"{before} {prefix}{digits} {after}")


@given(st.from_regex(r"\A\+(1[0-9]{9,14}|[2-9][0-9]{6,14})\Z"))
@settings(deadline=None)
def test_phone_numbers_in_e164_stay(number: str) -> None:
    """They stay alone, in a sentence, and in a URL."""
    for text in (number, f"{number} is taken.", f"from {number}, to {number}", f"whatsapp:{number}", f'"{number}"'):
        assert redact_text(text) == text


@given(WORDS | st.from_regex(r"[0-9 +.\-A-Fa-f\u2013]{9,60}"), st.lists(DIGITS | KEY_SECRETS, max_size=2))
@settings(deadline=None)
def test_doing_it_again_changes_nothing(text: str, secrets: list[str]) -> None:
    """A text can therefore be redacted at several places."""
    once = redact_text(text, secrets)

    assert redact_text(once, secrets) == once


@pytest.mark.parametrize(
    "number",
    [
        "12-3456789",
        "123456789",
        "123-45-6789",
        "12 3456789",
        "12.3456789",
        "123 45 6789",
        "123.45.6789",
        "12\u20133456789",
        "123\u201345\u20136789",
        "(12) 345-6789",
        "12_3456789",
        "12\u200b3456789",
        "12 - 3456789",
        "EIN123456789",
        "GB123456789",
        "123456789RT0001",
        "51 824 753 556",
        "732 829 320 00074",
        "12.345.678/0001-95",
        "556036-0793",
        "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
    ],
)
def test_forms_of_registration_numbers(number: str) -> None:
    """Registration numbers are redacted as people and countries write them."""
    said = redact_text(f"SSN {number}: unknown")

    assert NUMBER in said
    assert not any(each.isdigit() for each in said.replace("RT0001", "").replace("24", ""))


@pytest.mark.parametrize(
    "text",
    [
        "30795, 30909 and 30007 30008",
        "at most 2048 characters since 2026",
        "2026-11-29 06:16:00",
        "2026-11-29T06:16:00.123456Z",
        "from 2026-11-29/2026-12-01 and 11/29/2026",
        "250.000000",
        "(415) 555-0100, 415.555.0100, 1-415-555-0100, 14155550100 or 415 555 0100",
        "$1,234,567.89 a month, 0.0079 each",
        "San Francisco, CA 94105-1804",
        "https://www.twilio.com/docs/api/errors/30795",
        "https://help.twilio.com/articles/11847054539547",
        "dev-alpine-spokes at 127.0.0.1:8042",
        "9f86d08123456789",
        "da39a3ee5e6b4b0d3255bfef9512345678912345",
        "190 unchanged, 46 deleted, 8 errored",
    ],
)
def test_what_people_have_to_read_stays(text: str) -> None:
    """Codes, dates, amounts, ZIP codes, hashes and pages stay."""
    assert redact_text(text) == text


@pytest.mark.parametrize("user_info", ["owl:hunter22", ":hunter22", f"AC{'0' * 32}:hunter22", "o%40wl:hunter22:22"])
def test_a_password_in_a_url_disappears(user_info: str) -> None:
    """The host and the path stay, and so does what is no password."""
    url = f"https://{user_info}@hooks.example:8443/sms?at=12:30"
    assert redact_text(f"{url}, {url}") == ", ".join([f"https://{SECRET}@hooks.example:8443/sms?at=12:30"] * 2)
    for text in ("postgresql://owl:***@db/owl", "ssh://git@github.com/owl", "https://a.example:80/b@c", "//a:b, c@d"):
        assert redact_text(text) == text


def test_kinds_of_resources_stay() -> None:
    """No resource kind has the length of an API key's secret."""
    for kind in resources():
        assert redact_text(f"could not create {kind.__name__} 'acme'") == f"could not create {kind.__name__} 'acme'"


def test_known_secrets_disappear_in_every_spelling() -> None:
    """This includes numbers without a form of their own, such as a company number of eight digits."""
    for spelled in ("01234567", "0123 4567", "01-23-45-67", "HRB 01234567"):
        assert redact_text(f"number {spelled}.", ["01 23 45 67"]).endswith(f"{SECRET}.")
    assert redact_text("1234 stays", ["1234"]) == "1234 stays"


def test_plain_data_is_redacted_all_through() -> None:
    """Strings, numbers and names of fields are redacted; other values stay unchanged."""
    given_ = {
        "errors": [{"code": 30795, "ein": 123456789, "123-45-6789": "12-3456789"}],
        "ok": True,
        "none": None,
        "phone": 14155550100,
        "infinite": math.inf,
    }

    assert redact(given_) == {
        "errors": [{"code": 30795, "ein": NUMBER, NUMBER: NUMBER}],
        "ok": True,
        "none": None,
        "phone": 14155550100,
        "infinite": math.inf,
    }

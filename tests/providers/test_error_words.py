"""What Twilio's refusals say to people: advice that exists, in one line."""

import re

import requests
from twilio.base.exceptions import TwilioRestException

from owl.cli import CommandModules
from providers.core.error_words import WORDS
from providers.core.errors import explain
from tests.owl.origins.tenant_paths import PATHS

SAID = "Unable to create record: It lacks\n::error::MessageFlow \x1b[31m\u202ehere"


def refusal(code: int | None, status: int = 400) -> str:
    """Return what a person reads of a refusal in these words."""
    return explain(TwilioRestException(status, "/v1/Services", SAID, code))


def test_advice_names_what_exists() -> None:
    """Each field is one of a tenant's file or of its senders, each command one of ours or the engine's."""
    known = {*PATHS, "owl:accountSid", "--refresh", "pulumi up", "pulumi up --refresh"}
    known |= {"address", "renewed_on"}  # of a number in `senders.international`
    quoted = {each for words in WORDS.values() for each in re.findall("`([^`]+)`", words)}
    commands = {each for each in quoted if each.startswith("owl ")}

    assert quoted - known - commands == set()
    assert {each.split()[1] for each in commands} <= set(CommandModules())


def test_words_are_ours_in_one_line() -> None:
    """Twilio's words follow where they say more; nothing in them begins a line, or tells a terminal anything."""
    lacking = refusal(21727)
    unknown = refusal(29999)

    assert lacking.startswith("the campaign lacks something that Twilio requires. ")
    assert "Twilio says: It lacks ::error::MessageFlow [31m here (error 21727: https://" in lacking
    assert unknown.startswith("It lacks ::error::MessageFlow")
    for code in (*WORDS, 29999, None):
        told = refusal(code)
        assert told.isprintable(), told
        assert "Unable to" not in told
        assert "{" not in told


def test_trouble_that_is_not_ours_says_so() -> None:
    """A server's error and a network's are no refusals."""
    assert "Run again later; https://status.twilio.com" in refusal(20500, 500)
    assert "Run again later; https://status.twilio.com" in refusal(None, 503)
    assert explain(requests.ConnectTimeout("api.twilio.com")).startswith("Twilio can't be reached: check the network")

"""Every error that a provider can output is explained, in one line."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from emulator.a2p import rejections
from emulator.trusthub import bundle_review
from owl.registration.rejection_table import rejection_table
from owl.registration.rejections import Explained, explained, sentence
from tests.owl.origins.tenant_paths import PATHS
from tests.owl_inc import owl_inc

REJECTIONS = rejection_table().by_code

NUMBER_OF_DIGITS = 9
"""Patterns of an EIN and a social security number."""


def told(error: Mapping[str, Any]) -> str:
    """Return an error as one line, for a file in which every field is on line 7."""
    return sentence(explained(error), lambda _: "tenants/acme.yaml:7")


class TestShapes:
    """The errors that providers output."""

    def test_a_failure_of_an_evaluation(self) -> None:
        """The failed field counts, not every field of the code."""
        found = explained({"code": 22215, "field": "business_registration_number", "message": "is missing"})

        assert (found.code, found.paths) == (22215, ("business.registration_number",))
        assert found.cause == REJECTIONS[22215].cause

    def test_a_requirement_of_an_evaluation(self) -> None:
        """A requirement may lack a whole document."""
        assert explained({"code": 22216, "field": "customer_profile_address"}).paths == ("business.address",)

    def test_a_reviewers_reason_for_a_bundle(self) -> None:
        """A reviewer's reason has only a code."""
        assert explained({"code": 18601}) == Explained(
            code=18601,
            cause=REJECTIONS[18601].cause,
            remedy=REJECTIONS[18601].remedy,
            paths=("business.legal_name", "business.website"),
            final=False,
            url="https://www.twilio.com/docs/api/errors/18601",
        )

    def test_an_error_of_a_brand(self) -> None:
        """The example is from Twilio's own description."""
        found = explained(
            {
                "url": "https://www.twilio.com/docs/api/errors/30701",
                "error_code": 30701,
                "description": "Invalid State/Region/Province. please check the input field value and retry.",
                "fields": ["region"],
            }
        )

        assert (found.code, found.paths, found.final) == (30701, ("business.address.region",), False)

    def test_an_error_of_a_campaign(self) -> None:
        """The example is from Twilio's own description."""
        found = explained(
            {
                "error_code": 30897,
                "fields": ["MESSAGE_FLOW"],
                "url": "https://www.twilio.com/docs/api/errors/30897",
                "description": "The campaign was rejected due to Disallowed Content.",
            }
        )

        assert (found.code, found.paths, found.final) == (30897, ("campaign.message_flow",), True)

    @pytest.mark.parametrize("fields", [[], None, "", ["SHOE_SIZE"], [None, 7, {}], 7])
    def test_without_fields_that_are_known_the_codes_own_count(self, fields: Any) -> None:
        """Fields may be missing, malformed or unknown."""
        assert explained({"error_code": 30795, "fields": fields}).paths == REJECTIONS[30795].fields

    def test_several_fields(self) -> None:
        """Each path appears once, in Twilio's order."""
        found = explained({"error_code": 30893, "fields": ["DESCRIPTION", "MESSAGE_SAMPLES", "sample1"]})

        assert found.paths == ("campaign.description", "campaign.samples", "templates")

    @pytest.mark.parametrize("code", [30795, "30795", 30795.0, " 30795 "])
    def test_a_code_may_be_number_or_text(self, code: Any) -> None:
        """State files convert one into the other."""
        assert explained({"errorCode": code}).code == 30795

    @pytest.mark.parametrize("code", [None, True, "", "12-3456789", 123456789, -1, 0, 30795.5, float("nan"), [30795]])
    def test_an_invalid_code_is_not_shown(self, code: Any) -> None:
        """Nor is anything that may be a registration number; the page is then the list of all codes."""
        found = explained({"code": code, "message": "It failed"})

        assert (found.code, found.cause, found.paths) == (None, "It failed.", ())
        assert found.url == "https://www.twilio.com/docs/api/errors"

    def test_an_unknown_code(self) -> None:
        """The line has Twilio's own words, its page, and the fields that it names."""
        found = explained({"error_code": 30999, "fields": ["HelpMessage"], "description": " Too\nlong "})

        assert found == Explained(
            code=30999,
            cause="Too long.",
            remedy="Read https://www.twilio.com/docs/api/errors/30999.",
            paths=("campaign.help_message",),
            final=False,
            url="https://www.twilio.com/docs/api/errors/30999",
        )

    def test_an_error_that_says_nothing(self) -> None:
        """An error without content still makes a line."""
        assert explained({}).cause == "Twilio gives no reason."


class TestSentence:
    """Return an error as one line."""

    def test_code_cause_remedy_and_places(self) -> None:
        """The tenant's file is named once."""
        where = partial(owl_inc().where, "freestyle-falcons")
        number, name = map(where, REJECTIONS[30795].fields)

        assert sentence(explained({"error_code": 30795}), where) == (
            "30795: the tax number does not belong to this legal name. Write both as on the IRS letter CP-575 "
            f"({number} business.registration_number, :{name.rpartition(':')[2]} business.legal_name)"
        )

    def test_without_places(self) -> None:
        """It ends with a full stop."""
        assert (
            told({"code": 30790})
            == "30790: the registration failed because of an internal error at Twilio. Contact Twilio's support."
        )

    def test_an_unknown_code(self) -> None:
        """Twilio's words are unchanged."""
        assert told({"code": 30999, "message": "Twilio said no"}) == (
            "30999: Twilio said no. Read https://www.twilio.com/docs/api/errors/30999."
        )

    def test_places_in_several_files(self) -> None:
        """The line names each file once, before its places."""
        explanation = Explained(None, "It failed.", "Look.", ("a", "b", "c"), final=False, url="")

        line = sentence(explanation, {"a": "x.yaml:1", "b": "x.yaml:2", "c": "y.yaml:3"}.__getitem__)

        assert line == "It failed. Look (x.yaml:1 a, :2 b, y.yaml:3 c)"

    def test_every_entry_makes_one_line(self) -> None:
        """It has the code, the cause without its capital, the remedy, and the places of its fields."""
        wrong = {}
        for code, rejection in REJECTIONS.items():
            places = ", ".join(
                f"{':7' if number else 'tenants/acme.yaml:7'} {path}" for number, path in enumerate(rejection.fields)
            )
            cause = f"{rejection.cause[0].lower()}{rejection.cause[1:]}"
            wanted = f"{code}: {cause} {rejection.remedy.removesuffix('.')}{f' ({places})' if places else '.'}"
            if (line := told({"code": code})) != wanted or "\n" in line:
                wrong[code] = line

        assert wrong == {}


class TestSecrets:
    """Registration numbers are secrets, and Twilio may repeat them."""

    @pytest.mark.parametrize(
        "number",
        ["12-3456789", "123456789", "123-45-6789", "12 3456789", "12\u20133456789", "(12) 345-6789", "12_3456789"],
    )
    def test_a_registration_number_is_never_shown(self, number: str) -> None:
        """Any form is redacted, alone or beside other words."""
        for message in (f"EIN {number} is unknown", f"EIN{number}", f"{number}, {number}", f"It is \n{number}"):
            line = told({"code": 30999, "message": message})

            assert "[number withheld]" in line
            assert re.search("[0-9]{4}", line.replace("30999", "")) is None

    def test_shorter_numbers_are_shown(self) -> None:
        """A reader needs limits and years."""
        assert "at most 2048 characters since 2026" in told({"message": "at most 2048 characters since 2026"})

    @example("0" * 30, 0, "")
    @example("a" * 30, 123456789, "")
    @given(st.text(), st.integers(0, 10**NUMBER_OF_DIGITS - 1), st.text())
    def test_nor_within_any_words(self, before: str, number: int, after: str) -> None:
        """Truncated or complete, a number is redacted."""
        digits = f"{number:0{NUMBER_OF_DIGITS}}"
        assume(digits[2:] not in before + after)
        error = {"description": f"{before}{digits[:2]}-{digits[2:]}{after}"}

        assert digits[2:] not in told(error)

    def test_a_message_steers_no_terminal(self) -> None:
        """Control characters are removed, also between digits."""
        assert told({"message": "\x1b[31mEIN 12\u200b3456789\x07"}) == (
            "[31mEIN [number withheld]. Read https://www.twilio.com/docs/api/errors."
        )

    def test_a_long_message_is_cut(self) -> None:
        """It stays one line."""
        assert told({"message": "word " * 1000}).count("word") == 60


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
NAMES = st.sampled_from(["code", "error_code", "errorCode", "field", "fields", "message", "description", "url"])


@given(st.dictionaries(NAMES | st.text(), JSON))
def test_any_error_makes_one_line(error: dict[str, Any]) -> None:
    """Any output of a provider makes one line, with paths of the tenant's file."""
    found = explained(error)
    line = told(error)

    assert set(found.paths) <= PATHS
    assert line.isprintable()
    assert line.endswith((".", ")"))


NOT_IN_A_FILE = {18605}
"""Codes about fields that no tenant's file has: a second representative."""

REGULATORY = {18001}
"""Codes of regulatory bundles alone."""

LOCAL_CODES = sorted({*rejections.CAMPAIGN, *rejections.BRAND, *bundle_review.REASONS} - REGULATORY)


def test_whatever_the_local_twilio_rejects_with_is_explained() -> None:
    """Each code of the local Twilio has a cause, a remedy, and a line of the tenant's file."""
    tenants = owl_inc()
    said = {
        code: sentence(explained({"error_code": code}), lambda path: tenants.where("freestyle-falcons", path))
        for code in LOCAL_CODES
    }

    assert {code: line for code, line in said.items() if not line.startswith(f"{code}: ")} == {}
    assert {code for code, line in said.items() if "tenants/freestyle-falcons.yaml:" not in line} == NOT_IN_A_FILE

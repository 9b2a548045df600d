"""The table of rejections: every code in our own words, in full sentences, with existing fields."""

import re

import pytest
from pydantic import ValidationError

from owl.registration.rejection_table import RejectionTable, rejection_table
from tests.owl.origins.tenant_paths import PATHS

REJECTIONS = rejection_table().by_code
BY_SOURCE = rejection_table().by_source

TEXTS = [(code, text) for code, rejection in REJECTIONS.items() for text in (rejection.cause, rejection.remedy)]


def test_fields_are_in_a_tenants_file() -> None:
    """Each path exists in the model, and none is repeated."""
    unknown = {code: each.fields for code, each in REJECTIONS.items() if not set(each.fields) <= PATHS}
    twice = {code: each.fields for code, each in REJECTIONS.items() if len(set(each.fields)) < len(each.fields)}

    assert (unknown, twice) == ({}, {})


def test_cause_and_remedy_are_a_sentence_each() -> None:
    """Each begins with a capital, ends with a full stop, and fits into one or two lines of a terminal."""
    wrong = [
        (code, text)
        for code, text in TEXTS
        if not re.fullmatch(r"[A-Z][^\n|]*[a-zA-Z0-9]\.", text) or ". " in text or len(text) >= 120
    ]

    assert wrong == []


def test_a_cause_can_go_on_after_a_colon() -> None:
    """No cause begins with a name, which would lose its capital."""
    names = {"EIN", "HELP", "STOP", "TCR", "Twilio", "US"}

    assert [code for code, rejection in REJECTIONS.items() if rejection.cause.split()[0] in names] == []


def test_the_remedy_of_a_final_rejection_is_another_way() -> None:
    """No remedy suggests a new submission that Twilio refuses."""
    remedies = {code: rejection.remedy for code, rejection in REJECTIONS.items() if rejection.final}
    wrong = {
        code: remedy
        for code, remedy in remedies.items()
        if "submit" in remedy or not ("new" in remedy or "support" in remedy)
    }

    # The codes whose pages say that they cannot be submitted again.
    assert remedies.keys() == {21724, 30793, 30883, 30884, 30885, 30897, 30901} | NOT_EDITABLE
    assert wrong == {}


NOT_EDITABLE = {30460, 30464, 30466, 30481, 30879, 30950}
"""Rejections of a toll-free verification that Twilio does not let anybody edit."""


def test_a_misspelt_key_is_refused() -> None:
    """The table's file has only keys of the model, so that a misspelled remedy is not silently ignored."""
    row = {"cause": "It failed.", "remedy": "Look.", "finale": True}
    empty: dict[str, object] = {"evaluation": {}, "profile": {}, "campaign": {}, "sender": {}}

    with pytest.raises(ValidationError, match="finale"):
        RejectionTable.model_validate({**empty, "brand": {"21724": row}})


def test_no_two_say_the_same() -> None:
    """Two codes with the same cause, or the same remedy, would not say what is wrong."""
    for texts in ([each.cause for each in REJECTIONS.values()], [each.remedy for each in REJECTIONS.values()]):
        assert sorted(texts) == sorted(set(texts))


def test_a_code_comes_from_one_place() -> None:
    """No source overrides another's entry; regulatory bundles are explained by their own."""
    regulatory = rejection_table().regulatory
    assert sum(map(len, BY_SOURCE.values())) == len(REJECTIONS) + len(regulatory)
    assert 22216 in regulatory.keys() & REJECTIONS.keys()


def test_what_twilio_documents_is_covered() -> None:
    """It covers every code in Twilio's guides to profiles, brands and campaigns."""
    documented = {
        *range(22214, 22219),
        *(18011, *range(18601, 18607), 60711, 60723),
        *(21724, 21731, *range(21736, 21742), 30701, 30702, 30703, 30710, 30711, 30729, *range(30795, 30800)),
        *(21727, 21729, *range(30882, 30903), 30905, *range(30907, 30911), 30913, 30915, 30917),
        *(*range(30919, 30926), 30930, 30933, 30934),
        *(21710, 21712, 21719),
    }

    assert documented - REJECTIONS.keys() == set()

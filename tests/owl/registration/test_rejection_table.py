"""The table of rejections: every code in our own words, in whole sentences, about fields that there are."""

import re

import pytest

from owl.registration.rejection_table import BY_SOURCE, REJECTIONS, Rejection
from tests.owl.origins.tenant_paths import PATHS

each_rejection = pytest.mark.parametrize(("code", "rejection"), REJECTIONS.items(), ids=map(str, REJECTIONS))


@each_rejection
def test_its_fields_are_in_a_tenants_file(code: int, rejection: Rejection) -> None:
    """Each path is one of the model's, and none is named twice."""
    assert set(rejection.fields) <= PATHS, code
    assert len(set(rejection.fields)) == len(rejection.fields), code


@each_rejection
def test_it_says_cause_and_remedy_in_a_sentence_each(code: int, rejection: Rejection) -> None:
    """Each begins with a capital, ends with a full stop, and fits into a line of a terminal or two."""
    for text in (rejection.cause, rejection.remedy):
        assert re.fullmatch(r"[A-Z][^\n|]*[a-z0-9]\.", text, re.IGNORECASE), code
        assert ". " not in text, code
        assert len(text) < 120, code
        assert text[0].isupper(), code


@each_rejection
def test_its_cause_can_go_on_after_a_colon(code: int, rejection: Rejection) -> None:
    """No cause begins with a name, which would lose its capital."""
    assert rejection.cause.split()[0] not in {"EIN", "HELP", "STOP", "TCR", "Twilio", "US"}, code


@each_rejection
def test_what_is_final_leads_elsewhere(code: int, rejection: Rejection) -> None:
    """Nobody is told to submit again what Twilio does not take again."""
    if rejection.final:
        assert "new" in rejection.remedy or "support" in rejection.remedy, code
        assert "submit" not in rejection.remedy, code


def test_no_two_say_the_same() -> None:
    """A cause that another code has too would not say what is wrong; likewise a remedy."""
    for texts in ([each.cause for each in REJECTIONS.values()], [each.remedy for each in REJECTIONS.values()]):
        assert sorted(texts) == sorted(set(texts))


def test_a_code_comes_from_one_place() -> None:
    """No source hides another's entry."""
    assert sum(map(len, BY_SOURCE.values())) == len(REJECTIONS)


def test_the_codes_that_are_final() -> None:
    """Those whose pages say that they cannot be submitted again."""
    final = {code for code, rejection in REJECTIONS.items() if rejection.final}

    assert final == {21724, 30793, 30883, 30884, 30885, 30897, 30901}


def test_what_twilio_documents_is_covered() -> None:
    """Every code that Twilio's guides to profiles, brands and campaigns name."""
    documented = {
        *range(22214, 22219),
        *(18011, *range(18601, 18607), 60711, 60723),
        *(21724, 21731, *range(21736, 21742), 30701, 30702, 30703, 30710, 30711, 30729, *range(30795, 30800)),
        *(21727, 21729, *range(30882, 30903), 30905, *range(30907, 30911), 30913, 30915, 30917),
        *(*range(30919, 30926), 30930, 30933, 30934),
        *(21710, 21712, 21719),
    }

    assert documented - REJECTIONS.keys() == set()

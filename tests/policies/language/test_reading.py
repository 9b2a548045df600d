"""How texts are read: sentences, words in any form, what is denied, what is quoted."""

import locale
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.core.registry import rules
from policies.language.disclosures import frequency, help_keyword, opt_out, rates
from policies.language.links import links, phone_numbers
from policies.language.reading import Reading, read
from policies.language.words import Words

rules()  # every word that a rule looks for is known

SHARED = Words("share", "sell", "pass .. on")
BOX = Words("box", "check box", unless=Words("box office"))
TEXTS = st.text(
    st.sampled_from(string.printable + "\u201c\u201d\u2019\u2014\u00e9\u00df\u0130 stop box not"), max_size=400
)


def found(text: str, words: Words) -> list[str]:
    """Return what is found of words, as written."""
    reading = Reading(text)
    return [reading.quoted(each) for each in reading.find(words)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("We sold it.", ["sold"]),
        ("Selling is fun", ["Selling"]),
        ("They pass your number on", ["pass your number on"]),
        ("We pass. It goes on", []),
    ],
)
def test_words_are_found_in_every_form(text: str, written: list[str]) -> None:
    """Endings, irregular forms, and a gap that ends with the sentence."""
    assert found(text, SHARED) == written


def test_words_that_are_not_meant_are_not_found() -> None:
    """A box office is no box."""
    assert found("The box office has a check-box.", BOX) == ["check-box", "box"]


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("We share numbers.", False),
        ("We don\u2019t share numbers.", True),
        ("We do not buy, rent or share numbers.", True),
        ("Numbers are shared with no one.", True),
        ("We share no numbers.", True),
        ("We don't text late, and we share numbers.", False),
        ("No calls; we share numbers.", False),
        ("Not only do we share numbers", False),
        ("Because you can't log in, we share numbers.", False),
        ("Files with the answer No are shared.", False),
        ("No more than 3 numbers are shared.", False),
        ("Numbers are never, ever shared.", True),
        ("Without a tick numbers are shared by nobody", True),
    ],
)
def test_a_negation_denies_what_is_in_its_scope(text: str, is_denied: bool) -> None:  # noqa: FBT001 - a case
    """Lists are denied whole; another clause is not."""
    reading = Reading(text)
    assert [reading.is_denied(each) for each in reading.find(SHARED)] == [is_denied]


def test_sentences_end_where_readers_see_it() -> None:
    """Not after an abbreviation, within a link or in a name."""
    reading = Reading('Dr. Kim of Northstar Co. texts at https://a.example/x.y. "Reply STOP." Approx. 3 msgs. ok? yes')
    assert [reading.quoted(each) for each in reading.sentences] == [
        "Dr. Kim of Northstar Co. texts at https://a.example/x.y",
        '"Reply STOP."',
        "Approx. 3 msgs. ok?",
        "yes",
    ]


def test_names_are_only_names() -> None:
    """A business called Check Box has none."""
    reading = Reading("Check Box texts you. Tick a box.")
    assert [reading.quoted(each) for each in reading.without([("check", "box")]).find(BOX)] == ["box"]


@pytest.mark.parametrize(
    "text",
    [
        "Msg&data rates may apply",
        "Message/data rates might apply",
        "Your carrier\u2019s rates may apply",
    ],
)
def test_rates_are_known_by_their_meaning(text: str) -> None:
    """Whatever the wording."""
    assert rates(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Delivery rates may apply",
        "Message and data rates never apply",
        "We rate your data",
    ],
)
def test_other_rates_are_none(text: str) -> None:
    """The same words in another sense."""
    assert not rates(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Msg freq varies",
        "1 msg/visit",
        "about four a month",
        "Up to 3/month",
        "number of messages depends on use",
        "2 texts per stay",
    ],
)
def test_frequency_is_known_by_its_meaning(text: str) -> None:
    """A number, or what it depends on."""
    assert frequency(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Frequently asked questions",
        "call (503) 555-0142",
        "$12 a month",
        "Question 9 asks",
    ],
)
def test_other_numbers_are_no_frequency(text: str) -> None:
    """The same words in another sense."""
    assert not frequency(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "STOP = no more texts",
        "Want out? Reply stop",
        "To end reply END",
        "Write STOP to finish",
        "Text \u201cSTOP\u201d",
    ],
)
def test_the_way_out_is_known_by_its_meaning(text: str) -> None:
    """A keyword, and what to do with it."""
    assert opt_out(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Don't stop now!",
        "DON'T STOP! 20% off",
        "the bus stop",
        "Stop by tonight",
        "Opt out in the settings",
    ],
)
def test_slogans_are_no_way_out(text: str) -> None:
    """The same words in another sense."""
    assert not opt_out(read(text))


def test_help_needs_the_keyword() -> None:
    """`We help families` is no way to get help."""
    assert help_keyword(read("STOP to end, HELP for info"))
    assert not help_keyword(read("We help 900 families a year"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("call 1-800-HOUNDS1", ["1-800-HOUNDS1"]),
        ("850.555.0171 or (415) 555-0123", ["850.555.0171", "(415) 555-0123"]),
        ("order 4155550123 from 12/14/2025, 8:00-8:30", []),
        ("call 555-0134", ["555-0134"]),
        ("Joanna is on call this weekend, 555-0184.", ["555-0184"]),
        ("Order 555-0134 is ready, ticket no. 555-0135", []),
        ("your claim number is 555-0134", []),
    ],
)
def test_phone_numbers_are_found_as_people_write_them(text: str, numbers: list[str]) -> None:
    """Words and dots as well, but no order numbers."""
    assert list(phone_numbers(text)) == numbers


def test_links_are_found_as_people_write_them() -> None:
    """Without a scheme, too, but not where a space is missing."""
    assert links("see harborhounds.dog, a.example/b?c=1. Tick the box.Then pay") == [
        "harborhounds.dog",
        "a.example/b?c=1",
    ]


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and what is quoted is in the text where it is said to."""
    reading = Reading(text)
    assert len(reading.words) == len(reading.starts) == len(reading.ends) == len(reading.denied)
    for words in (BOX, SHARED):
        for each in reading.find(words):
            start, end = reading.span(each)
            assert 0 <= start < end <= len(text)
            assert text[start:end] == reading.quoted(each)
    for quote in reading.quotes:
        assert 0 <= quote.start < quote.end <= len(text)
    for check in (rates, frequency, opt_out, help_keyword):
        assert check(reading) in {True, False}
    assert all(link in text for link in links(text))


@settings(max_examples=settings().max_examples // 4)
@given(TEXTS)
def test_the_locale_changes_nothing(text: str) -> None:
    """Case is folded by Unicode's rules, not by the machine's."""
    before = Reading(text).words
    kept = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert Reading(text).words == before
    finally:
        locale.setlocale(locale.LC_ALL, kept)


@pytest.mark.parametrize(
    "part",
    [
        "not ",
        "a.",
        "' a",
        '"',
        "agree to ",
        "((",
        "1 ",
        "http://",
        "no one with ",
        "text us ",
    ],
)
def test_the_work_grows_with_the_text_and_no_faster(part: str) -> None:
    """A hostile text is read in so many steps, however its parts repeat.

    What grows is counted, not timed: the words, and the places where anything was found.
    """
    short, long = (Reading(part * count) for count in (100, 400))
    assert len(long.words) <= 4 * len(short.words) + 8
    assert sum(map(len, long._found.values())) <= 5 * sum(map(len, short._found.values())) + 40

"""What a page shows, and what its words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from owl.preflight.content import content_of
from owl.preflight.fetch import shown_url
from owl.preflight.wording import FREQUENCY, names, sentences_on_sharing

PAGE = "https://acme.example/checkout"


@given(
    st.binary(max_size=500),
    st.none() | st.sampled_from(["utf-8", "latin-1", "hex", "idna", "no-such", "a\0b", "utf-16"]),
)
def test_any_bytes_are_read(body: bytes, encoding: str | None) -> None:
    """Whatever a server sends, in whatever encoding it claims."""
    content_of(body, encoding, PAGE)


@given(st.text(max_size=300))
def test_any_address_is_shown_on_one_line(url: str) -> None:
    """Whatever a server redirects to."""
    assert shown_url(url).isprintable()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<label><input type=checkbox> Text me</label>", "Text me"),
        ("<input type=checkbox id=a><p>x</p><label for=a>Text me</label>", "Text me"),
        ("<div><span><input type=CHECKBOX></span><b>Text me</b></div>", "Text me"),
        ("<div role=switch aria-checked=false aria-label='Text me'></div>", "Text me"),
        ("<fieldset><legend>Text me?</legend><input type=radio>Yes</fieldset>", "Text me"),
    ],
)
def test_the_words_beside_a_box(html: str, words: str) -> None:
    """In its label, around it, or for screen readers."""
    [box] = content_of(html.encode(), None, PAGE).boxes
    assert words in box.words
    assert not box.is_set


def test_what_nobody_sees_is_not_read() -> None:
    """Scripts, styles and templates are no words of the page; pictures' descriptions are."""
    html = "<body>Hello<script>share</script><style>b{}</style><template>gone</template><img alt='our card'></body>"
    assert content_of(html.encode(), None, PAGE).text == "Hello our card"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mobile information will not be shared with third parties.", [False]),
        ("We never sell or rent your phone number.", [False]),
        ("We don\u2019t give numbers to anyone.", [False]),
        ("No mobile data is passed to affiliates, except our sponsors.", [True]),
        ("We share your number with partners. Do not worry.", []),
        ("We do not share our recipes.", []),
    ],
)
def test_sentences_on_sharing(text: str, expected: list[bool]) -> None:
    """The denial, the sharing and the number are in one sentence."""
    assert [has_exception for _, has_exception in sentences_on_sharing(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Welcome to ACME CYCLES!", True),
        ("Acme Cycles\u2019s terms, Acme Cycle", True),
        ("Acme-Cycles, San Francisco", True),
        ("Acme Cyclesport", False),
    ],
)
def test_a_business_is_named(text: str, *, expected: bool) -> None:
    """In any case and punctuation, with or without the legal form, as whole words."""
    assert names(text, "Acme Cycles, LLC") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Message frequency varies", True),
        ("up to 3 messages", True),
        ("4 msgs/month", True),
        ("two per visit", True),
        ("Message and data rates may apply", False),
        ("frequently asked questions", False),
    ],
)
def test_frequency(text: str, *, expected: bool) -> None:
    """How often, in words or numbers."""
    assert bool(FREQUENCY.search(text)) is expected

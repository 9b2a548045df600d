"""Tenants' texts stay plain text: GitHub renders nothing else from them."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from owl.rendering import markdown

GITHUB = MarkdownIt("gfm-like", {"html": True, "linkify": True})
"""GitHub's tables, strikethrough and automatic links."""
assert GITHUB.linkify
GITHUB.linkify.set({"fuzzy_link": False})  # GitHub links a host only with www. or https://

FOUND_IN_DRAWN_TEXT = re.compile(r"@[\w-]|#\d|\bgh-\d|https?://|\bwww\.\w", re.IGNORECASE)
"""What GitHub looks for after rendering: mentions, issues, URLs."""

MEANING = r"""
@owl #1 gh-1 ![a](b) [a](b) <img> <!-- --> </details> ` ``` | ~~a~~ **a** _a_ $a$ &lt; &#64;owl https://e.example ::e
www.e.example a@e.example - + 1. \ # > = owl/owl#1
"""
"""Characters with a meaning in Markdown or HTML, or to GitHub."""

visible = st.characters(exclude_categories=("C", "Zl", "Zp"))
pieces = st.sampled_from(MEANING.split())
hostile = st.lists(pieces | st.text(max_size=4), max_size=8).map(" ".join) | st.text(max_size=40)


def drawn(text: str) -> list[Token]:
    """Return the tokens of a Markdown text, including nested ones."""
    return [inner for token in GITHUB.parse(text) for inner in (token, *(token.children or []))]


def text_of(tokens: list[Token]) -> str:
    """Return the rendered text."""
    return "".join(token.content for token in tokens if token.type in {"text", "text_special"})


@given(hostile)
@example("owl.al")
def test_any_text_stays_text(text: str) -> None:
    """At the start of a line, the text is one text token, without anything that GitHub looks for."""
    plain = markdown.plain_text(text)
    tokens = drawn(f"- {plain}\n")

    assert {token.type for token in tokens} <= {
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "inline", "text"),
        *("paragraph_open", "paragraph_close", "text_special"),
    }
    assert not FOUND_IN_DRAWN_TEXT.search(text_of(tokens))


@given(st.lists(pieces | st.text(visible, max_size=4), max_size=8).map(" ".join))
def test_any_text_is_drawn_as_it_is(text: str) -> None:
    """No visible character is lost or changed; lines become one."""
    shown = text_of(drawn(f"- {markdown.plain_text(text)}\n"))

    assert shown.replace("\u2060", "") == " ".join(text.split())


@given(hostile)
def test_any_text_stays_in_its_cell(text: str) -> None:
    """A row of two columns keeps two columns."""
    tokens = drawn(f"| a | b |\n| --- | --- |\n| {markdown.plain_text(text)} | {markdown.code(text)} |\n")

    assert [token.type for token in tokens].count("td_open") == 2
    assert {token.content for token in tokens if token.type.startswith("html")} <= {"<code>", "</code>"}
    assert not {"link_open", "image", "code_inline", "fence"} & {token.type for token in tokens}


@pytest.mark.parametrize("mark", list("|<>`@[]#*~\\!&{}^"))
def test_each_mark_is_a_character_reference(mark: str) -> None:
    """A reference is rendered as the character, without a meaning in Markdown."""
    assert markdown.plain_text(f"a{mark}b").replace("&#8288;", "") == f"a&#{ord(mark)};b"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("opt_in_keywords", "opt_in_keywords"),
        ("_a_ b__c", "&#95;a&#95; b&#95;&#95;c"),
        ("1. a", "1&#46; a"),
        ("33.2 %", "33.2 %"),
        ("- a", "&#45; a"),
        ("tenants/acme.yaml:14", "tenants/acme.yaml:14"),
    ],
)
def test_what_means_nothing_stays_readable(text: str, plain: str) -> None:
    """Text without a meaning in Markdown is not escaped, so that a comment's source can be read."""
    assert markdown.plain_text(text) == plain


def test_what_is_not_seen_is_named() -> None:
    """A text can't reverse its direction invisibly, nor make a file invalid UTF-8."""
    assert markdown.plain_text("a\u202eb\ud800") == "aU+202EbU+D800"


def test_a_template_has_nothing_to_remember(tmp_path: Path) -> None:
    """A template escapes its values; a macro's own output is not escaped again."""
    (tmp_path / "a.md.jinja").write_text(
        "{% macro row(text) %}| {{ text }} |{% endmacro %}{{ row(text) }} {{ text ~ 1 }} {{ [text] | join }}", "utf-8"
    )
    drawn_text = markdown.markdown_environment(tmp_path).get_template("a.md.jinja").render(text="<b>")
    assert drawn_text == "| &#60;b&#62; | &#60;b&#62;1 &#60;b&#62;"

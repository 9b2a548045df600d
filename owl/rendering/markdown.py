"""Write Markdown for GitHub. Every value that a template inserts is shown as plain text.

Texts of tenants reach comments on pull requests. This module keeps every value of every template from becoming markup,
a link, an image, a mention or a reference to an issue, so that templates need not escape anything.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from owl.rendering import drawn_files

LONGEST = 65_536
"""The largest number of characters in a comment or an issue on GitHub."""

_JOINER = "&#8288;"
"""U+2060, which is invisible. GitHub looks for mentions, issues and addresses after it resolves character references:
only another character in between prevents a match."""

_MEANS_SOMETHING = re.compile(
    r"""
      (?P<start> ^[-+=] | ^\d+[.)](?=\s|$) )    # begins a list or a heading
    | (?P<address> :(?=[/:]) | \bwww(?=\.) | \bgh(?=-\d) )
    | (?P<sum> \$(?!\d) )
    | (?P<mark> (?<![^\W_])_ | _(?![^\W_]) | [^\w .,'"()/;?=%+:$→…-] )  # _ means nothing within a word
    """,
    re.VERBOSE | re.IGNORECASE,
)


def plain_text(text: str) -> str:
    """Return a text, on one line, in which Markdown, HTML and GitHub find no markup.

    Invisible characters, such as those that change the direction of writing, are replaced by their code points.
    """
    return _MEANS_SOMETHING.sub(_harmless, " ".join(text.split()))


def _harmless(found: re.Match[str]) -> str:
    text = found[0]
    if found["start"]:
        return f"{text[:-1]}&#{ord(text[-1])};"
    if found["address"]:
        return f"{text.replace(':', '&#58;')}{_JOINER}"
    if unicodedata.category(text) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}:
        return f"U+{ord(text):04X}"
    return f"&#{ord(text)};{_JOINER if text in '@#' else ''}"


def code(text: Any) -> Markup:
    """Return a text as inline code."""
    return Markup(f"<code>{plain_text(str(text))}</code>")  # noqa: S704 - escaped just here


def with_code(text: str) -> Markup:
    """Return a text of this program's own in which `words` between backticks are inline code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return Markup(plain_text(text))  # noqa: S704 - escaped just here
    return Markup().join(code(part) if index % 2 else _between(part) for index, part in enumerate(parts))


def quoted(words: str) -> str:
    """Return a command or name between backticks, for `with_code`."""
    return f"`{words.replace('`', '')}`"


def _between(text: str) -> Markup:
    """Return plain text with the spaces around it."""
    begin, end = (" " if text[:1].isspace() else ""), (" " if text[1:] and text[-1:].isspace() else "")
    return Markup(f"{begin}{plain_text(text)}{end}")  # noqa: S704 - escaped just here


def link(shown: Markup, address: str) -> Markup:
    """Return a link to an address, which must be percent-encoded."""
    return Markup(f"[{shown}]({address})")  # noqa: S704 - the caller's text is escaped, and the address encoded


def markdown_environment(*directories: Path, filters: Mapping[str, Any] | None = None) -> Environment:
    """Return an environment for the templates of some directories. Values are escaped; the output of macros is not."""
    environment = drawn_files.template_environment(directories, {"code": code, **(filters or {})})
    environment.autoescape = True  # marks the output of macros as markup
    environment.globals["code"] = code
    environment.finalize = _finalized
    return environment


def _finalized(value: Any) -> Markup:
    return value if isinstance(value, Markup) else Markup(plain_text(str(value)))  # noqa: S704 - escaped just here

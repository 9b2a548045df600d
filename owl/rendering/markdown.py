"""Writing Markdown for GitHub. Whatever a template fills in is drawn as text and nothing but text.

Texts of tenants reach comments on pull requests. That none of them becomes markup, a link, a picture, a mention or a
reference to an issue is seen to here, once, for every value of every template: a template has nothing to remember.
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
"""Characters that GitHub takes for a comment or an issue."""

_JOINER = "&#8288;"
"""U+2060, which nobody sees. GitHub looks for mentions, issues and addresses in the drawn text, references resolved:
only a character between keeps it from finding one."""

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
    """Keep Markdown, HTML and GitHub from reading anything into a text, on one line.

    What is not seen, such as a mark that turns the direction of writing, is named instead.
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
    """Draw a text as code."""
    return Markup(f"<code>{plain_text(str(text))}</code>")  # noqa: S704 - escaped just here


def markdown_environment(*directories: Path, filters: Mapping[str, Any] | None = None) -> Environment:
    """Give the templates of some directories. What they fill in is escaped; what macros draw is left as it is."""
    environment = drawn_files.template_environment(directories, {"code": code, **(filters or {})})
    environment.autoescape = True  # so that what macros draw is known to be markup
    environment.globals["code"] = code
    environment.finalize = _finalized
    return environment


def _finalized(value: Any) -> Markup:
    return value if isinstance(value, Markup) else Markup(plain_text(str(value)))  # noqa: S704 - escaped just here

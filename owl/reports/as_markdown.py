"""For a comment on a pull request: a table of the findings."""

import re
from pathlib import Path

from owl import drawn_files
from owl.places import shown_path
from policies.core.project import Checked


def render(checked: Checked) -> str:
    """Draw the table. No text of a tenant's file can become markup, a link, a mention or another cell."""
    filters = {"plain": plain_text, "path": shown_path}
    template = drawn_files.templates(Path(__file__).parent, filters).get_template("findings.md.jinja")
    fatal = [each for each in checked.judgements if each.is_fatal]
    advice = [each for each in checked.judgements if not each.is_fatal]
    return template.render(checked=checked, fatal=fatal, advice=advice)


def plain_text(text: str) -> str:
    """Keep Markdown and HTML from reading anything into a text, on one line."""
    return re.sub(r"[^\w .,'-]", lambda found: f"&#{ord(found[0])};", " ".join(text.split()))

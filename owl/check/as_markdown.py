"""The findings as a Markdown table, for a comment on a pull request."""

from pathlib import Path

from owl.rendering import markdown
from owl.stacks.files import shown_path
from policies.core.project import Checked


def render(checked: Checked) -> str:
    """Return the table. No text of a tenant's file can become markup, a link, a mention or another cell."""
    template = markdown.markdown_environment(Path(__file__).parent, filters={"path": shown_path}).get_template(
        "findings.md.jinja"
    )
    fatal = [each for each in checked.judgements if each.is_fatal]
    advice = [each for each in checked.judgements if not each.is_fatal]
    return template.render(checked=checked, fatal=fatal, advice=advice)

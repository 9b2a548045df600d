"""The findings for GitHub Actions: workflow commands, shown beside their lines in a pull request.

See https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
"""

from owl.stacks.files import shown_path
from policies.core.judgement import Judgement
from policies.core.project import Checked


def render(checked: Checked) -> str:
    """Return an error for each mandatory finding, and a warning for each advisory one."""
    return "".join(map(_command, checked.judgements))


def _command(judgement: Judgement) -> str:
    kind = "error" if judgement.is_fatal else "warning"
    properties = {
        "file": shown_path(judgement.file),
        "line": str(judgement.line),
        "col": str(judgement.column),
        "title": judgement.rule,
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    subject = f"{judgement.path}: " if judgement.path else ""
    return f"::{kind} {given}::{_data(f'{subject}{judgement.message}. To do: {judgement.fix}')}\n"


def _data(text: str) -> str:
    """Return a text that can neither end its command nor begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

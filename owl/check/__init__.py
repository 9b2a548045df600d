"""What `owl check` found, for people and for machines: one form a file."""

import importlib
from collections.abc import Callable
from enum import StrEnum

from policies.core.project import Checked


class Form(StrEnum):
    """In which form it is given: `github` is `owl/check/as_github.py`."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    SARIF = "sarif"

    @property
    def render(self) -> Callable[[Checked], str]:
        """What gives it in this form."""
        rendered: Callable[[Checked], str] = importlib.import_module(f"{__name__}.as_{self}").render
        return rendered

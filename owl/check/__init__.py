"""The findings of `owl check`, for people and for programs: a module for each format."""

import importlib
from collections.abc import Callable
from enum import StrEnum

from policies.core.project import Checked


class Form(StrEnum):
    """An output format: `github` is written by `owl/check/as_github.py`."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"
    JUNIT = "junit"
    MARKDOWN = "markdown"
    SARIF = "sarif"

    @property
    def render(self) -> Callable[[Checked], str]:
        """The function that writes this format."""
        rendered: Callable[[Checked], str] = importlib.import_module(f"{__name__}.as_{self}").render
        return rendered

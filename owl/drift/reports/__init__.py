"""The reports of `owl drift`: one file for each form. The same findings always give the same bytes."""

import importlib
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from owl.drift.findings import StackDrift


class DriftForm(StrEnum):
    """The form of a report. `markdown` is rendered by `owl/drift/reports/as_markdown.py`."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"

    @property
    def render(self) -> "Callable[[Sequence[StackDrift]], str]":
        """The function that renders this form."""
        rendered: Callable[[Sequence[StackDrift]], str] = importlib.import_module(f"{__name__}.as_{self}").render
        return rendered

"""What `owl drift` found, for people and for machines: one form a file. The same findings give the same bytes."""

import importlib
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from owl.drift.findings import StackDrift


class DriftForm(StrEnum):
    """In which form it is given: `markdown` is `owl/drift/reports/as_markdown.py`."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"

    @property
    def render(self) -> "Callable[[Sequence[StackDrift]], str]":
        """What gives it in this form."""
        rendered: Callable[[Sequence[StackDrift]], str] = importlib.import_module(f"{__name__}.as_{self}").render
        return rendered

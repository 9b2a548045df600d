"""Generate docs/rejections.md: the meaning of each rejection's code."""

from pathlib import Path

from owl.registration.rejection_table import Rejection, rejection_table
from owl.registration.rejections import error_page

FILE = Path("docs", "rejections.md")
"""The page's path in the project."""

_INTRODUCTION = """\
<!-- Written by `owl docs` from owl/registration/rejections.toml. Do not edit. -->

# Rejections

The error codes with which Twilio, The Campaign Registry and the carriers reject a tenant's registration, what to do,
and which fields of the tenant's file the rejected object is made from. If an error names fields itself, check those
first. A code in **bold** is final: the rejected object is not accepted again, even after a correction.

| Code | From | Cause | Remedy | Fields |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page."""
    lines = [
        _line(code, source, rejection)
        for source, rejections in rejection_table().by_source.items()
        for code, rejection in sorted(rejections.items())
    ]
    return _INTRODUCTION + "".join(lines)


def _line(code: int, source: str, rejection: Rejection) -> str:
    shown = f"**{code}**" if rejection.final else str(code)
    fields = ", ".join(f"`{field}`" for field in rejection.fields)
    return f"| [{shown}]({error_page(code)}) | {source} | {rejection.cause} | {rejection.remedy} | {fields} |\n"

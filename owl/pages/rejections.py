"""The page docs/rejections.md: what each code of a rejection means, from the table that explains them."""

from pathlib import Path

from owl.registration.rejection_table import Rejection, rejection_table
from owl.registration.rejections import error_page

FILE = Path("docs", "rejections.md")
"""Where the page is kept, in the project."""

_INTRODUCTION = """\
<!-- Written by `owl docs` from owl/registration/rejections.toml. Do not edit. -->

# Rejections

What Twilio, The Campaign Registry and the carriers say when they turn a tenant's registration down, what to do, and
which fields of the tenant's file feed what was rejected. Where an error names fields of its own, look at those first.
A code in **bold** is final: what it rejected is not taken again, however it is corrected.

| Code | From | Cause | Remedy | Fields |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Draw the page."""
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

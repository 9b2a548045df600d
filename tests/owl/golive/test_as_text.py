"""The checklist for people, on a narrow terminal."""

from rich.console import Console

from owl.golive.as_text import as_text
from owl.golive.checklist import Checklist, Line
from owl.golive.row import Part, missing


def test_what_is_said_of_a_tenant_stays_below_it() -> None:
    """Lines that are broken begin where their text began."""
    outcome = missing("no message was delivered", "`owl send TENANT --to CONTACT --template TEMPLATE`")
    line = Line(Part.TECHNOLOGY, "test-message", {"acme": outcome, "birch": outcome})
    console = Console(width=50)

    with console.capture() as shown:
        console.print(*as_text(Checklist("dev", ("acme", "birch"), True, (line,))), sep="\n")

    assert [each.rstrip() for each in shown.get().splitlines() if each.strip()] == [
        "technology",
        "  missing  test-message: 0 of 2 tenants",
        "             acme: no message was delivered",
        "             -> `owl send TENANT --to CONTACT",
        "             --template TEMPLATE`",
        "             birch: no message was delivered",
        "             -> `owl send TENANT --to CONTACT",
        "             --template TEMPLATE`",
        "stack dev: 0 of 1 rows are done",
    ]

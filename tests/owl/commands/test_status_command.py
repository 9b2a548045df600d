"""The lines of `owl status` as they are printed."""

import datetime as dt
import io

from rich.console import Console

from owl.commands.status import board, details
from owl.registration.may_send import SendingStatus, failed
from owl.registration.progress import Stage
from tenants.model import Request

DAY = dt.date(2026, 11, 24)


def test_each_tenant_has_one_line_in_a_narrow_terminal() -> None:
    """At 80 columns ids can be copied, and a summary that is too long is cut rather than wrapped."""
    long = "may send: campaign approved since 2026-12-09 and a lot more than any terminal has room for in a line"
    written = io.StringIO()
    found = [
        failed("mile-marker-running", "prod"),
        SendingStatus("alpine-spokes", "prod", (), Stage.APPROVED, long, long),
    ]

    Console(file=written, width=80).print(board(found, {}, DAY, "prod"))

    lines = [line.rstrip() for line in written.getvalue().splitlines()]
    assert lines[0] == "mile-marker-running  failed"
    assert lines[1].startswith("alpine-spokes        may send: campaign approved since 2026-12-09")
    assert lines[2:] == ["1 of 2 may send; `owl status TENANT --stack prod` says what to do"]
    assert max(map(len, lines)) <= 80


def test_requests_are_shown_with_their_tenant_and_overdue_ones_with_all() -> None:
    """What a person asked Twilio for is followed where people look for the rest."""
    said = {"country": "US", "asked_on": "2026-09-01", "asked_by": "mo@owl.example"}
    late = Request.model_validate({**said, "kind": "short-code", "status": "in-progress", "due": "2026-11-23"})
    open_ = Request.model_validate({**said, "kind": "rcs-sender", "status": "asked", "due": "2026-12-01"})
    written = io.StringIO()
    console, requests = Console(file=written, width=120), {"alpine-spokes": (late, open_)}

    console.print(board([failed("alpine-spokes", "prod")], requests, DAY, "prod"))
    console.print(details([failed("alpine-spokes", "prod")], requests, DAY))

    overdue = "short code for US: in progress, asked on 2026-09-01 by mo@owl.example, overdue since 2026-11-23"
    assert written.getvalue().splitlines() == [
        "alpine-spokes  failed",
        "0 of 1 may send; `owl status TENANT --stack prod` says what to do",
        f"alpine-spokes: {overdue}",
        "alpine-spokes: failed: see the errors of this run",
        overdue,
        "RCS sender for US: asked, asked on 2026-09-01 by mo@owl.example, due on 2026-12-01",
    ]

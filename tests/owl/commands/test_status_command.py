"""The lines of `owl status` as they are printed."""

import io

from rich.console import Console

from owl.commands.status import board
from owl.registration.may_send import SendingStatus, failed
from owl.registration.progress import Stage


def test_each_tenant_has_one_line_in_a_narrow_terminal() -> None:
    """At 80 columns ids can be copied, and a summary that is too long is cut rather than wrapped."""
    long = "may send: campaign approved since 2026-12-09 and a lot more than any terminal has room for in a line"
    written = io.StringIO()
    found = [failed("mile-marker-running"), SendingStatus("alpine-spokes", (), Stage.APPROVED, long, long)]

    Console(file=written, width=80).print(board(found))

    lines = [line.rstrip() for line in written.getvalue().splitlines()]
    assert lines[0] == "mile-marker-running  failed"
    assert lines[1].startswith("alpine-spokes        may send: campaign approved since 2026-12-09")
    assert lines[2:] == ["1 of 2 may send; `owl status TENANT` says what to do"]
    assert max(map(len, lines)) <= 80

"""The table of `owl status` as it is printed."""

import io

from rich.console import Console

from owl.commands.status import board
from owl.registration.live import StatusRow
from owl.registration.progress import ReviewStatus


def test_ids_are_not_truncated_in_a_narrow_terminal() -> None:
    """Piped output has 80 columns: ids can be copied, and no status is truncated."""
    approved = ("twilio-approved", "twilio-approved", "APPROVED", "VERIFIED")
    steps = ("customer profile", "trust product", "brand", "campaign")
    reviews = tuple(ReviewStatus(step, status, "2026-12-09") for step, status in zip(steps, approved, strict=True))
    written = io.StringIO()

    Console(file=written, width=80).print(
        board([StatusRow("mile-marker-running", reviews, "may send: campaign approved since 2026-12-09")])
    )

    assert " mile-marker-running " in written.getvalue()
    assert "…" not in written.getvalue()
    assert max(map(len, written.getvalue().splitlines())) <= 80

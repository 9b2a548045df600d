"""What costs money at Twilio, with its beginning and end: it proves that nothing is paid for twice or left behind."""

from typing import Any

from emulator.core.call import Call
from emulator.core.store import Transaction

_COLUMNS = ("sequence", "kind", "sid", "account_sid", "opened", "closed", "once_usd", "monthly_usd")


def open_entry(call: Call, kind: str, sid: str, *, once_usd: str = "0", monthly_usd: str = "0") -> None:
    """Record that the acting account begins to pay for something; amounts are decimal text in USD."""
    call.store.execute(
        "INSERT INTO ledger (kind, sid, account_sid, opened, once_usd, monthly_usd) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, sid, call.account.sid, call.now, once_usd, monthly_usd),
    )


def charge(call: Call, kind: str, sid: str, once_usd: str) -> None:
    """Record a one-time charge to the acting account."""
    open_entry(call, kind, sid, once_usd=once_usd)
    close_entry(call, sid)


def close_entry(call: Call, sid: str) -> None:
    """Record that what is paid for under this SID has ended."""
    call.store.execute("UPDATE ledger SET closed = ? WHERE sid = ? AND closed IS NULL", (call.now, sid))


def move_entry(call: Call, sid: str, account_sid: str) -> None:
    """Record that another account now pays for what is under this SID."""
    call.store.execute("UPDATE ledger SET account_sid = ? WHERE sid = ? AND closed IS NULL", (account_sid, sid))


def entries(store: Transaction, *, open_only: bool = False) -> list[dict[str, Any]]:
    """Return the ledger, oldest first; with `open_only` just what is still being paid for."""
    condition = "WHERE closed IS NULL" if open_only else ""
    rows = store.execute(f"SELECT {', '.join(_COLUMNS)} FROM ledger {condition} ORDER BY sequence")  # noqa: S608 - fixed text
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]

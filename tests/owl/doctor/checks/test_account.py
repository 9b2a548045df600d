"""An account that is not active."""

from owl.doctor.check import Verdict
from tests.owl.doctor.healthy import HEALTHY, found, sending


def test_a_suspended_account_stops_sending() -> None:
    """The evidence has the day; other requirements can't be read then."""
    suspended = sending(account_status="suspended", account_since="2026-11-20")

    account = found("account", suspended)

    assert account.verdict is Verdict.STOPS
    assert account.evidence == "can't send: its account is suspended since 2026-11-20"
    assert account.remedy.startswith("find out who suspended AC1 and why")
    assert found("sender", suspended).verdict is Verdict.NOT_CHECKED
    assert found("account", HEALTHY).verdict is Verdict.OK

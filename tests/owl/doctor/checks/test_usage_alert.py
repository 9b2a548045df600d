"""Usage alerts that do not come."""

from dataclasses import replace
from decimal import Decimal

from owl.doctor.check import Verdict
from owl.doctor.facts import Fact, ReceivedFacts, Trigger
from tests.owl.doctor.healthy import HEALTHY, URLS, found


def test_a_trigger_must_be_at_the_allowance() -> None:
    """And call the tenant's own address."""
    at_another = replace(HEALTHY, triggers=Fact((Trigger(Decimal("50.000000"), URLS.usage_alert),)))
    calls_another = replace(HEALTHY, triggers=Fact((Trigger(Decimal(250), "https://other.example/"),)))

    assert found("usage-alert", at_another).evidence == "the usage trigger is at 50 messages, the allowance at 250"
    assert found("usage-alert", calls_another).verdict is Verdict.PROBLEM
    assert found("usage-alert", HEALTHY).verdict is Verdict.OK


def test_an_alert_that_was_due_must_have_come() -> None:
    """Only the receiver knows; without one, nothing is said about it."""
    reached = replace(HEALTHY, used_today=Fact(250))

    assert found("usage-alert", reached).verdict is Verdict.PROBLEM
    assert found("usage-alert", replace(reached, received=Fact(ReceivedFacts(alerts_today=1)))).verdict is Verdict.OK
    assert found("usage-alert", replace(reached, received=Fact(reason="none"))).verdict is Verdict.OK

"""Customers who have opted out."""

from dataclasses import replace

from owl.doctor.check import Verdict
from owl.doctor.facts import Deliveries, Fact, ReceivedFacts
from tests.owl.doctor.healthy import HEALTHY, SHOP, TENANTS, found


def test_a_contact_who_opted_out_is_named() -> None:
    """By the contact's id, never by the number."""
    number = TENANTS.by_id[SHOP].contacts["alice"].phone_number
    facts = replace(HEALTHY, received=Fact(ReceivedFacts(opted_out=frozenset({number, "+14155559999"}))))

    finding = found("opt-outs", facts)

    assert finding.verdict is Verdict.WARNING
    assert finding.evidence == "2 customers have opted out, of the contacts alice"
    assert number not in finding.evidence


def test_without_a_receiver_errors_show_opt_outs() -> None:
    """Twilio refuses such messages with 21610."""
    alone = replace(HEALTHY, received=Fact(reason="no receiver"))

    refused = replace(alone, deliveries=Fact(Deliveries(errors={21610: 1})))
    assert found("opt-outs", refused).evidence.startswith("1 message in")
    assert found("opt-outs", alone).verdict is Verdict.NOT_CHECKED
    assert found("opt-outs", HEALTHY).verdict is Verdict.OK


def test_what_the_receiver_cannot_know_is_said() -> None:
    """The replies of this tenant go to an address of its own."""
    assert found("opt-outs", HEALTHY).evidence == (
        "0 customers have opted out, as far as the receiver knows: the tenant's replies do not go to it"
    )

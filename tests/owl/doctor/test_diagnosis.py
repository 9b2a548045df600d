"""All checks together: the order, the exit code, and that nothing contradicts "may send"."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from owl.doctor.as_document import as_document
from owl.doctor.as_text import of_all, of_tenant
from owl.doctor.check import Verdict
from owl.doctor.checks import checks
from owl.doctor.diagnosis import Report, diagnose
from owl.doctor.facts import Deliveries, Fact, TenantFacts, Trigger
from owl.exit_codes import ExitCode
from owl.registration.may_send import SendingFacts, half_deployed, not_known, sending_status
from owl.registration.progress import ReviewStatus
from tests.owl.doctor.healthy import HEALTHY, NOW, NUMBER, REVIEWS, SHOP, STACK, TENANTS, sending


def of(*tenants: TenantFacts) -> Report:
    """Return the report of these tenants."""
    return diagnose(STACK, tenants)


def text(report: Report, *, of_one: bool) -> str:
    """Return what a terminal of 120 columns shows."""
    written = io.StringIO()
    console = Console(file=written, width=120)
    for each in of_tenant(report) if of_one else of_all(report):
        console.print(each)
    return written.getvalue()


REVIEW = st.builds(
    ReviewStatus,
    st.just("campaign"),
    st.sampled_from(["VERIFIED", "FAILED", "IN_PROGRESS", "SUSPENDED", "waiting", "gone", "NEW_AT_TWILIO"]),
    st.just("2026-11-10"),
    updated=st.just("2026-11-10T00:00:00+00:00"),
)
FACTS = st.builds(
    SendingFacts,
    reviews=REVIEW.map(lambda review: (*REVIEWS[:-1], review)),
    account_sid=st.just("AC1"),
    account_status=st.sampled_from(["active", "suspended", "closed"]),
    numbers=st.just((NUMBER,)),
    senders=st.sampled_from([(), (NUMBER,)]),
    elsewhere=st.sampled_from([(), ("MG2",)]),
    service_is_full=st.booleans(),
    key_works=st.booleans(),
    service_exists=st.booleans(),
    joins_next=st.booleans(),
)


@given(FACTS)
def test_may_send_means_what_the_doctor_means(facts: SendingFacts) -> None:
    """A tenant may send exactly if no check says that something stops it. The first such check has the same words."""
    status = sending_status(SHOP, facts, TENANTS, NOW)

    [diagnosis] = of(replace(HEALTHY, sending=Fact(facts), status=status)).diagnoses

    stops = [each.finding.evidence for each in diagnosis.results if each.finding.verdict is Verdict.STOPS]
    assert status.may_send is (not stops)
    assert status.may_send or status.summary in stops


def test_the_most_likely_cause_comes_first() -> None:
    """First what stops sending, then problems, warnings, what was not checked, and what is in order."""
    facts = replace(
        sending(key_works=False, senders=()),
        used_today=Fact(251),
        deliveries=Fact(Deliveries(1, errors={30003: 1})),
        received=Fact(reason="no receiver"),
    )

    [diagnosis] = of(facts).diagnoses

    assert [(each.check, each.finding.verdict.value) for each in diagnosis.results[:4]] == [
        ("sender", "stops sending"),
        ("api-key", "stops sending"),
        ("allowance", "problem"),
        ("delivery", "warning"),
    ]
    assert [each.finding.verdict for each in diagnosis.results] == sorted(
        (each.finding.verdict for each in diagnosis.results), key=list(Verdict).index
    )


def test_exit_codes() -> None:
    """Reviews and warnings need nobody; a problem does; what could not be read is a failure."""
    waits = ReviewStatus("campaign", "IN_PROGRESS", f"{NOW:%Y-%m-%d}", updated=(NOW - dt.timedelta(days=1)).isoformat())
    in_review = sending(senders=(), reviews=(*REVIEWS[:-1], waits))
    warned = replace(HEALTHY, used_today=Fact(249))
    problem = replace(HEALTHY, used_today=Fact(251))
    halfway = replace(HEALTHY, is_deployed=False, status=half_deployed(SHOP, "prod"))
    unread = replace(HEALTHY, sending=Fact(reason="timeout"), status=not_known(SHOP, "prod", "timeout"))

    assert of(HEALTHY, in_review, warned).exit_code is ExitCode.DONE
    for each in (problem, halfway, sending(key_works=False)):
        assert of(HEALTHY, each).exit_code is ExitCode.NEEDS_PERSON
    assert of(problem, unread).exit_code is ExitCode.FAILED


def test_what_could_not_be_read_stops_no_other_check() -> None:
    """And is never in order."""
    [diagnosis] = of(
        replace(HEALTHY, sending=Fact(reason="timeout"), status=not_known(SHOP, "prod", "timeout"))
    ).diagnoses

    verdicts = {each.check: each.finding for each in diagnosis.results}
    assert verdicts["sender"].evidence == "timeout"
    assert verdicts["sender"].verdict is Verdict.NOT_CHECKED
    assert verdicts["delivery"].verdict is Verdict.OK


def test_every_check_is_in_order_for_a_healthy_tenant() -> None:
    """So each verdict above has its cause."""
    report = of(HEALTHY)

    assert {each.finding.verdict for each in (*report.stack, *report.diagnoses[0].results)} == {Verdict.OK}
    assert len(report.stack) + len(report.diagnoses[0].results) == len(checks())


def test_whatever_is_wrong_has_a_remedy() -> None:
    """Nobody at 2 a.m. has to guess."""
    for facts in (sending(key_works=False), sending(senders=()), replace(HEALTHY, used_today=Fact(251))):
        for each in of(facts).diagnoses[0].results:
            wrong = each.finding.verdict in {Verdict.STOPS, Verdict.PROBLEM, Verdict.WARNING}
            assert bool(each.finding.remedy) is wrong


def test_one_tenant_is_shown_with_all_checks() -> None:
    """In 120 columns, with what it needs as markup left as it is."""
    unread = replace(HEALTHY, sending=Fact(reason="[red]\x1b[31mtimeout"), status=not_known(SHOP, "prod", "timeout"))

    shown = text(of(unread), of_one=True)

    assert "  not checked  sender: [red] [31mtimeout" in shown
    assert "  ok           prices" in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_all_tenants_show_what_is_wrong_only() -> None:
    """The worst first, and how many may send."""
    alert = Trigger(Decimal(50), TENANTS.isv.callback_urls("alpine-spokes").usage_alert)
    well = replace(HEALTHY, tenant_id="alpine-spokes", triggers=Fact((alert,)))

    shown = text(of(well, sending(key_works=False)), of_one=False).splitlines()

    assert shown[0].startswith(f"{SHOP}: can't send: Twilio refuses its API key")
    assert shown[-1] == "1 of 2 may send; nothing is wrong with 1; `owl doctor TENANT --stack prod` shows all checks"
    blind = text(of(replace(well, deliveries=Fact(reason="no answer"))), of_one=False)
    assert "nothing is wrong with 1, but 3 checks could not be made; " in blind


def test_programs_get_the_same() -> None:
    """Keys in a fixed order."""
    document = as_document(of(sending(key_works=False)))

    [tenant] = document["tenants"]
    assert (document["exit_code"], tenant["may_send"], tenant["verdict"]) == (4, False, "stops sending")
    assert list(tenant["checks"][0]) == ["check", "verdict", "evidence", "remedy"]

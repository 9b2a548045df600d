"""The facts of a tenant with which nothing is wrong."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from owl.doctor.check import Finding
from owl.doctor.checks import checks
from owl.doctor.facts import Balance, CallbackAnswer, Deliveries, Fact, ReceivedFacts, StackFacts, TenantFacts, Trigger
from owl.registration.may_send import SendingFacts, sending_status
from owl.registration.progress import ReviewStatus
from tests.owl_inc import owl_inc

NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
TENANTS = owl_inc()
SHOP = "freestyle-falcons"
NUMBER = "+14155550100"
URLS = TENANTS.isv.callback_urls(SHOP)
REVIEWS = (
    ReviewStatus("customer profile", "twilio-approved", "2026-11-01", updated="2026-11-01T00:00:00+00:00"),
    ReviewStatus("trust product", "twilio-approved", "2026-11-01", updated="2026-11-01T00:00:00+00:00"),
    ReviewStatus("brand", "APPROVED", "2026-11-02", updated="2026-11-02T00:00:00+00:00"),
    ReviewStatus("campaign", "VERIFIED", "2026-11-10", updated="2026-11-10T00:00:00+00:00"),
)
SENDING = SendingFacts(REVIEWS, "AC1", "prod", numbers=(NUMBER,), senders=(NUMBER,))
STACK = StackFacts(
    name="prod",
    tenants=TENANTS,
    file_findings=(),
    now=NOW,
    is_live=True,
    balance=Fact(Balance(Decimal(5000), "USD")),
    callback=Fact(CallbackAnswer(URLS.message_status, 405)),
)
HEALTHY = TenantFacts(
    tenant_id=SHOP,
    stack=STACK,
    status=sending_status(SHOP, SENDING, TENANTS, NOW),
    sending=Fact(SENDING),
    used_today=Fact(20),
    deliveries=Fact(Deliveries(delivered=20, sent_today=20)),
    triggers=Fact((Trigger(Decimal(250), URLS.usage_alert),)),
    received=Fact(ReceivedFacts(messages=20)),
)


def sending(**changes: Any) -> TenantFacts:
    """Return the facts of a tenant that lacks something to send."""
    facts = replace(SENDING, **changes)
    return replace(HEALTHY, sending=Fact(facts), status=sending_status(SHOP, facts, TENANTS, NOW))


def found(name: str, facts: TenantFacts | StackFacts) -> Finding:
    """Return what the check with this name finds."""
    [check] = [each for each in checks() if each.name == name]
    return check.run(facts).finding  # type: ignore[arg-type]  # the caller knows which facts it takes

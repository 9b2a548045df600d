"""A tenant on trial sends with the number of another tenant, to its own contacts, as often and as long as it may."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from owl.failure import Failure
from owl.trial import require_may_schedule, require_own_sender, require_trial_continues, sender_of, senders_so_far
from tenants.model import Tenants, Trial
from tests.owl.doctor.test_look import SHOP, TENANTS, Shop

ON_TRIAL = "alpine-spokes"
DAYS = 30


class Stack:
    """A stack that has one tenant."""

    tenant_ids = (SHOP,)

    def tenant(self, tenant_id: str) -> None:
        """Refuse a tenant that it does not have."""
        raise Failure(f"no {tenant_id}")


def on_trial(began: dt.date | None) -> Tenants:
    """Return the tenants, one of them on a trial of two messages a day since a day."""
    trial = Trial.model_validate({"days": DAYS, "sends_as": SHOP, "highest_cost": "5.00"})
    package = TENANTS.packages["bronze"].model_copy(update={"trial": trial, "messages_per_day": 2})
    tenant = TENANTS.by_id[ON_TRIAL].model_copy(update={"package": "trial", "trial_started": began})
    return replace(TENANTS, packages={**TENANTS.packages, "trial": package}, by_id={**TENANTS.by_id, ON_TRIAL: tenant})


def refusal(shop: Shop, began: dt.date | None) -> str:
    """Return why the tenant on trial may not send; empty if it may."""
    try:
        require_trial_continues(ON_TRIAL, on_trial(began), "prod", shop.tenant, shop.world.twilio)
    except Failure as failure:
        return str(failure)
    return ""


def test_a_trial_is_capped_by_day_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tenant's messages don't count; tomorrow there are new ones, until the trial is over."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    shop = Shop(tmp_path)
    today = shop.world.twilio.now().astimezone(dt.UTC).date()
    [contact, *_] = TENANTS.by_id[ON_TRIAL].contacts.values()
    shop.send("+14155550188", "+14155550188", contact.phone_number)
    assert not refusal(shop, today)
    shop.send(contact.phone_number)

    assert "has sent its 2 messages of today: to go on, name a paid package" in refusal(shop, today)
    shop.world.local.control.advance(24 * 3600)
    assert not refusal(shop, today)
    assert "begins on" in refusal(shop, today + dt.timedelta(days=2))
    assert "write the first day as `trial_started`" in refusal(shop, None)
    assert not refusal(shop, today - dt.timedelta(days=DAYS - 2))
    assert f"and lasted {DAYS} days" in refusal(shop, today - dt.timedelta(days=DAYS - 1))


def test_a_trial_schedules_nothing() -> None:
    """A message that is sent later would escape the count of today's."""
    require_may_schedule(SHOP, on_trial(None))
    with pytest.raises(Failure, match="a trial's messages can't be scheduled: send it without --at"):
        require_may_schedule(ON_TRIAL, on_trial(None))


def test_who_sends() -> None:
    """Without a number of its own, the tenant of its package; a paid package has its own."""
    stack = Stack()

    assert sender_of(ON_TRIAL, on_trial(None), stack) == SHOP  # type: ignore[arg-type]  # it needs no engine
    assert sender_of(ON_TRIAL, TENANTS, stack) == ON_TRIAL  # type: ignore[arg-type]  # as above
    with pytest.raises(Failure, match="is on trial and has no account of its own: it sends as freestyle-falcons"):
        require_own_sender(ON_TRIAL, on_trial(None), stack)  # type: ignore[arg-type]  # as above
    with pytest.raises(Failure, match="no alpine-spokes"):
        require_own_sender(ON_TRIAL, TENANTS, stack)  # type: ignore[arg-type]  # as above
    require_own_sender(SHOP, TENANTS, stack)  # type: ignore[arg-type]  # as above


def test_who_opted_out_on_trial_stays_opted_out() -> None:
    """A tenant that has had a trial has sent with the trial's number too; one that never had has not."""
    began = dt.date(2026, 11, 1)
    paid = TENANTS.by_id[ON_TRIAL].model_copy(update={"trial_started": began, "package": "silver"})
    bought = replace(on_trial(began), by_id={**TENANTS.by_id, ON_TRIAL: paid})

    assert senders_so_far(ON_TRIAL, on_trial(began)) == [ON_TRIAL, SHOP]
    assert senders_so_far(ON_TRIAL, bought) == [ON_TRIAL, SHOP]
    assert senders_so_far(SHOP, on_trial(began)) == [SHOP]

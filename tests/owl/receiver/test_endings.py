"""What ends soon at Twilio: each end is one alert, whichever receiver looks, on SQLite and PostgreSQL."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from twilio.base.exceptions import TwilioRestException

from owl.receiver.database import reading
from owl.receiver.endings import TwilioEndings, look_ahead
from owl.receiver.tables import alerts
from policies.core.cells import Cells
from tenants.model import Senders, Tenants
from tests.international import british
from tests.openapi.scenarios.tollfree_verifications import BUSINESS
from tests.owl.advised import without_stack
from tests.owl_inc import owl_inc
from tests.providers.british import BritishBundle
from tests.providers.world import World
from tests.toll_free import FALCONS, toll_free

DAY = 86_400


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A local Twilio."""
    return World(tmp_path)


@pytest.fixture
def tenants() -> Tenants:
    """A tenant with a British and a toll-free number."""
    found = owl_inc()
    senders = Senders(international=(british(),), toll_free=toll_free())
    return replace(found, by_id={FALCONS: found.by_id[FALCONS].model_copy(update={"senders": senders})})


def look(engine: Engine, world: World, tenants: Tenants) -> list[Any]:
    """Look ahead as a receiver that has just started, and return all alerts."""
    endings = TwilioEndings(lambda: world.twilio, Cells("dev", ("dev",)), shared=True)
    look_ahead(engine, endings, tenants, dt.datetime.now(dt.UTC))
    with reading(engine) as connection:
        return list(connection.execute(select(alerts).order_by(alerts.c.raised_at)))


def test_the_end_of_a_bundle_is_alerted_once(engine: Engine, world: World, tenants: Tenants) -> None:
    """From 60 days before, with the line to edit; again for another end, and not while a copy is in review."""
    control, name = world.local.control, f"{FALCONS} gb-mobile"
    british_bundle = BritishBundle(world, world.subaccount("dev-shared"))
    bundles = british_bundle.compliance.bundles
    bundle = bundles(british_bundle.sid(name)).update(status="pending-review")
    control.change_regulation("GB", 61)
    assert look(engine, world, tenants) == []

    control.advance(DAY)
    [alert] = look(engine, world, tenants)
    assert look(engine, world, tenants) == [alert]

    ends = bundles(bundle.sid).fetch().valid_until
    assert (alert.kind, alert.tenant) == ("bundle-ends", FALCONS)
    assert alert.title == f"{FALCONS}: its regulatory bundle GB mobile ends on {ends:%Y-%m-%d}"
    assert f"The approval of {bundle.sid} ends in 60 days." in alert.cause
    assert "set senders.international[GB mobile].renewed_on to today (" in alert.remedy
    assert "tenants/freestyle-falcons.yaml:" in alert.remedy

    copy = bundle.bundle_copies.create(friendly_name=f"{name} 20270110")
    control.set_behaviour("regulatory_bundle", "seconds", DAY)
    bundles(copy.sid).update(status="pending-review")
    control.change_regulation("GB", 30)
    assert look(engine, world, tenants) == [alert]


def test_the_last_days_to_edit_a_verification_are_alerted_once(engine: Engine, world: World, tenants: Tenants) -> None:
    """Twilio reports the rejection, and then nothing."""
    control, account_sid = world.local.control, world.subaccount("dev-shared")
    control.script_review("tollfree_verification", "reject")
    number = world.twilio.v2010(account_sid).incoming_phone_numbers.create(phone_number="+18885550123")
    made = world.twilio.account(account_sid).messaging.v1.tollfree_verifications.create(
        tollfree_phone_number_sid=number.sid, external_reference_id=f"owl:{FALCONS}:toll-free", **BUSINESS
    )
    assert look(engine, world, tenants) == []

    control.advance(5 * DAY)
    [alert] = look(engine, world, tenants)
    assert look(engine, world, tenants) == [alert]
    control.advance(3 * DAY)
    assert look(engine, world, tenants) == [alert]

    assert alert.title.startswith(f"{FALCONS}: its rejected toll-free verification can be edited until 20")
    assert made.sid in alert.cause
    assert "tenants/freestyle-falcons.yaml:" in alert.remedy
    assert "Then run `pulumi up --stack dev`." in alert.remedy
    assert without_stack(alert.remedy, "dev") == []


def test_what_is_found_before_a_refusal_is_raised(engine: Engine, world: World, tenants: Tenants) -> None:
    """The next look asks for the rest."""
    british_bundle = BritishBundle(world, world.subaccount("dev-shared"))
    british_bundle.compliance.bundles(british_bundle.sid(f"{FALCONS} gb-mobile")).update(status="pending-review")
    world.local.control.change_regulation("GB", 30)
    world.local.control.inject("status", status=403, method="GET", path=r"/Tollfree/Verifications")

    with pytest.raises(TwilioRestException):
        look(engine, world, tenants)

    assert [each.kind for each in look(engine, world, tenants)] == ["bundle-ends"]

"""What is pushed to Twilio's Consent API, when, and what is not."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from owl.consent import push as module
from owl.consent.push import Outcome, plan
from owl.receiver.deactivations import note_report
from tenants.model import Contact
from tests.owl.consent.conftest import ALICE, SHOP, World

NOW = dt.datetime.now(dt.UTC)


def later(contact: Contact, **changed: Any) -> Contact:
    """Return a contact with another consent."""
    return contact.model_copy(update={"consent": contact.consent.model_copy(update=changed)})


def at_twilio(world: World) -> list[tuple[str, str]]:
    """Return what Twilio was given, the first first."""
    return [(each["status"], each["source"]) for each in reversed(world.local.control.consents())]


def test_each_consent_is_pushed_once_and_again_when_it_has_changed(world: World, alice: Contact) -> None:
    """A correlation id is the same for the same facts, in every run; going back to earlier facts is a change."""
    [first] = world.push()
    assert (first.outcome, at_twilio(world)) == (Outcome.ACCEPTED, [("opt-in", "offline")])
    calls = len(world.local.control.journal())

    assert world.outcomes() == ["unchanged"]
    assert len(world.local.control.journal()) == calls
    world.change(alice=later(alice, given_at=NOW - dt.timedelta(days=1)))
    assert world.outcomes() == ["accepted"]
    world.change(alice=alice)
    [back] = world.push()
    assert (back.outcome, back.consent) == (Outcome.ACCEPTED, first.consent)
    assert world.outcomes() == ["unchanged"]


def test_no_opt_in_overrides_a_stop(world: World, alice: Contact) -> None:
    """After STOP the opt-out is pushed, even if the file has a later consent; after START the opt-in."""
    world.opts(out=True, at=NOW - dt.timedelta(days=2))
    world.change(alice=later(alice, given_at=NOW - dt.timedelta(days=1)))
    assert world.outcomes() == ["accepted"]
    world.opts(out=False, at=NOW)
    assert world.outcomes() == ["accepted"]

    assert at_twilio(world) == [("opt-out", "opt-out-message"), ("opt-in", "opt-in-message")]


def test_a_stop_that_arrives_during_the_push_is_pushed_after_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The opt-in that overtook it does not stay."""
    call = module._call

    def with_stop(*arguments: Any) -> Any:
        answered = call(*arguments)
        if not at_twilio(world)[1:]:
            world.opts(out=True, at=NOW)
        return answered

    monkeypatch.setattr(module, "_call", with_stop)

    assert world.outcomes() == ["accepted", "accepted"]
    assert [status for status, _ in at_twilio(world)] == ["opt-in", "opt-out"]


def test_an_opt_out_of_the_trials_number_counts(world: World) -> None:
    """While the tenant was on trial, its messages came from there."""
    world.opts(out=True, at=NOW, tenant="owl-inc")
    assert world.push()[0].consent == plan(world.engine, world.contacts, {SHOP: world.sender})[0].consent
    world.sender = replace(world.sender, so_far=(SHOP, "owl-inc"))
    assert world.outcomes() == ["accepted"]
    assert at_twilio(world)[-1] == ("opt-out", "opt-out-message")


def test_a_suspended_account_stops_no_other(world: World) -> None:
    """Its contacts are left out."""
    world.twilio.accounts(world.sender.account_sid).update(status="suspended")
    world.connect_again()
    [left_out] = world.push()
    assert (left_out.outcome, "is suspended" in left_out.reason) == (Outcome.LEFT_OUT, True)


def test_what_is_left_out_has_its_reason(world: World, alice: Contact) -> None:
    """A deactivated number, a tenant without a service, and opt-ins of a tenant whose STOPs are not heard."""
    deaf = {SHOP: replace(world.sender, hears_opt_outs=False)}
    yesterday = (NOW - dt.timedelta(days=1)).date()

    assert "an opt-in overrides it" in plan(world.engine, world.contacts, deaf)[0].reason
    assert "no messaging service" in plan(world.engine, world.contacts, {})[0].reason
    with world.engine.begin() as transaction:
        note_report(transaction, yesterday, 1, [ALICE], NOW)
    [left_out] = world.push()
    assert (left_out.outcome, f"deactivated on {yesterday}" in left_out.reason) == (Outcome.LEFT_OUT, True)
    world.change(alice=later(alice, given_at=NOW))
    assert world.outcomes() == ["accepted"]


def test_a_refused_consent_is_named_and_pushed_again(world: World, alice: Contact) -> None:
    """It stops no other; an interrupted push goes on where it ended."""
    wrong = alice.model_copy(update={"phone_number": "4155550199"})
    world.change(alice=alice, bob=wrong)
    good, refused = world.push()
    assert (good.outcome, refused.outcome) == (Outcome.ACCEPTED, Outcome.REFUSED)
    assert "error 30646: INVALID_CONTACT_ID (https://www.twilio.com/docs/api/errors/30646)" in refused.reason
    assert refused.of.shown.startswith("tests/owl_inc/tenants/freestyle-falcons.yaml:")
    assert world.outcomes() == ["unchanged", "refused"]


def test_25_are_pushed_a_call_and_100_calls_a_minute(
    world: World, alice: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hundred-and-first call waits, so that Twilio never answers 429."""
    many = {f"contact-{n}": alice.model_copy(update={"phone_number": f"+1415555{n:04}"}) for n in range(100, 201)}
    world.change(**{name: many[name] for name in list(many)[:26]})
    before = len(world.local.control.journal())
    assert world.outcomes() == ["accepted"] * 26
    calls = [each for each in world.local.control.journal()[before:] if each["path"] == "/v1/Consents/Bulk"]
    assert [each["status"] for each in calls] == [201, 201]

    monkeypatch.setattr(module, "MOST_ITEMS", 1)
    world.local.control.advance(60)
    world.change(**{name: later(each, given_at=NOW) for name, each in many.items()})
    assert world.outcomes() == ["accepted"] * 101
    assert not [each for each in world.local.control.journal() if each["status"] == 429]

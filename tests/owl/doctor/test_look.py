"""Facts are read from the local Twilio, where a tenant was deployed by the product's own program."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from owl.doctor.callback import callback_answer
from owl.doctor.check import Finding, Verdict
from owl.doctor.diagnosis import Diagnosis, diagnose
from owl.doctor.facts import CallbackAnswer, Fact, ReceivedFacts, StackFacts, TenantFacts
from owl.doctor.look import stack_facts, tenants_facts
from owl.doctor.received import NUMBER_EVENTS, received_facts
from owl.program.settings import StackSettings, Topology
from owl.receiver.database import open_database
from owl.receiver.tables import events, messages, opt_outs, usage_alerts
from owl.registration.progress import REVIEWED, status_field
from owl.stacks.outputs import DeployedTenant
from owl.stacks.receiver_database import ReceiverDatabase
from providers.core.connection import Connection
from providers.core.settings import Mode
from tests.owl.preflight.site import serving
from tests.owl_inc import owl_inc
from tests.providers.tenant import Engine, programs
from tests.providers.world import ACCOUNT_SID, PRIMARY_CUSTOMER_PROFILE_SID, World

SHOP = "freestyle-falcons"
TENANTS = owl_inc("dev")
NOTHING_KEPT: Fact[Mapping[str, ReceivedFacts]] = Fact(reason="no receiver has run")
NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


class Shop:
    """A tenant that the product's program has deployed, until its campaign is verified."""

    def __init__(self, directory: Path) -> None:
        self.world = World(directory)
        self.world.local.control.set_behaviour("message", "at_once")
        settings = StackSettings(
            "dev",
            ACCOUNT_SID,
            Mode.LOCAL,
            Topology.ISOLATED,
            frozenset({"beta"}),
            PRIMARY_CUSTOMER_PROFILE_SID,
            protect=False,
            environment="dev",
        )
        one = replace(TENANTS, by_id={SHOP: TENANTS.by_id[SHOP]})
        declared = programs({SHOP: one}, settings)[SHOP]
        engine = Engine(self.world)
        for _ in range(2):
            engine.up(declared)
            engine.refresh()
        self._outputs: dict[str, list[dict[str, Any]]] = {}
        for record in engine.records.values():
            self._outputs.setdefault(record.resource.__name__, []).append(record.outputs)

    def output(self, kind: str, name: str = "sid") -> str:
        """Return an output of the only resource of a kind."""
        [outputs] = self._outputs[kind]
        found = outputs[name]
        return str(found["value"] if isinstance(found, Mapping) else found)  # a secret is marked

    @property
    def tenant(self) -> DeployedTenant:
        """What the stack knows of it."""
        [number] = self._outputs["PhoneNumber"]
        reviews = [
            {"step": step, "sid": each["sid"], "status": each[status_field(step)]}
            for kind, step in REVIEWED.items()
            for each in self._outputs.get(kind, [])
        ]
        return DeployedTenant(
            stack="dev",
            account_sid=self.output("Subaccount"),
            messaging_service_sid=self.output("MessagingService"),
            api_key_sid=self.output("ApiKey"),
            api_key_secret=self.output("ApiKey", "secret"),
            phone_numbers=(str(number["phone_number"]),),
            reviews=tuple(reviews),
        )

    def send(self, *to: str) -> None:
        """Send a message to each."""
        for each in to:
            self.world.twilio.v2010(self.tenant.account_sid).messages.create(
                to=each, messaging_service_sid=self.tenant.messaging_service_sid, body="hello"
            )

    def facts(self, kept: Fact[Mapping[str, ReceivedFacts]] = NOTHING_KEPT) -> TenantFacts:
        """Return its facts, as they are now."""
        twilio = self.world.twilio
        callback = Fact(CallbackAnswer("https://hooks.owl.example/", 405))
        stack = StackFacts("dev", TENANTS, (), twilio.now(), False, Fact(reason="none"), callback)
        [found] = tenants_facts(twilio, stack, {SHOP: self.tenant}, [SHOP], kept)
        return found

    def diagnosis(self) -> Diagnosis:
        """Return what is wrong now."""
        facts = self.facts()
        return diagnose(facts.stack, [facts]).diagnoses[0]

    def finding(self, check: str) -> Finding:
        """Return what a check finds now."""
        return next(each.finding for each in self.diagnosis().results if each.check == check)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A deployed tenant."""
    monkeypatch.setenv("OWL_LOCAL", str(tmp_path))
    monkeypatch.delenv("OWL_TWILIO", raising=False)
    return Shop(tmp_path)


def test_a_day_of_a_tenant(shop: Shop) -> None:
    """In order first; then messages fail, its key and sender are removed, its campaign and account suspended."""
    diagnosis = shop.diagnosis()
    assert diagnosis.status.may_send
    assert {each.finding.verdict for each in diagnosis.results} == {Verdict.OK, Verdict.NOT_CHECKED}

    shop.send(*["+14155552671"] * 8, "+15005530003", "+15005530007", "+15005530007")
    assert shop.finding("delivery") == Finding(
        Verdict.PROBLEM,
        "8 of 11 messages in 24 hours delivered; error 30007: 2, error 30003: 1",
        "30007: the carrier filtered the message as unwanted: check the text against the messaging policy "
        "(https://www.twilio.com/docs/api/errors/30007)",
    )
    assert shop.finding("allowance").evidence == "11 of 250 messages used since midnight GMT"
    assert shop.finding("usage-alert").verdict is Verdict.OK

    inside = shop.world.twilio.v2010(shop.tenant.account_sid)
    inside.keys(shop.tenant.api_key_sid).delete()
    itself = shop.world.twilio.account(shop.tenant.account_sid)
    itself.messaging.v1.services(shop.tenant.messaging_service_sid).phone_numbers(shop.output("PhoneNumber")).delete()
    stops = [each.check for each in shop.diagnosis().results if each.finding.verdict is Verdict.STOPS]
    assert stops == ["sender", "api-key"]
    assert shop.finding("sender").remedy == "`pulumi up --refresh --stack dev` adds it"
    inside.incoming_phone_numbers(shop.output("PhoneNumber")).delete()
    assert shop.finding("sender").evidence == f"can't send: {shop.tenant.phone_numbers[0]} no longer exists at Twilio"

    shop.world.local.control.set_campaign_status(shop.tenant.messaging_service_sid, "SUSPENDED")
    assert shop.finding("registration").evidence.startswith("campaign suspended since")

    shop.world.twilio.accounts(shop.tenant.account_sid).update(status="suspended")
    diagnosis = shop.diagnosis()
    assert not diagnosis.status.may_send
    assert [each.check for each in diagnosis.results if each.finding.verdict is Verdict.STOPS] == ["account"]


def test_what_twilio_refuses_is_a_fact_with_its_reason(shop: Shop) -> None:
    """It stops no other check, and no secret is in the reason."""
    shop.world.local.control.inject("status", status=400, times=1000, path="Messages.json")

    found = shop.facts()

    assert "400" in found.deliveries.reason
    assert (found.status.may_send, found.used_today.value) == (True, 0)
    assert shop.tenant.api_key_secret not in repr(found)


class _Answers(BaseAdapter):
    """Answers every call with a document."""

    def __init__(self, document: Mapping[str, str]) -> None:
        super().__init__()
        self._document = document

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        response = requests.Response()
        response.status_code = 200
        response._content = json.dumps(self._document).encode()
        response.url, response.request = str(request.url), request
        return response

    def close(self) -> None:
        """Do nothing: there is nothing open."""


def test_the_balance_is_read_as_twilio_documents_it() -> None:
    """See https://www.twilio.com/docs/usage/api/account-balance."""
    adapter = _Answers({"account_sid": ACCOUNT_SID, "balance": "-12.345", "currency": "USD"})

    found = stack_facts("dev", Connection(ACCOUNT_SID, "token", adapter), None, (), [])

    assert found.balance.value.amount == Decimal("-12.345")
    assert found.balance.value.currency == "USD"


def test_a_callback_address_is_asked_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a certificate that is checked. Twilio itself can't reach an address on this machine."""
    with serving(tmp_path) as (served, certificate):
        untrusted = callback_answer(f"{served.url}/acme/message-status", needs_public=False)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        trusted = callback_answer(f"{served.url}/acme/message-status", needs_public=False)
        from_twilio = callback_answer(f"{served.url}/acme/message-status", needs_public=True)

    assert "certificate is not valid" in untrusted.problem
    assert (trusted.status, trusted.problem) == (404, "")
    assert "private address" in from_twilio.problem
    refused = callback_answer(f"{served.url}/acme/message-status", needs_public=False)
    assert refused.problem == "it can't be read: the server refuses connections"
    assert callback_answer("http://hooks.owl.example/", needs_public=True).problem == "it is not https"


def test_what_the_receiver_kept_is_counted_by_tenant(tmp_path: Path) -> None:
    """Of the last 24 hours; alerts since midnight GMT; of opt-outs only the latest of each number."""
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver.sqlite'}", "dev"))
    common = {"account_sid": "AC1", "idempotency_token": "t"}
    with engine.begin() as connection:
        for sid, hours in (("SM1", 1), ("SM2", 23), ("SM3", 25)):
            received_at = NOW - dt.timedelta(hours=hours)
            row = {"sid": sid, "tenant": SHOP, "account_sid": "AC1", "status": "sent", "status_rank": 1}
            connection.execute(messages.insert().values(first_received_at=received_at, changed_at=received_at, **row))
        never_sent = {"sid": "SM4", "tenant": SHOP, "account_sid": "AC1", "status": "canceled", "status_rank": 9}
        connection.execute(messages.insert().values(first_received_at=NOW, changed_at=NOW, **never_sent))
        for number, opted_out, evidence in (("+1", True, "1"), ("+2", True, "2"), ("+2", False, "3")):
            row = {"tenant": SHOP, "phone_number": number, "opted_out": opted_out, "evidence_sid": evidence}
            connection.execute(opt_outs.insert().values(reason="replied STOP", changed_at=NOW, **row))
        for event, level, code in (("1", "ERROR", 30007), ("2", "ERROR", None), ("3", "WARNING", 30007)):
            row = {"id": event, "type": "e", "level": level, "error_code": code, "owner": SHOP}
            connection.execute(events.insert().values(received_at=NOW, **row, **common))
        for event, outcome, minutes in (("4", "pending", 9), ("5", "successful", 1), ("6", "pending", 5)):
            row = {"id": event, "type": f"{NUMBER_EVENTS}registration.{outcome}", "owner": "shared"}
            row |= {"messaging_service_sid": "MG1"}
            occurred_at = NOW - dt.timedelta(minutes=minutes)
            connection.execute(events.insert().values(occurred_at=occurred_at, received_at=NOW, **row, **common))
        for token, hours in (("1", 1), ("2", 16)):
            row = {"trigger_token": token, "trigger_sid": "UT1", "category": "sms-outbound", "recurring": "daily"}
            more = {"trigger_value": "250", "current_value": "250", "owner": SHOP}
            received_at = NOW - dt.timedelta(hours=hours)
            connection.execute(usage_alerts.insert().values(received_at=received_at, **row, **more, **common))

        found = received_facts(connection, NOW, {"MG1": SHOP})

    engine.dispose()
    assert found[SHOP] == ReceivedFacts(
        messages=2,
        alerts_today=1,
        errors={30007: 1, 0: 1},
        opted_out=frozenset({"+1"}),
        number_event="registration.successful",
        number_event_at=NOW - dt.timedelta(minutes=1),
    )
    assert found.get("nobody", ReceivedFacts()) == ReceivedFacts()

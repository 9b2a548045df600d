"""Alerts: what is noticed, once each, sent to a webhook by apprise."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from owl.failure import Failure
from owl.receiver.alerts.sender import AlertSender
from owl.receiver.callbacks.callback import Callback, Source
from owl.receiver.callbacks.event_batch import EventBatch
from owl.receiver.callbacks.message_status import MessageStatus
from owl.receiver.callbacks.review_status import ReviewStatus
from owl.receiver.callbacks.usage_alert import UsageAlert
from owl.receiver.database import reading
from owl.receiver.tables import alerts
from policies.core.cells import Cells
from tests.owl.advised import without_stack
from tests.owl.receiver.served import new_sid
from tests.owl_inc import owl_inc

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # apprise imports it

FALCONS = "freestyle-falcons"
ACCOUNT = "AC" + "1" * 32
SERVICE = "MG" + "5" * 32
CELLS = Cells("prod", ("prod",))
NOW = datetime(2026, 11, 29, 10, tzinfo=UTC)


class Channel:
    """A webhook that people read: it keeps what apprise posts.

    Attributes:
        url: Its address, as apprise writes it.
        posted: The messages.
        status: What it answers.
    """

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.status = 200
        channel = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if channel.status < 400:
                    channel.posted.append(json.loads(body))
                self.send_response(channel.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"json://127.0.0.1:{self.server.server_port}/owl"


@pytest.fixture
def channel() -> Iterator[Channel]:
    """A webhook on this machine."""
    made = Channel()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def source(owner: str = FALCONS, at: datetime = NOW) -> Source:
    """Return where a request came from."""
    return Source(owner, ACCOUNT, new_sid("SM"), at)


def record(engine: Engine, *batch: Callback) -> None:
    """Write requests of one kind."""
    with engine.begin() as transaction:
        type(batch[0]).record(transaction, batch)


def message(status: str, code: int | None = None, at: datetime = NOW, owner: str = FALCONS) -> MessageStatus:
    """Return the last callback about a new message."""
    form = {"MessageSid": new_sid("SM"), "MessageStatus": status, "AccountSid": ACCOUNT, "MessagingServiceSid": SERVICE}
    return MessageStatus.read(source(owner, at), form | ({"ErrorCode": str(code)} if code else {}))


def events(kind: str, number: int = 1, **data: Any) -> EventBatch:
    """Return events of the account that tenants share."""
    made = [{"id": new_sid("EZ"), "type": f"com.twilio.{kind}", "data": data} for _ in range(number)]
    return EventBatch.read(source("shared"), made)


def usage(token: str, category: str = "sms-outbound") -> UsageAlert:
    """Return the firing of the trigger of a tenant's allowance."""
    fields = {"TriggerValue": "250.000000", "CurrentValue": "250", "IdempotencyToken": token, "Recurring": "daily"}
    form = {"AccountSid": ACCOUNT, "UsageTriggerSid": new_sid("UT"), "UsageCategory": category, **fields}
    return UsageAlert.read(source(), form)


def look(engine: Engine, channel: Channel, now: datetime = NOW) -> list[str]:
    """Return the titles of the alerts that are sent now."""
    channel.posted.clear()
    AlertSender([channel.url], CELLS).look(engine, owl_inc(), now)
    return sorted(each["title"] for each in channel.posted)


def test_the_allowance_is_reached_once(engine: Engine, channel: Channel) -> None:
    """The alert names the tenant, the cause and what to do. A restart does not send it again; another day does."""
    record(engine, usage("today"))
    assert look(engine, channel) == ["freestyle-falcons has reached its daily allowance"]
    assert channel.posted[0]["message"] == (
        "250 messages today; package silver allows 250 (sms-outbound).\n\nHold back what is not urgent until tomorrow "
        "(UTC), or offer the next package: it is one line in tenants/freestyle-falcons.yaml."
    )
    assert look(engine, channel) == []
    record(engine, usage("today"), usage("tomorrow"))
    assert look(engine, channel) == ["freestyle-falcons has reached its daily allowance"]


def test_tenants_of_one_account_have_their_own_allowances(engine: Engine, channel: Channel) -> None:
    """The trigger fires by the messages of all of them: the alert waits for as many of the tenant's own."""
    others = [message("delivered", owner="alpine-spokes") for _ in range(249)]
    record(engine, message("delivered"), *others)
    record(engine, usage("today"))
    assert look(engine, channel) == []
    record(engine, *(message("delivered") for _ in range(248)))
    assert look(engine, channel) == []
    record(engine, message("delivered"))
    assert look(engine, channel) == ["freestyle-falcons has reached its daily allowance"]


def test_a_rejected_or_suspended_registration(engine: Engine, channel: Channel) -> None:
    """The campaign's tenant is the one that has sent with its service; the code is explained."""
    record(engine, message("delivered"))
    compliance = "messaging.compliance."
    record(
        engine,
        events(f"{compliance}campaign-registration.campaign-failure", errorcode=30909, messagingservicesid=SERVICE),
        events(f"{compliance}campaign-registration.campaign-approved", messagingservicesid=SERVICE),
        events(f"{compliance}brand-registration.brand-failure", brandsid=new_sid("BN")),
        events(f"{compliance}toll-free-verification.rejected", tollfreeverificationsid="HH" + "1" * 32),
    )
    form = {"BundleSid": "BU" + "2" * 32, "Status": "twilio-rejected", "AccountSid": ACCOUNT, "ErrorCodes": "22217"}
    record(engine, ReviewStatus.read(source(), form))
    record(engine, message("undelivered", 30033))

    assert look(engine, channel) == [
        "freestyle-falcons can't send: its campaign is suspended",
        "freestyle-falcons: Twilio rejected BU22222222222222222222222222222222",
        "freestyle-falcons: its campaign was rejected",
        "shared: its brand was rejected",
        "shared: its toll-free verification was rejected",
    ]
    [campaign] = [each["message"] for each in channel.posted if each["title"].endswith("its campaign was rejected")]
    assert "(error 30909)" in campaign
    assert "Run `owl status freestyle-falcons --stack prod`." in campaign
    [brand] = [each["message"] for each in channel.posted if each["title"] == "shared: its brand was rejected"]
    assert brand.endswith("Run `owl status --stack prod`.")  # it is not known whose it is
    assert [command for each in channel.posted for command in without_stack(each["message"], "prod")] == []
    [toll_free] = [each["message"] for each in channel.posted if "toll-free" in each["title"]]
    assert "Twilio's event of HH11111111111111111111111111111111" in toll_free
    assert look(engine, channel) == []


def test_an_alert_names_the_cell_of_its_tenant(engine: Engine, channel: Channel) -> None:
    """What it advises acts there; its number is not registered any more."""
    tenants, cells = owl_inc(), Cells("prod", ("prod", "prod-01"))
    moved = tenants.by_id[FALCONS].model_copy(update={"cell": "prod-01"})
    record(engine, message("undelivered", 30034))

    AlertSender([channel.url], cells).look(engine, replace(tenants, by_id={FALCONS: moved}), NOW)

    [alert] = channel.posted
    assert alert["message"].endswith(
        "Run `pulumi up --refresh --stack prod-01`: it adds the number again. Then run `owl status freestyle-falcons "
        "--stack prod-01`."
    )


def test_the_delivery_rate_is_below_the_floor(engine: Engine, channel: Channel) -> None:
    """Nine of ten is what every package promises by default; a few messages are not judged."""
    record(engine, *(message("undelivered", 30003) for _ in range(2)), *(message("delivered") for _ in range(17)))
    assert look(engine, channel) == []
    record(engine, message("undelivered", 30006), message("read"))
    assert look(engine, channel) == ["freestyle-falcons: 86% of its messages arrive, less than 90%"]
    assert channel.posted[0]["message"].startswith(
        "3 of 21 messages of today were not delivered: 2 with error 30003, 1 with error 30006."
    )
    assert look(engine, channel) == []
    assert look(engine, channel, NOW + timedelta(days=1)) == []


def test_a_burst_of_errors(engine: Engine, channel: Channel) -> None:
    """Twenty are none; one more is. Warnings don't count."""
    record(engine, message("delivered"))
    error = {"level": "ERROR", "error_code": "11200", "service_sid": SERVICE}
    record(
        engine, events("error-logs.error.logged", 20, **error), events("error-logs.error.logged", 9, level="WARNING")
    )
    assert look(engine, channel) == []
    record(engine, events("error-logs.error.logged", 1, **error))
    assert look(engine, channel) == ["freestyle-falcons: error 11200 is logged repeatedly"]


def test_no_secret_is_sent(engine: Engine, channel: Channel) -> None:
    """Whatever Twilio's fields contain. A rejection without a code that is known says where to read."""
    record(engine, usage("today", "0123456789abcdef" * 2), usage("tomorrow", "12-3456789"))
    codes = "12-3456789,\N{ARABIC-INDIC DIGIT THREE},999999999"
    form = {"BundleSid": "BU" + "2" * 32, "Status": "twilio-rejected", "AccountSid": ACCOUNT, "ErrorCodes": codes}
    record(engine, ReviewStatus.read(source(), form))

    assert len(look(engine, channel)) == 3
    said = " ".join(each["message"] for each in channel.posted)
    assert "allows 250 ([secret])" in said
    assert "allows 250 ([number withheld])" in said
    assert "Twilio gives no reason (https://www.twilio.com/docs/api/errors)." in said


def test_an_alert_that_could_not_be_sent_is_sent_later(engine: Engine, channel: Channel) -> None:
    """Once, by whichever receiver claims it, and not immediately again."""
    record(engine, usage("today"))
    channel.status = 503
    assert look(engine, channel) == []
    channel.status = 200
    assert look(engine, channel) == []
    later = NOW + timedelta(minutes=5)
    assert look(engine, channel, later) == ["freestyle-falcons has reached its daily allowance"]
    assert look(engine, channel, later) == []
    with reading(engine) as connection:
        [row] = connection.execute(select(alerts)).mappings()
    assert (row["sent_at"], row["attempts"]) == (later, 2)


def test_another_receiver_does_not_send_what_is_claimed(engine: Engine, channel: Channel) -> None:
    """An alert that another one is sending is left to it."""
    row = {name: name for name in ("key", "kind", "tenant", "title", "cause", "remedy")}
    with engine.begin() as transaction:
        transaction.execute(insert(alerts).values(**row, raised_at=NOW, claimed_until=NOW + timedelta(minutes=1)))
    assert look(engine, channel) == []


def test_a_wrong_url_is_not_shown() -> None:
    """It may contain a secret."""
    with pytest.raises(Failure, match="alert URL number 2") as refused:
        AlertSender(["json://127.0.0.1", "nonsense://secret@example"], CELLS)
    assert "secret@" not in str(refused.value)

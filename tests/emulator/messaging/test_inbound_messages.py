"""Messages that people send: the webhook, its answer, and who has opted out."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import requests
from twilio.rest import Client

from emulator.embedded import LocalTwilio
from emulator.serve import Server
from tests.emulator.receiver import Receiver
from tests.emulator.refusal import Refusal

ORIGIN = "https://owl.example"
ALICE = "+14155550188"
TWIML = "text/xml"


@pytest.fixture(autouse=True)
def at_once(twilio: LocalTwilio, receiver: Receiver) -> None:
    """Messages arrive immediately and without a campaign, and all webhooks go to the receiver."""
    twilio.control.require_campaign(False)
    twilio.control.set_behaviour("message", "at_once")
    twilio.control.deliver_to(receiver.url)


def service(client: Client, **settings: Any) -> Any:
    """Create a messaging service whose inbound messages go to /inbound."""
    given = {"inbound_request_url": f"{ORIGIN}/inbound", **settings}
    return client.messaging.v1.services.create(friendly_name="owl-acme", **given)


def number(client: Client, owner: Any = None, **settings: Any) -> str:
    """Buy a number, add it to a service if one is given, and return it."""
    bought = client.incoming_phone_numbers.create(area_code="415", **settings)
    if owner:
        owner.phone_numbers.create(str(bought.sid))
    return str(bought.phone_number)


def test_the_webhook_is_twilios(
    parent: Client, connect: Callable[..., Client], twilio: LocalTwilio, receiver: Receiver
) -> None:
    """The service's address is called with Twilio's parameters, signed by the account; the list has the message."""
    tenant = parent.api.accounts.create(friendly_name="acme")
    client = connect(tenant.sid, tenant.auth_token)
    owner = service(client)
    to = number(client, owner)
    found = twilio.control.receive(ALICE, to, "When is my bike ready? 🚲")
    assert twilio.control.settle()
    [request] = receiver.received
    assert request.is_signed(str(tenant.auth_token), f"{ORIGIN}/inbound")
    assert request.form == {
        **dict.fromkeys(("MessageSid", "SmsSid", "SmsMessageSid"), found["sid"]),
        "AccountSid": tenant.sid,
        "MessagingServiceSid": owner.sid,
        "From": ALICE,
        "To": to,
        "Body": "When is my bike ready? 🚲",
        "NumMedia": "0",
        "NumSegments": "1",
        "SmsStatus": "received",
        "ApiVersion": "2010-04-01",
        **{f"{side}{part}": "" for side in ("From", "To") for part in ("State", "City", "Zip")},
        "FromCountry": "US",
        "ToCountry": "US",
    }
    message = client.messages(found["sid"]).fetch()
    assert (message.direction, message.status, message.from_, message.to) == ("inbound", "received", ALICE, to)
    [used] = client.usage.records.today.list(category="sms-inbound")
    assert used.count == "1"


def test_twiml_is_sent_as_a_message(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """Each Message of the answer goes to the person who wrote, from the number that was written to."""
    receiver.contents["/inbound"] = (
        TWIML,
        "<Response><Message>At 5 &amp; later</Message><Message><Body>Bye</Body></Message></Response>",
    )
    to = number(parent, service(parent))
    twilio.control.receive(ALICE, to, "When?")
    assert twilio.control.settle()
    replies = [each for each in parent.messages.list(to=ALICE) if each.direction == "outbound-reply"]
    assert [(each.body, each.from_, each.status) for each in reversed(replies)] == [
        ("At 5 & later", to, "delivered"),
        ("Bye", to, "delivered"),
    ]


def test_text_is_sent_as_a_message_too(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """An answer of text/plain is the message; a number without a service has its own address."""
    receiver.contents["/number"] = ("text/plain", "Hello")
    to = number(parent, sms_url=f"{ORIGIN}/number")
    twilio.control.receive(ALICE, to, "Hi")
    assert twilio.control.settle()
    assert [each.body for each in parent.messages.list(to=ALICE)] == ["Hello"]


@pytest.mark.parametrize(
    ("media_type", "content", "code"),
    [
        (TWIML, "<Response><Message>", "12100"),
        (TWIML, "<!DOCTYPE r [<!ENTITY a 'aaaa'>]><Response><Message>&a;</Message></Response>", "12100"),
        (TWIML, "<html/>", "12100"),
        ("application/json", "{}", "12300"),
        (TWIML, "<Response>" + " " * 65_536 + "</Response>", "11750"),
        (TWIML, "<Response><Redirect>/other</Redirect></Response>", "12200"),
    ],
)
def test_what_is_no_twiml_is_logged(  # noqa: PLR0913, PLR0917 - fixtures and parameters
    parent: Client, twilio: LocalTwilio, receiver: Receiver, media_type: str, content: str, code: str
) -> None:
    """It is an error, or for an unknown verb a warning, and no message is sent."""
    configuration = {"destination": f"{ORIGIN}/events", "method": "POST", "batch_events": True}
    sink = parent.events.v1.sinks.create(description="e", sink_type="webhook", sink_configuration=configuration)
    parent.events.v1.subscriptions.create("e", str(sink.sid), [{"type": "com.twilio.error-logs.error.logged"}])
    receiver.contents["/inbound"] = (media_type, content)
    to = number(parent, service(parent))
    twilio.control.receive(ALICE, to, "Hi")
    assert twilio.control.settle()
    assert [event["data"]["error_code"] for event in receiver.events] == [code]
    assert [event["data"]["level"] for event in receiver.events] == ["WARNING" if code == "12200" else "ERROR"]
    assert parent.messages.list(to=ALICE) == []


def test_the_fallback_is_called_where_the_first_address_fails(
    parent: Client, twilio: LocalTwilio, receiver: Receiver
) -> None:
    """With the error and the address that failed; its answer counts, and it has no fallback of its own."""
    receiver.answers = [404, 200]
    receiver.contents["/fallback"] = (TWIML, "<Response><Message>Later</Message></Response>")
    to = number(parent, service(parent, fallback_url=f"{ORIGIN}/fallback"))
    twilio.control.receive(ALICE, to, "Hi")
    assert twilio.control.settle()
    assert [request.path for request in receiver.received] == ["/inbound", "/fallback"]
    told = receiver.received[1].form
    assert (told["ErrorCode"], told["ErrorUrl"]) == ("11200", f"{ORIGIN}/inbound")
    assert [each.body for each in parent.messages.list(to=ALICE)] == ["Later"]


@pytest.mark.parametrize("word", ["STOP", "stopall", " Unsubscribe\n", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"])
def test_who_opts_out_is_not_texted(
    parent: Client, twilio: LocalTwilio, receiver: Receiver, refusal: Refusal, word: str
) -> None:
    """By none of the service's numbers, until START; Twilio answers, and the webhook is still called."""
    owner = service(parent)
    to = number(parent, owner)
    other = number(parent, owner)
    found = twilio.control.receive(ALICE, to, word)
    assert (found["keyword"], "unsubscribed" in found["answer"]) == ("STOP", True)
    send = {"to": ALICE, "messaging_service_sid": owner.sid, "body": "hello"}
    assert refusal(partial(parent.messages.create, **send)) == (400, 21610)
    assert refusal(partial(parent.messages.create, ALICE, from_=other, body="hello")) == (400, 21610)
    assert parent.messages.create(**{**send, "to": "+14155552671"}).sid
    assert twilio.control.receive(ALICE, to, word)["answer"] is None
    assert "re-subscribed" in twilio.control.receive(ALICE, to, "start")["answer"]
    assert parent.messages.create(**send).sid
    assert twilio.control.settle()
    assert sorted(request.form["Body"] for request in receiver.received) == sorted([word, word, "start"])
    assert [each["opted_out"] for each in twilio.control.opt_outs()] == [False]


def test_a_reply_to_who_opted_out_is_not_sent(parent: Client, twilio: LocalTwilio, receiver: Receiver) -> None:
    """TwiML is refused as a call is; HELP is answered by Twilio."""
    receiver.contents["/inbound"] = (TWIML, "<Response><Message>Are you sure?</Message></Response>")
    to = number(parent, service(parent))
    assert twilio.control.receive(ALICE, to, "HELP")["answer"].startswith("Reply STOP")
    assert twilio.control.settle()
    twilio.control.receive(ALICE, to, "STOP")
    assert twilio.control.settle()
    assert [each.body for each in parent.messages.list(to=ALICE)] == ["Are you sure?"]


@pytest.mark.parametrize("text", ["STOP it", "please stop", "STARTS", "helping"])
def test_a_keyword_in_a_sentence_is_none(parent: Client, twilio: LocalTwilio, text: str) -> None:
    """Only the word alone counts."""
    found = twilio.control.receive(ALICE, number(parent, service(parent)), text)
    assert (found["keyword"], found["answer"]) == (None, None)


def test_without_a_webhook_the_message_is_dropped(parent: Client, twilio: LocalTwilio, refusal: Refusal) -> None:
    """It is in no list and costs nothing; an opt-out is still remembered."""
    owner = service(parent, inbound_request_url="")
    to = number(parent, owner)
    assert twilio.control.receive(ALICE, to, "STOP")["sid"] is None
    assert parent.messages.list() == []
    send = {"to": ALICE, "messaging_service_sid": owner.sid, "body": "hello"}
    assert refusal(partial(parent.messages.create, **send)) == (400, 21610)


@pytest.mark.parametrize(
    ("sender", "recipient", "body", "said"),
    [
        (ALICE, "+14155559999", "hi", "a number that an account has"),
        ("alice", None, "hi", "E.164"),
        (ALICE, None, "", "1 to 1600 characters"),
        (ALICE, None, "a\0b", "no NUL"),
        (ALICE, None, "a\ud800b", "no half of one"),
    ],
)
def test_what_nobody_can_send(  # noqa: PLR0913, PLR0917 - fixtures and parameters
    parent: Client, twilio: LocalTwilio, sender: str, recipient: str | None, body: str, said: str
) -> None:
    """It is refused with what is allowed."""
    to = number(parent, service(parent))
    with pytest.raises(ValueError, match=said):
        twilio.control.receive(sender, recipient or to, body)


@pytest.mark.parametrize(
    "text",
    ["a+b&c=d%20", "two\r\nlines\tand a tab", "=1+1", "</Response>", "\N{RIGHT-TO-LEFT OVERRIDE}txet", "é" * 1600, " "],
)
def test_any_text_arrives_unchanged(parent: Client, twilio: LocalTwilio, receiver: Receiver, text: str) -> None:
    """The form is encoded as the signature assumes, whatever the text has in it."""
    twilio.control.receive(ALICE, number(parent, service(parent)), text)
    assert twilio.control.settle()
    [request] = receiver.received
    assert request.form["Body"] == text
    assert request.is_signed(twilio.auth_token, f"{ORIGIN}/inbound")


def test_the_control_call(parent: Client, twilio: LocalTwilio) -> None:
    """`POST /_local/receive` takes the same and returns the same; what is wrong is explained."""
    to = number(parent, service(parent))
    with Server(twilio, 0) as server:
        url = f"{server.url}/_local/receive"
        received = requests.post(url, json={"sender": ALICE, "recipient": to, "body": "HELP"}, timeout=60)
        refused = requests.post(url, json={"sender": ALICE, "recipient": to, "body": 7}, timeout=60)
    assert received.json()["result"]["keyword"] == "HELP"
    assert received.json()["result"]["sid"].startswith("SM")
    assert refused.status_code == 400
    assert "body: Input should be a valid string" in refused.json()["error"]

"""What the webhook about a received message is answered with is carried out: TwiML or text is sent as a message.

Each reply is a message that is created as by a call, so that the same rules apply to it. Errors are logged:
https://www.twilio.com/docs/api/errors followed by the code.
"""

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from emulator.core import clock, error_log
from emulator.core.call import Call
from emulator.core.credentials import Caller
from emulator.core.errors import TwilioError
from emulator.core.store import Settings, Stored, Transaction
from emulator.core.webhook_connection import ANSWER_BYTES, Answer
from emulator.core.webhook_failures import HTTP_RETRIEVAL
from emulator.core.webhooks import Webhook
from emulator.messaging import inbound_messages, message_delivery, messages, twiml

TOO_LARGE = 11750
NOT_TWIML = 12100
UNKNOWN_VERB = 12200
MEDIA_TYPE = 12300

_XML = frozenset({"text/xml", "application/xml", "text/html"})
_SUCCESSES = range(200, 300)


def carry_out(store: Transaction, settings: Settings, webhook: Webhook, answer: Answer) -> None:
    """Carry out the answer to a webhook, if that was about a received message."""
    if answer.delivered and (answer.status not in _SUCCESSES or not answer.content):
        return
    message = store.find(message_delivery.KIND, sid=webhook.resource_sid)
    if message is None or message.body["direction"] != "inbound":
        return
    if not answer.delivered:
        inbound_messages.fall_back(store, settings, message, webhook, HTTP_RETRIEVAL)
        return
    try:
        document = _document(answer)
    except _UnusableError as error:
        _log(store, settings, message, error.code, str(error))
        inbound_messages.fall_back(store, settings, message, webhook, error.code)
        return
    if document.unknown:
        names = ", ".join(sorted(set(document.unknown)))[:200]
        _log(
            store, settings, message, UNKNOWN_VERB, f"The local Twilio carries out Message only, not {names}", "WARNING"
        )
    for reply in document.replies:
        _send(store, settings, message, reply)


class _UnusableError(Exception):
    """An answer that cannot be carried out, with Twilio's code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def _document(answer: Answer) -> twiml.Document:
    if len(answer.content) > ANSWER_BYTES:
        raise _UnusableError(TOO_LARGE, f"The answer has more than {ANSWER_BYTES} bytes")
    if answer.media_type == "text/plain":
        return twiml.Document((twiml.Reply(answer.content.decode("utf-8", "replace")),), ())
    if answer.media_type not in _XML:
        raise _UnusableError(MEDIA_TYPE, f"The answer's type is {answer.media_type[:80]!r}: expected text/xml")
    try:
        return twiml.read(answer.content)
    except ValueError as error:
        raise _UnusableError(NOT_TWIML, f"The answer is not TwiML: {error}") from None


def _send(store: Transaction, settings: Settings, message: Stored, reply: twiml.Reply) -> None:
    account = store.find("account", sid=message.account_sid)
    if account is None:
        return
    form = {
        "To": reply.recipient or message.body["from"],
        "From": reply.sender or message.body["to"],
        "Body": reply.body,
        "StatusCallback": reply.status_callback,
    }
    if message.body["messaging_service_sid"] and not reply.sender:
        form["MessagingServiceSid"] = message.body["messaging_service_sid"]
    path = f"/2010-04-01/Accounts/{account.sid}/Messages.json"
    request = Request(EnvironBuilder(path, method="POST", data=form).get_environ())
    caller = Caller(account, "auth_token")
    now = clock.now(settings)
    call = Call(request, "api", "https://api.twilio.com", path, caller, account, store, settings, now)
    try:
        sent = messages.create(call)
    except TwilioError as error:
        _log(store, settings, message, error.code, error.message)
        return
    stored = store.find(message_delivery.KIND, sid=sent["sid"]) if sent else None
    if stored:
        store.update(stored, {"direction": "outbound-reply"})


def _log(  # noqa: PLR0913, PLR0917 - these are an error's parts
    store: Transaction, settings: Settings, message: Stored, code: int, reason: str, level: str = "ERROR"
) -> None:
    error = error_log.LoggedError(code, reason, message.sid, message.body["messaging_service_sid"], level=level)
    error_log.log(store, settings, message.account_sid, error, clock.now(settings))

"""The receiver when it is attacked, killed, or one of several."""

import json
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count

import requests
from hypothesis import settings
from twilio.request_validator import RequestValidator

from tests.owl.receiver.served import ORIGIN, TENANT, ServedReceiver, new_sid, wait_until

STATUS = f"/{TENANT}/message-status"
THREADS = 8


def bad_requests(receiver: ServedReceiver, number: int) -> Iterator[Callable[[requests.Session], requests.Response]]:
    """Yield forged, replayed, malformed, oversized and unknown requests, as many of each."""
    validator = RequestValidator(receiver.auth_token)

    def signed(url: str, form: dict[str, str]) -> dict[str, str]:
        return {"X-Twilio-Signature": validator.compute_signature(f"{ORIGIN}{url}", form)}

    replayed = receiver.status_of(new_sid("SM"), "sent")
    assert receiver.post(STATUS, replayed) == 204
    malformed = replayed | {"MessageStatus": "\n" * 99}
    oversized = replayed | {"Body": "x" * 200_000}
    for _ in range(number // 5):
        forged = {"X-Twilio-Signature": "A" * 27 + "="}
        form = receiver.status_of(new_sid("SM"), "delivered")
        cases = (
            (STATUS, form, forged),
            (STATUS, replayed, signed(STATUS, replayed)),
            (STATUS, malformed, signed(STATUS, malformed)),
            (STATUS, oversized, forged),
            (f"/{new_sid('AC')}/message-status", form, forged),
        )
        for path, fields, headers in cases:
            yield lambda session, path=path, fields=fields, headers=headers: session.post(  # type: ignore[misc]
                f"{receiver.url}{path}", fields, headers=headers, timeout=60
            )


def test_many_bad_requests_are_refused(receiver: ServedReceiver) -> None:
    """None is kept, memory stays flat, the log stays short, and Twilio is hardly asked.

    With the profile `thorough` they are twenty times as many.
    """
    number = 10 * settings().max_examples
    local = threading.local()

    def send(post: Callable[[requests.Session], requests.Response]) -> int:
        if not hasattr(local, "session"):
            local.session = requests.Session()
        for _ in range(3):
            with suppress(requests.ConnectionError):  # it hangs up on an oversized body before it has read it
                return post(local.session).status_code
        return 413

    with ThreadPoolExecutor(THREADS) as threads:
        assert set(threads.map(send, bad_requests(receiver, number))) == {400, 403, 404, 409, 413}
        before = receiver.memory()
        answers = list(threads.map(send, bad_requests(receiver, 2 * number)))

    assert set(answers) == {400, 403, 404, 409, 413}
    assert len(answers) == 2 * number
    assert receiver.memory() - before < 8_000_000
    assert {row.status for row in receiver.rows("SELECT status FROM messages")} == {"sent"}
    for reason in ("forged", "replayed", "malformed", "too-large", "unknown-address"):
        assert receiver.metric("owl_receiver_requests_refused_total", reason=reason) >= 3 * number // 5
    log = [json.loads(line) for line in receiver.log.read_text("utf-8").splitlines()]
    seconds = len({line["time"][:19] for line in log})
    assert len(log) < 7 * (seconds + 3)
    assert receiver.metric("owl_receiver_token_lookups_total", result="done") <= seconds + 3


def test_what_is_acknowledged_survives_a_kill(served: Callable[..., ServedReceiver]) -> None:
    """SIGKILL in the middle of many callbacks: everything answered with 204 is there, once, after a restart."""
    acknowledged: set[tuple[str, str]] = set()
    numbers = count()
    sid = new_sid("SM")[:-6]

    def send_until_it_is_gone(receiver: ServedReceiver) -> None:
        with suppress(requests.ConnectionError):
            for number in numbers:
                form = receiver.status_of(f"{sid}{number // 2:06x}", ("sent", "delivered")[number % 2])
                if receiver.post(STATUS, form, idempotency_token=str(number)) == 204:
                    acknowledged.add((form["MessageSid"], form["MessageStatus"]))

    receiver = served()
    for enough in (150, 300):
        with receiver, ThreadPoolExecutor(THREADS) as threads:
            for _ in range(THREADS):
                threads.submit(send_until_it_is_gone, receiver)
            wait_until(lambda enough=enough: len(acknowledged) >= enough)
            receiver.stop(signal.SIGKILL)

    with receiver:
        kept = [tuple(row) for row in receiver.rows("SELECT message_sid, status FROM message_statuses")]
        assert acknowledged <= set(kept)
        assert len(kept) == len(set(kept))
        delivered = {message for message, status in kept if status == "delivered"}
        messages = receiver.rows("SELECT sid FROM messages WHERE status = 'delivered'")
        assert {row.sid for row in messages} == delivered


def test_two_receivers_share_a_database(served: Callable[..., ServedReceiver], postgresql: str) -> None:
    """Each callback goes to both, and is kept once; both may have to migrate first."""
    forms = [(new_sid("SM"), status) for _ in range(40) for status in ("sent", "delivered", "sent")]
    with served(postgresql) as one, served(postgresql) as two, ThreadPoolExecutor(THREADS) as threads:

        def send(each: tuple[int, tuple[str, str]]) -> set[int]:
            number, (sid, status) = each
            form = one.status_of(sid, status)
            return {receiver.post(STATUS, form, idempotency_token=f"{number}") for receiver in (one, two)}

        assert set().union(*threads.map(send, enumerate(forms))) == {204}
        assert len(one.rows("SELECT * FROM messages")) == 120
        accepted = "owl_receiver_requests_accepted_total"
        for outcome in ("recorded", "repeated"):
            counted = [each.metric(accepted, kind="message-status", outcome=outcome) for each in (one, two)]
            assert sum(counted) == 120

"""The outbox: every webhook that the local Twilio has sent or will send, with its outcome.

A webhook is recorded in the transaction of the change it reports, and sent after it (`webhook_sender`). It goes to
loopback addresses only: where its own address is another, it goes to the base address of `Control.deliver_to` or of
the environment variable `OWL_LOCAL_DELIVER_TO`, and nowhere when there is none.

Signatures: https://www.twilio.com/docs/usage/webhooks/webhooks-security.
"""

import base64
import hashlib
import hmac
import json
import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode, urlsplit

from emulator.core.store import Settings, Transaction

DELIVER_TO = "deliver_to"
"""The setting that holds where all webhooks go instead of their own addresses."""

ENVIRONMENT_DELIVER_TO = "OWL_LOCAL_DELIVER_TO"
"""The environment variable that does so where the setting does not."""

BATCH_BYTES = 64 * 1024
"""The size of a batch: https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/event-streams-setup."""

_COLUMNS = (
    "sequence",
    "time",
    "account_sid",
    "resource_sid",
    "method",
    "url",
    "parameters",
    "body",
    "idempotency_token",
    "attempts",
    "outcome",
)


@dataclass(frozen=True)
class Webhook:
    """One request to an address of Twilio's customer.

    Attributes:
        time: When it became due on the local clock, in seconds since 1970.
        account_sid: The account that owns the resource; its auth token signs.
        resource_sid: What it reports about; webhooks about one resource are sent in order.
        method: POST, or GET with the parameters in the query.
        url: The address the customer gave.
        parameters: What it says, as a form.
        body: What it says as JSON, instead of parameters.
        idempotency_token: The same in every attempt.
        sequence: Its place in the outbox.
    """

    time: float
    account_sid: str
    resource_sid: str
    method: str
    url: str
    parameters: Mapping[str, str]
    idempotency_token: str = field(default_factory=lambda: str(uuid.uuid4()))
    sequence: int = 0
    body: str = ""

    @property
    def signed_url(self) -> str:
        """The address as it is signed: without the fragment, with the query of a GET or the hash of a body."""
        address = self.url.partition("#")[0]
        query = self.parameters if self.method == "GET" else {}
        if self.body:
            query = {"bodySHA256": hashlib.sha256(self.body.encode()).hexdigest()}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address

    @property
    def form(self) -> Mapping[str, str]:
        """What is sent as the body of a form."""
        return {} if self.method == "GET" or self.body else self.parameters


def signature(auth_token: str, url: str, form: Mapping[str, str]) -> str:
    """Return `X-Twilio-Signature`: the HMAC-SHA1 of the address and the sorted form, in base64."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def destination(settings: Settings, url: str) -> str:
    """Return the address that a webhook for `url` is really sent to.

    Raises:
        ValueError: When that is not a loopback address.
    """
    base = settings.get(DELIVER_TO) or os.environ.get(ENVIRONMENT_DELIVER_TO)
    parts = urlsplit(url)
    if base:
        url = base.rstrip("/") + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    require_loopback(url)
    return url


def require_loopback(url: str) -> None:
    """Refuse an address outside this machine.

    Raises:
        ValueError: Naming the host and what is allowed.
    """
    host = urlsplit(url).hostname or ""
    if not _is_loopback(host):
        raise ValueError(
            f"the local Twilio connects to 127.0.0.1, ::1 and localhost only, not to {host!r};"
            f" redirect its webhooks with deliver_to or {ENVIRONMENT_DELIVER_TO}"
        )


@lru_cache
def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def record(store: Transaction, settings: Settings, webhook: Webhook) -> None:
    """Store a webhook to be sent after this transaction; one without an allowed destination has its outcome now."""
    outcome = None
    try:
        destination(settings, webhook.url)
    except ValueError as reason:
        outcome = f"not delivered: {reason}"
    store.execute(
        "INSERT INTO webhooks (time, account_sid, resource_sid, method, url, parameters, body, idempotency_token,"
        " outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            webhook.time,
            webhook.account_sid,
            webhook.resource_sid,
            webhook.method,
            webhook.url,
            json.dumps(webhook.parameters),
            webhook.body,
            webhook.idempotency_token,
            outcome,
        ),
    )


def record_in_batch(store: Transaction, settings: Settings, webhook: Webhook, item: str) -> None:
    """Store an item of JSON in the batch that waits to be sent about the same resource; without one, begin a batch.

    Args:
        store: The database.
        settings: The settings.
        webhook: The batch to begin, without a body.
        item: The item.
    """
    waiting = store.execute(
        "SELECT sequence FROM webhooks WHERE outcome IS NULL AND courier = '' AND resource_sid = ? AND body != ''"
        " AND length(CAST(body AS BLOB)) + ? < ? ORDER BY sequence DESC LIMIT 1",
        (webhook.resource_sid, len(item.encode()), BATCH_BYTES),
    ).fetchone()
    if waiting is None:
        record(store, settings, replace(webhook, body=f"[{item}]"))
    else:
        store.execute(
            "UPDATE webhooks SET body = substr(body, 1, length(body) - 1) || ',' || ? || ']' WHERE sequence = ?",
            (item, *waiting),
        )


def any_unclaimed(store: Transaction) -> bool:
    """Return whether any webhook waits for a sender."""
    waiting = "SELECT 1 FROM webhooks WHERE outcome IS NULL AND courier = '' LIMIT 1"
    return store.execute(waiting).fetchone() is not None


def any_pending(store: Transaction) -> bool:
    """Return whether any webhook has no outcome yet."""
    return store.execute("SELECT 1 FROM webhooks WHERE outcome IS NULL LIMIT 1").fetchone() is not None


def senders(store: Transaction) -> set[str]:
    """Return the names of the senders that have claimed pending webhooks; the empty name if some are unclaimed."""
    return {name for (name,) in store.execute("SELECT DISTINCT courier FROM webhooks WHERE outcome IS NULL")}


def hand_over(store: Transaction, givers: Iterable[str], taker: str) -> list[Webhook]:
    """Let one sender take over the pending webhooks of others; return them in order."""
    columns = [attribute.name for attribute in fields(Webhook)]
    taken = []
    for giver in givers:
        rows = store.execute(
            f"UPDATE webhooks SET courier = ? WHERE outcome IS NULL AND courier = ? RETURNING {', '.join(columns)}",  # noqa: S608 - fixed text
            (taker, giver),
        )
        taken += [dict(zip(columns, row, strict=True)) for row in rows]
    ordered = sorted(taken, key=lambda row: row["sequence"])
    return [Webhook(**{**row, "parameters": json.loads(row["parameters"])}) for row in ordered]


def finish(store: Transaction, sequence: int, attempts: int, outcome: str) -> None:
    """Record how a webhook ended."""
    store.execute("UPDATE webhooks SET attempts = ?, outcome = ? WHERE sequence = ?", (attempts, outcome, sequence))


def entries(store: Transaction, since: int = 0) -> list[dict[str, Any]]:
    """Return the webhooks after sequence number `since`, oldest first.

    `outcome` is None while one is pending. `body` is None where `parameters` are sent as a form.
    """
    rows = store.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM webhooks WHERE sequence > ? ORDER BY sequence",  # noqa: S608 - fixed text
        (since,),
    )
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    return [
        {**entry, "parameters": json.loads(entry["parameters"]), "body": json.loads(entry["body"] or "null")}
        for entry in found
    ]

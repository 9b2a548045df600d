"""The page at `/`: what the local Twilio has, read by a person instead of by curl.

Texts of messages and answers of webhooks come from outside. The template escapes everything, and the page's policy lets
a browser load and run nothing (https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy).
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from werkzeug.wrappers import Response

from emulator.core import clock, error_log, journal, ledger, number_registration, webhooks
from emulator.core.store import Store, Stored, Transaction
from emulator.messaging import message_delivery, opt_outs

LIMIT = 100
"""How many rows each table has at most: the latest."""

_STATUSES = ("MessageStatus", "SmsStatus", "Status", "UsageCategory")
"""The parameter that says most about a webhook that is a form: the first of these that it has."""

_REVIEWED = {
    "customer_profile": ("customer profile", "status", "friendly_name"),
    "trust_product": ("trust product", "status", "friendly_name"),
    "regulatory_bundle": ("regulatory bundle", "status", "friendly_name"),
    "brand_registration": ("brand", "status", "brand_type"),
    "brand_vetting": ("vetting", "vetting_status", "vetting_provider"),
    "us_app_to_person": ("campaign", "campaign_status", "us_app_to_person_usecase"),
    number_registration.KIND: ("number", number_registration.STATE, "phone_number"),
}
"""Kind of what is reviewed to what it is called, and its properties with its status and its name."""


def answer(store: Store) -> Response:
    """Return the page as it is now."""
    nonce = secrets.token_urlsafe(16)
    with store.reading() as reading:
        facts = _facts(reading)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(_template().render(nonce=nonce, limit=LIMIT, **facts), headers=headers, mimetype="text/html")


@cache
def _template() -> Template:
    templates = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["moment"] = _moment
    return environment.get_template("page.html.jinja")


def _facts(store: Transaction) -> dict[str, Any]:
    accounts = {each.sid: each.body["friendly_name"] for each in store.select("account")}
    errors = store.select(error_log.KIND, limit=LIMIT)
    entries = ledger.entries(store)
    return {
        "now": clock.now(store.settings()),
        "accounts": accounts,
        "messages": store.select(message_delivery.KIND, limit=LIMIT),
        "steps": message_delivery.STEPS,
        "opt_outs": store.select(opt_outs.KIND, limit=LIMIT),
        "webhooks": [_webhook(each) for each in _latest(store, "webhooks", webhooks.entries)],
        "errors": [(each, json.loads(each.body["payload"])) for each in errors],
        "calls": _latest(store, "journal", journal.entries),
        "reviews": list(_reviews(store)),
        "ledger": entries[::-1][:LIMIT],
        "once_usd": sum((Decimal(each["once_usd"]) for each in entries), Decimal()),
        "monthly_usd": sum((Decimal(each["monthly_usd"]) for each in entries if each["closed"] is None), Decimal()),
        "counts": {
            "messages": store.count(message_delivery.KIND),
            "opt_outs": store.count(opt_outs.KIND),
            "webhooks": _count(store, "webhooks"),
            "errors": store.count(error_log.KIND),
            "calls": _count(store, "journal"),
            "reviews": sum(store.count(kind) for kind in _REVIEWED),
            "ledger": len(entries),
        },
    }


def _reviews(store: Transaction) -> Iterable[Mapping[str, Any]]:
    """Yield what is reviewed, the latest of each kind first."""
    for kind, (called, status, name) in _REVIEWED.items():
        for each in store.select(kind, limit=LIMIT):
            yield {
                "kind": called,
                "name": each.body.get(name) or "",
                "sid": each.parent_sid if kind == "us_app_to_person" else each.sid,
                "account_sid": each.account_sid,
                "status": each.body.get(status) or number_registration.REGISTERED,
                "codes": _codes(each),
                "updated": each.updated,
            }


def _codes(reviewed: Stored) -> str:
    errors = reviewed.body.get("errors") or ()
    return ", ".join(str(error["error_code"]) for error in errors if isinstance(error, dict) and "error_code" in error)


def _webhook(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a webhook with what it says, in full and in a word: a status, or the types of its events."""
    events: Sequence[Mapping[str, Any]] = entry["body"] or ()
    said = entry["body"] or entry["parameters"]
    types = [str(event["type"]).removeprefix("com.twilio.") for event in events]
    words = types or [entry["parameters"][name] for name in _STATUSES if name in entry["parameters"]][:1]
    return {**entry, "words": ", ".join(words) or "details", "said": json.dumps(said, indent=2, ensure_ascii=False)}


def _latest(store: Transaction, table: str, read: Any) -> list[dict[str, Any]]:
    """Return the last entries of a table, latest first."""
    last = store.execute(f"SELECT coalesce(max(sequence), 0) FROM {table}").fetchone()[0]  # noqa: S608 - fixed names
    found: list[dict[str, Any]] = read(store, last - LIMIT)
    return found[::-1]


def _count(store: Transaction, table: str) -> int:
    return int(store.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - fixed names


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")

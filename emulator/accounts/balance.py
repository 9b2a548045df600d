"""The balance of an account: https://www.twilio.com/docs/usage/api/account-balance.

It is what was paid in advance, less what was used, bought and rented.
"""

from datetime import date
from decimal import Decimal

from emulator.accounts import usage
from emulator.core import ledger
from emulator.core.call import Call
from emulator.core.routes import route
from emulator.core.store import Stored

PAID_IN = "paid_in_usd"
"""The setting with what each parent account has paid in advance, as decimal text in USD."""

DEFAULT_PAID_IN = "10000"
_MONTH_SECONDS = 30 * 24 * 3600


@route(
    "GET",
    "api",
    "/2010-04-01/Accounts/<account_sid>/Balance.json",
    assumed=(
        "A parent account has paid in 10,000 USD; Control.set_paid_in changes that.",
        "A subaccount has the balance of its parent, which pays for it.",
        "What is rented is charged when a month of 30 days begins.",
    ),
)
def fetch(call: Call) -> dict[str, str]:
    """Fetch what is left."""
    account = call.account
    payer = account.parent_sid or account.sid
    left = Decimal(str(call.settings.get(PAID_IN, DEFAULT_PAID_IN))) - _used(call, payer) - _charged(call, payer)
    return {"account_sid": account.sid, "balance": format(left, "f"), "currency": "USD"}


def _used(call: Call, payer: str) -> Decimal:
    return usage.total(call.store, payer, usage.TOTAL, (date.min, usage.gmt_day(call.now))).price


def _charged(call: Call, payer: str) -> Decimal:
    family = {each.sid for each in _accounts(call, payer)}
    charged = Decimal()
    for entry in ledger.entries(call.store):
        if entry["account_sid"] in family:
            end = call.now if entry["closed"] is None else entry["closed"]
            months = 1 + int((end - entry["opened"]) // _MONTH_SECONDS)
            charged += Decimal(entry["once_usd"]) + months * Decimal(entry["monthly_usd"])
    return charged


def _accounts(call: Call, payer: str) -> list[Stored]:
    return [each for each in call.store.select("account") if payer in {each.sid, each.parent_sid}]

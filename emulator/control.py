"""Controls that only the local Twilio has: clock, paces, faults, journal, webhooks.

Each public method of `Control` is also reachable over HTTP (`control_calls`).
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from emulator.a2p import brand_review, campaign_review
from emulator.accounts import balance
from emulator.background import Background
from emulator.core import (
    clock,
    faults,
    journal,
    lag,
    ledger,
    progress,
    reviews,
    webhooks,
)
from emulator.core.store import Store
from emulator.messaging import bulk_consents, deactivations, inbound_messages, opt_outs
from emulator.regulatory_compliance import regulatory_review
from emulator.trusthub import primary_profile

_SMALLEST = 0.001
"""Seconds or reads that a step takes at least, unless it is made immediately."""


class Control:
    """Controls one local Twilio.

    Args:
        store: The database.
        background: Its background work.
    """

    def __init__(self, store: Store, background: Background) -> None:
        self._store = store
        self._background = background

    def reset(self) -> None:
        """Delete everything but the parent accounts and their auth tokens."""
        with self._store.transaction() as store:
            store.execute("DELETE FROM objects WHERE NOT (kind = 'account' AND sid = parent_sid)")
            for table in ("settings", "faults", "journal", "ledger", "underway", "usage", "webhooks"):
                store.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names

    def advance(self, seconds: float) -> float:
        """Move the clock forward; return its offset to real time in seconds."""
        with self._store.transaction() as store:
            return clock.advance(store, seconds)

    def set_behaviour(self, kind: str, mode: str, n: float = 1) -> None:
        """Set how objects of a kind advance: `at_once`, a step every n `seconds`, or one every n `reads`."""
        if mode not in progress.MODES or not _SMALLEST <= n <= clock.LONGEST_SECONDS:
            allowed = f"mode is one of {', '.join(progress.MODES)} and n above 0, at most {clock.LONGEST_SECONDS}"
            raise ValueError(f"{allowed}; got {mode!r}, {n:g}")
        with self._store.transaction() as store:
            store.set_setting(progress.setting_name(kind), {"mode": mode, "n": n})

    def script_review(
        self, kind: str, outcome: str, codes: Sequence[int] = (), of: str | None = None, times: int = 1
    ) -> None:
        """Set how the next reviews of a kind end; arguments are the attributes of `reviews.Script`."""
        with self._store.transaction() as store:
            reviews.write(store, reviews.Script(kind, outcome, tuple(codes), of, times))

    def clear_reviews(self) -> None:
        """Delete all review scripts: reviewers approve again."""
        with self._store.transaction() as store:
            reviews.clear(store)

    def answer_otp(self, brand_sid: str) -> None:
        """Answer the one-time password that a sole proprietor was sent."""
        with self._store.transaction() as store:
            brand_review.answer_otp(store, brand_sid, clock.now(store.settings()))

    def set_brand_status(self, brand_sid: str, status: str) -> None:
        """Set a brand's status as Twilio's support does; `SUSPENDED` suspends its campaigns too."""
        with self._store.transaction() as store:
            brand_review.set_status(store, brand_sid, status, clock.now(store.settings()))

    def set_campaign_status(self, service_sid: str, status: str) -> None:
        """Set the status of a messaging service's campaign as Twilio and the carriers do, such as `SUSPENDED`."""
        with self._store.transaction() as store:
            campaign_review.set_status(store, service_sid, status, clock.now(store.settings()))

    def set_primary_profile(self, status: str) -> None:
        """Set the status of every parent account's primary customer profile, which is approved from the start."""
        with self._store.transaction() as store:
            primary_profile.set_status(store, status)

    def change_regulation(self, iso_country: str, days: float) -> list[str]:
        """Change a country's rules for numbers: approved bundles are valid for so many days more; return their SIDs."""
        clock.require_seconds("the time until bundles end", days * regulatory_review.DAY_SECONDS)
        with self._store.transaction() as store:
            return regulatory_review.change_regulation(store, iso_country, days, clock.now(store.settings()))

    def set_paid_in(self, dollars: str) -> None:
        """Set what each parent account has paid in advance, in USD: `"25.50"`. Its balance is what is left of it.

        Raises:
            ValueError: It is not a number.
        """
        try:
            amount = Decimal(dollars)
        except InvalidOperation:
            raise ValueError(f"{dollars!r} is not an amount: write 25.50") from None
        if not amount.is_finite():
            raise ValueError(f"{dollars!r} is not an amount: write 25.50")
        with self._store.transaction() as store:
            store.set_setting(balance.PAID_IN, format(amount, "f"))

    def require_campaign(self, required: bool) -> None:  # noqa: FBT001 - its only argument
        """Set whether US messages need a verified campaign of their number, as they do by default (30034, 30035)."""
        with self._store.transaction() as store:
            store.set_setting(campaign_review.REQUIRED, required)

    def receive(self, sender: str, recipient: str, body: str) -> dict[str, Any]:
        """Receive a message from a person at a number of an account, both in E.164.

        Returns its `sid`, null if Twilio drops it because its service has no webhook; the `keyword` that it is, such as
        `STOP`; and Twilio's own `answer` to that.
        """
        with self._store.transaction() as store:
            settings = store.settings()
            found = inbound_messages.receive(store, settings, sender, recipient, body, clock.now(settings))
        self._background.wake()
        return found

    def opt_outs(self) -> list[dict[str, Any]]:
        """Return who has opted out of which service's or number's messages, or in again; the latest first."""
        with self._store.reading() as store:
            return [
                {"phone_number": each.sid, "scope_sid": each.parent_sid, "account_sid": each.account_sid, **each.body}
                for each in store.select(opt_outs.KIND)
            ]

    def set_deactivated(self, date: str, phone_numbers: list[str]) -> None:
        """Set which numbers carriers took from their subscribers on a day, such as `2026-11-28`; in E.164."""
        with self._store.transaction() as store:
            deactivations.write(store, date, phone_numbers, clock.now(store.settings()))

    def consents(self) -> list[dict[str, Any]]:
        """Return what the Consent API was given and accepted, each contact, sender and date once; the latest first."""
        with self._store.reading() as store:
            return [{"account_sid": each.account_sid, **each.body} for each in store.select(bulk_consents.KIND)]

    def set_latency(self, seconds: float) -> None:
        """Set how many seconds every call takes at least."""
        clock.require_seconds("latency", seconds)
        with self._store.transaction() as store:
            store.set_setting(faults.LATENCY, seconds)

    def set_lag(self, seconds: float) -> None:
        """Set for how many seconds of the clock lists leave out what is created from now on; SIDs are found."""
        with self._store.transaction() as store:
            lag.set_lag(store, seconds)

    def skip_waits(self, skipped: bool) -> None:  # noqa: FBT001 - its only argument
        """Set whether `LocalTwilio.wait` moves the clock forward instead of sleeping."""
        with self._store.transaction() as store:
            store.set_setting(clock.SKIP_WAITS, skipped)

    def inject(self, action: str, **plan: Any) -> int:
        """Plan a fault and return its id; arguments are the attributes of `faults.Fault`."""
        fault = faults.Fault(action, **plan)
        with self._store.transaction() as store:
            return faults.keep(store, fault)

    def faults(self) -> list[dict[str, Any]]:
        """Return the planned faults, each with the number of matching calls `seen`."""
        with self._store.reading() as store:
            return faults.kept(store)

    def clear_faults(self) -> None:
        """Delete the planned faults."""
        with self._store.transaction() as store:
            store.execute("DELETE FROM faults")

    def journal(self, since: int = 0) -> list[dict[str, Any]]:
        """Return the calls answered after sequence number `since`, oldest first."""
        with self._store.reading() as store:
            return journal.entries(store, since)

    def not_covered(self) -> list[dict[str, Any]]:
        """Return the operations that were called but are not covered, each with its number of `calls`."""
        with self._store.reading() as store:
            return journal.not_covered(store)

    def ledger(self, *, open_only: bool = False) -> list[dict[str, Any]]:
        """Return what costs or has cost money, oldest first; amounts are decimal text in USD."""
        with self._store.reading() as store:
            return ledger.entries(store, open_only=open_only)

    def deliver_to(self, base_url: str | None) -> None:
        """Send all webhooks to this address on loopback, such as `http://127.0.0.1:9999`; None undoes that.

        Path, query, Host header and signature stay those of a webhook's own address.
        """
        if base_url is not None:
            webhooks.require_loopback(base_url)
        with self._store.transaction() as store:
            store.set_setting(webhooks.DELIVER_TO, base_url)

    def webhooks(self, since: int = 0) -> list[dict[str, Any]]:
        """Return the webhooks after sequence number `since`, oldest first; `outcome` is null while one is pending."""
        with self._store.reading() as store:
            return webhooks.entries(store, since)

    def tick(self) -> None:
        """Advance the messages that are due and send pending webhooks, as every call does."""
        self._background.tick()

    def settle(self, seconds: float = 10) -> bool:
        """Wait, for `seconds` at most, until messages have arrived and webhooks are sent; return whether they are.

        Messages that do not advance within that time, such as scheduled ones, are not waited for.
        """
        return self._background.settle(seconds)

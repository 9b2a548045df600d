"""Which channel carries a message to a contact: the first that may be used, and why the earlier ones may not.

An opt-out is not asked about here: it stops every channel (`owl.receiver.consent`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from owl.failure import Failure
from owl.rendering.one_line import one_line
from redaction.redact import redact_text
from tenants.model import Channel, Consent, Contact, Tenants
from tenants.model.sections.field_types import country_of, is_toll_free_number
from tenants.model.sections.senders import WITHOUT_NAMES

_WITHOUT_SENDER = {
    Channel.RCS: "tenants have no RCS sender here: one is onboarded with Twilio, brand by brand",
    Channel.WHATSAPP: "tenants have no WhatsApp sender here: each needs a WhatsApp Business Account of its own",
}
"""Channels that may be declared but not used yet, and why."""


@dataclass(frozen=True)
class PassedOver:
    """A channel that would have come first.

    Attributes:
        channel: The channel.
        reason: Why it may not be used.
    """

    channel: Channel
    reason: str


@dataclass(frozen=True)
class ChannelChoice:
    """The channel of a message.

    Attributes:
        channel: The channel.
        reason: Why it may be used: the sender and the consent.
        passed_over: The channels that would have come before it.
    """

    channel: Channel
    reason: str
    passed_over: tuple[PassedOver, ...] = ()

    def lines(self) -> list[str]:
        """Return the choice for people."""
        return [
            f"By {self.channel.value}: {self.reason}",
            *(f"  not by {each.channel.value}: {each.reason}" for each in self.passed_over),
        ]


def channels_of(tenants: Tenants, tenant_id: str, contact: Contact) -> list[Channel]:
    """Return the channels to try: those that the contact prefers, then the tenant's."""
    preferred = [each.channel for each in contact.channels]
    return list(dict.fromkeys([*preferred, *tenants.by_id[tenant_id].messaging.channels]))


def choose_channel(tenants: Tenants, tenant_id: str, contact: Contact, senders: Sequence[str]) -> ChannelChoice:
    """Return the first channel that may be used: with the contact's consent, and a sender of the tenant.

    Args:
        tenants: The tenants' files.
        tenant_id: The tenant whose contact it is.
        contact: The contact.
        senders: The senders of the messaging service: numbers in E.164, or names.

    Raises:
        Failure: No channel may be used. The message says why for each.
    """
    senders = _reaching(contact.phone_number, senders)
    passed_over: list[PassedOver] = []
    for channel in channels_of(tenants, tenant_id, contact):
        consent = contact.consent_for(channel)
        problem = _problem(channel, consent, senders)
        if consent and not problem:
            by = consent.how.value.replace("-", " ")
            who = one_line(redact_text(consent.recorded_by))
            given = f"consent given {consent.given_at:%Y-%m-%d} ({by}), recorded by {who}"
            return ChannelChoice(channel, f"from {_shown(senders)}; {given}", tuple(passed_over))
        passed_over.append(PassedOver(channel, problem))
    reasons = "; ".join(f"{each.channel.value}: {each.reason}" for each in passed_over)
    raise Failure(
        f"no channel to {contact.name} may be used, and nothing was sent. {reasons}. Add sms to `channels` in "
        f"{tenants.where(tenant_id, 'messaging')}, or record the consent in {tenants.where(tenant_id, 'contacts')}"
    )


def _problem(channel: Channel, consent: Consent | None, senders: Sequence[str]) -> str:
    """Return why a channel may not be used; empty if it may."""
    if consent is None:
        return "no consent is recorded for it"
    if channel in _WITHOUT_SENDER:
        return _WITHOUT_SENDER[channel]
    return "" if senders else "the messaging service has no sender for the contact's country"


def _reaching(recipient: str, senders: Sequence[str]) -> list[str]:
    """Return the senders that a message to a number may come from.

    Those of its country come first (assumed, as in the local Twilio), and toll-free numbers text the US and Canada only
    (https://www.twilio.com/docs/messaging/compliance/toll-free/api-onboarding).
    """
    country = country_of(recipient)
    possible = [each for each in senders if country in WITHOUT_NAMES or not is_toll_free_number(each)]
    own = [each for each in possible if not each.startswith("+") or country_of(each) == country]
    return own or possible


def _shown(senders: Sequence[str]) -> str:
    """Return the senders with their kinds; the messaging service takes one of them."""
    return " or ".join(f"{each} ({_kind(each)})" for each in sorted(senders))


def _kind(sender: str) -> str:
    if not sender.startswith("+"):
        return "alphanumeric sender"
    if is_toll_free_number(sender):
        return "toll-free number"
    country = country_of(sender)
    return "local number" if country in {None, "US"} else f"number in {country}"

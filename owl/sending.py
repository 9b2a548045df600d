"""Sending a test message: who may receive it, and what a delivery error means."""

from collections.abc import Mapping

from finance.segments import outside_gsm_7, segments, shown
from owl.failure import Failure
from owl.rendering.unknown_name import shortened
from tenants.model import Contact, Template, Tenant, Tenants
from tenants.model.catalogue.template import OPT_OUT
from tenants.model.sections.field_types import country_of

FINAL = frozenset({"delivered", "undelivered", "failed", "canceled", "read"})
"""Statuses that don't change any more
(https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks)."""

SUCCESS = frozenset({"delivered", "read"})

_MEANINGS = {
    11200: "an address of the tenant's or yours did not answer Twilio as it should: the event names the address",
    21610: "the recipient has replied STOP: nothing may be sent to them until they text START",
    30001: "the message queue is full: send more slowly",
    30003: "the phone could not be reached: it may be off or out of range; try again later",
    30005: "the number does not exist or is not in use: ask the customer for another",
    30006: "the number is a landline or can't receive SMS: ask the customer for a mobile number",
    30007: "the carrier filtered the message as unwanted: check the text against the messaging policy",
    30008: "the carrier gave no reason: try again later",
    30022: "the campaign's rate limit is exceeded: send more slowly",
    30023: "the brand's daily limit at T-Mobile is used up: continue tomorrow",
    30032: "the toll-free number is not verified: wait until Twilio has approved its verification",
    30033: "the campaign is suspended: check its status",
    30034: "the sender's number is not registered with a campaign",
    30035: "the sender's number is still being registered: wait for it",
    30036: "the message's validity period expired before it could be sent",
    30037: "sending is disabled for the account",
}


def meaning(code: int) -> str:
    """Return what a delivery error means (https://www.twilio.com/docs/api/errors), and the page that explains it."""
    known = _MEANINGS.get(code, "see Twilio's explanation")
    return f"{known} (https://www.twilio.com/docs/api/errors/{code})"


def check_segments(template_id: str, template: Template, shop: str, given: Mapping[str, str]) -> None:
    """Check that a message takes no more segments than its cost is calculated by.

    Args:
        template_id: The template's id.
        template: The template.
        shop: The tenant's name.
        given: The values that were set, by placeholder.

    Raises:
        Failure: It takes more: its values are too long, or have characters that make it UCS-2.
    """
    allowed, taken = segments(template.longest_for(shop)), segments(template.filled_for(shop, given))
    if taken.count <= allowed.count:
        return
    causes = [
        f"--set {name}: {', '.join(map(shown, characters))}"
        for name, value in given.items()
        if (characters := outside_gsm_7(value))
    ]
    why = f"{'; '.join(causes)}: outside GSM-7, which makes the whole message {taken.encoding}. " if causes else ""
    raise Failure(
        f"{why}The message would take {taken.count} segments, but the cost of {template_id} is calculated with "
        f"{allowed.count}. {'Write the value without them' if causes else 'Shorten the values'}"
    )


def name_for(tenant: Tenant | None, contact: Contact) -> str | None:
    """Return the name from which a contact gets messages; None if the contact's country gets them from a number.

    Args:
        tenant: The tenant that sends; None if it has no file any more.
        contact: Who gets it.
    """
    country, names = country_of(contact.phone_number), tenant.alphanumeric if tenant else None
    return names.sender_in(country) if names and country else None


def text_from_name(tenant: Tenant, body: str) -> str:
    """Return the text that comes from a name, to which nobody can reply: it links the opt-out instead.

    Args:
        tenant: The tenant, which has a name.
        body: The text for somebody who can reply.
    """
    page = tenant.alphanumeric.opt_out_url if tenant.alphanumeric else ""
    return f"{body.removesuffix(OPT_OUT)}Opt out: {page.removeprefix('https://')}"


def recipient(tenants: Tenants, tenant_id: str, to: str) -> tuple[str, Contact]:
    """Return the id of the tenant's contact with this id or number, and the contact.

    Raises:
        Failure: The tenant has no such contact. The message says which file to add it to, and which consent it needs.
    """
    tenant = tenants.by_id.get(tenant_id)
    if tenant is None:
        raise Failure(f"{tenant_id} has no file any more, so it has no contacts to send a test message to")
    for name, contact in tenant.contacts.items():
        if to in {name, contact.phone_number}:
            return name, contact
    known = shortened(f"{name} ({contact.phone_number})" for name, contact in tenant.contacts.items())
    raise Failure(
        f"{to!r} is not a contact of {tenant_id}, and only contacts may be texted. Contacts: {known}. Once the person "
        f"has agreed, add to {tenants.where(tenant_id, 'contacts')}: 'contacts: {{ID: {{name: ..., "
        "phone_number: '+1...', consent: {given_at: 2026-03-14T15:30:00-07:00, how: in-person, recorded_by: ...}}}'"
    )

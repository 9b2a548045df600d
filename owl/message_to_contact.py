"""One test message: who may receive it, what it says, and the call that sends it."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from owl.channel_choice import ChannelChoice, choose_channel
from owl.failure import Failure
from owl.quiet_hours import require_allowed_hour
from owl.receiver.consent import require_active_number, require_no_opt_out
from owl.registration.live import sending_facts
from owl.registration.may_send import sending_status
from owl.scheduling import require_schedulable
from owl.sending import check_segments, name_for, recipient, text_from_name
from owl.stacks.cells import cells_of_stack, stack_of
from owl.stacks.outputs import DeployedStack, DeployedTenant
from owl.stacks.receiver_database import existing_database_of
from owl.trial import require_may_schedule, require_trial_continues, sender_of, senders_so_far
from owl.twilio_failure import told_without_secrets
from providers.core.connection import Connection
from providers.core.errors import AnswerLost, explain
from tenants.model import Tenants


@dataclass(frozen=True)
class MessageToContact:
    """A message that may be sent.

    Attributes:
        tenant_id: The tenant that sends it.
        template: The template's id.
        contact: The contact's id, and the line of the tenant's file that declares it.
        to: The contact's number, in E.164.
        body: The text, as the contact will read it.
        by: The channel that carries it, and why.
        client: A client with the tenant's API key.
        call: The parameters of the call that sends it.
        twilio: The connection, which redacts errors.
    """

    tenant_id: str
    template: str
    contact: str
    to: str
    body: str
    by: ChannelChoice
    client: Any = field(repr=False)
    call: Mapping[str, Any] = field(repr=False)
    twilio: Connection = field(repr=False)

    def send(self) -> Any:
        """Send it, and return Twilio's message.

        Raises:
            Failure: Twilio refuses it, or gives no answer. The message is redacted.
        """
        try:
            return self.client.messages.create(**self.call)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be redacted before it is printed
            raise Failure(self.told(error)) from None

    def told(self, error: Exception) -> str:
        """Return an error of a call about this message, with the lines it is about and without secrets."""
        return self.twilio.redact(f"{self.tenant_id}: {self.template} to {self.contact}: {_refusal(error)}")


def message_to_contact(  # noqa: PLR0913, PLR0917 - what makes a message
    tenants: Tenants,
    stack: DeployedStack,
    tenant_id: str,
    to: str,
    template: str,
    given: Mapping[str, str],
    send_at: dt.datetime | None = None,
) -> MessageToContact:
    """Return a message after every check that needs no sending: contact, opt-outs, text, hours, may send, channel.

    Args:
        tenants: The tenants' files.
        stack: The stack the tenant is deployed in.
        tenant_id: The tenant.
        to: A contact of the tenant: its id or its number.
        template: The template's id.
        given: The values of placeholders; the others have their examples, and `shop` the tenant's name.
        send_at: When Twilio is to send it, with a time zone; None for now.

    Raises:
        Failure: It may not be sent. The message says why, and what to do.
    """
    sends_as = sender_of(tenant_id, tenants, stack)
    sender = stack.tenant(sends_as)
    if template not in sender.templates:
        raise Failure(f"{sends_as} has no template {template!r}; it has {', '.join(sorted(sender.templates))}")
    contact_id, contact = recipient(tenants, tenant_id, to)
    number = contact.phone_number
    if database := existing_database_of(stack.name):
        for each in senders_so_far(tenant_id, tenants):
            require_no_opt_out(database, each, number)
        require_active_number(database, contact)
    variables, body = text_of(tenants, tenant_id, template, given)
    name = name_for(tenants.by_id.get(sends_as), contact)
    text = text_from_name(tenants.by_id[sends_as], body) if name else None
    twilio = stack.connect()
    with told_without_secrets(twilio):
        now = twilio.now()
        if send_at:
            require_may_schedule(tenant_id, tenants)
            require_schedulable(send_at, now)
        require_allowed_hour(contact, tenants.templates[template], send_at or now)
        facts = sending_facts(twilio, sender)
        status = sending_status(sends_as, facts, tenants, now)
        deploys = stack_of(tenants.by_id[tenant_id], cells_of_stack(stack.name))
        require_trial_continues(tenant_id, tenants, deploys, sender, twilio)
    if not status.may_send:
        reason = status.registration_status.removeprefix("can't send: ")
        raise Failure(f"{sends_as} can't send, and nothing was sent: {reason}")
    by = choose_channel(tenants, tenant_id, contact, [name] if name else facts.senders)
    client = twilio.with_key(sender.api_key_sid, sender.api_key_secret, sender.account_sid)
    content = {"body": text} if text else _content(sender, template, variables)
    call = {"to": number, "messaging_service_sid": sender.messaging_service_sid, **content}
    call |= _schedule(send_at) if send_at else {}
    told = f"{contact_id} ({tenants.where(tenant_id, f'contacts.{contact_id}')})"
    return MessageToContact(tenant_id, template, told, number, text or body, by, client, call, twilio)


def text_of(tenants: Tenants, tenant_id: str, template_id: str, given: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the variables of a message by number, and its text as it will be read.

    Args:
        tenants: The tenants' files.
        tenant_id: The tenant.
        template_id: The template's id.
        given: The values of placeholders.

    Raises:
        Failure: No such template or placeholder, or a value is empty or too long, or makes the message dearer.
    """
    if template_id not in tenants.templates:
        raise Failure(f"there is no template {template_id!r}; there are {', '.join(sorted(tenants.templates))}")
    template, shop = tenants.templates[template_id], tenants.by_id[tenant_id].name
    variables = template.numbered_examples_for(shop)
    for name, value in given.items():
        if name not in template.placeholder_numbers:
            allowed = ", ".join(template.placeholder_numbers)
            raise Failure(f"--set {f'{name}={value}'!r}: write placeholder=value, with one of {allowed}")
        longest = template.placeholders[name].longest
        if not value.strip():  # Twilio would refuse it, without saying which
            usual = variables[str(template.placeholder_numbers[name])]
            raise Failure(
                f"--set {name}: the value is empty, so {template_id} of {tenant_id} can't be sent. Write a value "
                f"such as {usual!r}, or leave {name} out: then {usual!r} is sent"
            )
        if len(value) > longest:
            raise Failure(
                f"--set {name}: {len(value)} characters, but {template_id} allows {longest}, the length "
                "by which its cost is calculated. Shorten it"
            )
        variables[str(template.placeholder_numbers[name])] = value
    check_segments(template_id, template, shop, given)
    return variables, template.filled_for(shop, given)


def _content(sender: DeployedTenant, template: str, variables: Mapping[str, str]) -> dict[str, str]:
    return {"content_sid": sender.templates[template], "content_variables": json.dumps(variables)}


def _schedule(send_at: dt.datetime) -> dict[str, Any]:
    return {"schedule_type": "fixed", "send_at": send_at.astimezone(dt.UTC)}  # the SDK writes Z whatever the zone


def _refusal(error: Exception) -> str:
    if isinstance(error, AnswerLost):
        return (
            "no answer from Twilio: it is not known whether the message was sent. Check the "
            "account's messages before you send again"
        )
    return explain(error)

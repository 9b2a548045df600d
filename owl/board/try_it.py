"""Sends a tenant's test message from the board, once for each form, and looks how it goes on."""

import datetime as dt
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from owl.board.board import Board
from owl.board.history import SentMessage, Step, message
from owl.failure import Failure
from owl.message_to_contact import message_to_contact, text_of
from owl.receiver.of_stack import NothingReceived, received
from owl.sending import FINAL
from owl.stacks.divided import deployed_stack
from owl.stacks.tenants import valid_tenants_of_stack
from tenants.model import Contact, Template, Tenant

VALUE = "value-"
"""What the names of the fields for placeholders begin with."""

MOST_REMEMBERED = 1_000
"""How many sent forms and followed messages are remembered."""

_SID = re.compile("(SM|MM)[0-9a-f]{32}")


@dataclass(frozen=True)
class Choice:
    """A test message as it is chosen on the page.

    Attributes:
        tenant: The tenant.
        template_id: The template's id.
        template: The template; None if the tenant has none.
        contact_id: The contact's id; empty if the tenant has none.
        contact: The contact; None if the tenant has none.
        given: The values of placeholders that were typed.
        text: The text as it will be read; empty without one.
        problem: Why it can't be sent; empty if it can.
    """

    tenant: Tenant
    template_id: str
    template: Template | None
    contact_id: str
    contact: Contact | None
    given: Mapping[str, str]
    text: str = ""
    problem: str = ""


def choice(board: Board, tenant_id: str, query: Mapping[str, str]) -> Choice:
    """Return what is chosen, the first template and contact by default.

    Args:
        board: The board.
        tenant_id: The tenant.
        query: The fields of the form.

    Raises:
        Failure: The tenant has no valid file.
    """
    tenants = board.declared.tenants
    tenant = tenants.by_id.get(tenant_id) if tenants else None
    if tenants is None or tenant is None:
        raise Failure(f"{tenant_id} has no valid file, so it has no contacts to send a test message to")
    templates = tenants.templates_of(tenant)
    template_id = query.get("template", "")
    template_id = template_id if template_id in templates else next(iter(templates), "")
    contact_id = query.get("contact", "")
    contact_id = contact_id if contact_id in tenant.contacts else next(iter(tenant.contacts), "")
    template, contact = templates.get(template_id), tenant.contacts.get(contact_id)
    names = template.placeholder_numbers if template else ()
    given = {name: query[f"{VALUE}{name}"] for name in names if query.get(f"{VALUE}{name}", "")}
    text, problem = "", ""
    if template:
        try:
            _, text = text_of(tenants, tenant_id, template_id, given)
        except Failure as failure:
            problem = str(failure).removeprefix("--set ")
    return Choice(tenant, template_id, template, contact_id, contact, given, text, problem)


@dataclass
class Sender:
    """Sends test messages.

    Attributes:
        stack: The stack's name.
        may_send: Whether it sends at all: always on the local Twilio, on a live stack only with `--allow-send`.
    """

    stack: str
    may_send: bool
    _sent: dict[str, str] = field(default_factory=dict, repr=False)
    _clients: dict[str, Any] = field(default_factory=dict, repr=False)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def new_form(self) -> str:
        """Return what makes a form this one, so that it is sent once however often it arrives."""
        return secrets.token_urlsafe(16)

    def send(self, tenant_id: str, form: Mapping[str, str]) -> str:
        """Send the message of a form, and return its SID. A form that was sent before sends nothing.

        Raises:
            Failure: It may not be sent. The message says why.
        """
        if not self.may_send:
            raise Failure("this board does not send on a live stack: start it with --allow-send")
        once = form.get("once", "")
        if not once:
            raise Failure("the form is not complete, and nothing was sent: load the page again")
        with self._one_at_a_time:
            if once in self._sent:
                return self._answer(self._sent[once])
            self._remember(self._sent, once, "")  # if no answer comes, sending again could send twice
            template = form.get("template", "")
            contact = form.get("contact", "")
            try:
                tenants, _ = valid_tenants_of_stack(self.stack, needed=tenant_id)
                given = {name: each for name, each in form.items() if name.startswith(VALUE) and each}
                values = {name.removeprefix(VALUE): each for name, each in given.items()}
                ready = message_to_contact(tenants, deployed_stack(self.stack), tenant_id, contact, template, values)
            except Failure:
                del self._sent[once]  # nothing was sent
                raise
            sid = str(ready.send().sid)
            self._sent[once] = sid
            self._remember(self._clients, sid, ready)
            return sid

    @staticmethod
    def _answer(sid: str) -> str:
        if sid:
            return sid
        raise Failure("this form was sent before, and Twilio gave no answer: look at the tenant's last messages first")

    @staticmethod
    def _remember(kept: dict[str, Any], key: str, value: Any) -> None:
        kept[key] = value
        while len(kept) > MOST_REMEMBERED:
            del kept[next(iter(kept))]

    def followed(self, tenant_id: str, sid: str) -> SentMessage | None:
        """Return a message with its steps: as the receiver has it, else as Twilio says; None if neither knows it."""
        if not _SID.fullmatch(sid):
            return None
        found = None
        try:
            with received(self.stack) as connection:
                found = message(connection, tenant_id, sid)
        except NothingReceived:
            pass
        ready = self._clients.get(sid)
        if ready is None or ready.tenant_id != tenant_id or (found and found.status in FINAL):
            return found
        try:
            latest = ready.client.messages(sid).fetch()
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be redacted before it is shown
            raise Failure(ready.told(error)) from None
        steps = found.steps if found else ()
        if latest.status not in {step.status for step in steps}:
            steps = (*steps, Step(str(latest.status), dt.datetime.now(dt.UTC)))
        code = int(latest.error_code) if latest.error_code else None
        return SentMessage(sid, ready.to, str(latest.status), code, steps)

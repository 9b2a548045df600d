"""What the doctor looks at: plain values, as they were last seen, or why they could not be read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from owl.registration.may_send import SendingFacts, SendingStatus
from owl.rendering.on_stack import on_stack
from tenants.model import Finding, Tenant, Tenants

T = TypeVar("T")

HOURS = 24
"""How many hours of messages and events are looked at."""


class NotReadError(Exception):
    """A fact that a check needs could not be read. The message is the reason."""


@dataclass(frozen=True)
class Fact(Generic[T]):
    """A fact, or why it could not be read.

    Attributes:
        found: What was read.
        reason: Why it could not be read; empty if it was.
    """

    found: T | None = None
    reason: str = ""

    @property
    def value(self) -> T:
        """What was read.

        Raises:
            NotReadError: It could not be read.
        """
        if self.found is None:
            raise NotReadError(self.reason)
        return self.found


@dataclass(frozen=True)
class Balance:
    """What is left of what the ISV paid in advance.

    Attributes:
        amount: How much; below zero if Twilio is owed.
        currency: Such as `USD`.
    """

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class CallbackAnswer:
    """How the ISV's callback address answered one request.

    Attributes:
        url: The address.
        status: The HTTP status; None without an answer.
        problem: Why there was none; empty if there was one.
    """

    url: str
    status: int | None = None
    problem: str = ""


@dataclass(frozen=True)
class Deliveries:
    """The messages that a tenant sent in the last hours.

    Attributes:
        delivered: How many were delivered.
        on_their_way: How many have no final status yet.
        errors: How many were not delivered, by Twilio's error code; 0 stands for none.
        sent_today: How many were sent since midnight GMT.
        is_complete: Whether these are all; there is a limit to how many are read.
    """

    delivered: int = 0
    on_their_way: int = 0
    errors: Mapping[int, int] = field(default_factory=dict)
    sent_today: int = 0
    is_complete: bool = True

    @property
    def failed(self) -> int:
        """How many were not delivered."""
        return sum(self.errors.values())

    @property
    def finished(self) -> int:
        """How many have a final status."""
        return self.delivered + self.failed


@dataclass(frozen=True)
class Trigger:
    """A daily usage trigger on the messages sent.

    Attributes:
        value: At how many messages it fires.
        callback_url: Whom it calls.
    """

    value: Decimal
    callback_url: str


@dataclass(frozen=True)
class ReceivedFacts:
    """What the receiver has kept about a tenant.

    Attributes:
        messages: How many messages it had a status of in the last hours.
        alerts_today: How many usage alerts it had since midnight GMT.
        errors: How many error events it had in the last hours, by error code; 0 stands for none.
        opted_out: The numbers that have opted out.
        number_event: The latest event about the registration of its numbers, such as `registration.failed`; empty if
            none was received.
        number_event_at: When Twilio sent it.
    """

    messages: int = 0
    alerts_today: int = 0
    errors: Mapping[int, int] = field(default_factory=dict)
    opted_out: frozenset[str] = frozenset()
    number_event: str = ""
    number_event_at: dt.datetime | None = None


@dataclass(frozen=True)
class StackFacts:
    """What all tenants of a stack share.

    Attributes:
        name: The stack's name.
        tenants: The tenants whose files are valid; None without a valid catalogue.
        file_findings: What is wrong with the other files.
        now: Twilio's time.
        is_live: Whether it is deployed to Twilio rather than the local Twilio.
        balance: The parent account's balance.
        callback: How the callback address answered.
    """

    name: str
    tenants: Tenants | None
    file_findings: tuple[Finding, ...]
    now: dt.datetime
    is_live: bool
    balance: Fact[Balance]
    callback: Fact[CallbackAnswer]


@dataclass(frozen=True)
class TenantFacts:
    """What is known of one tenant.

    Attributes:
        tenant_id: The tenant.
        stack: What all tenants share.
        status: Whether it may send, by `owl.registration.may_send`.
        is_deployed: Whether it is completely deployed.
        sending: What it needs to send.
        used_today: The messages that its usage alert has counted since midnight GMT.
        deliveries: The messages of the last hours.
        triggers: The daily usage triggers of its account on messages sent.
        received: What the receiver has kept.
    """

    tenant_id: str
    stack: StackFacts
    status: SendingStatus
    is_deployed: bool = True
    sending: Fact[SendingFacts] = Fact(reason="it is not completely deployed")
    used_today: Fact[int] = Fact(reason="it is not completely deployed")
    deliveries: Fact[Deliveries] = Fact(reason="it is not completely deployed")
    triggers: Fact[tuple[Trigger, ...]] = Fact(reason="it is not completely deployed")
    received: Fact[ReceivedFacts] = Fact(reason="no receiver has run for this stack")

    @property
    def nothing_sent(self) -> str:
        """Why nothing is known of messages, and the command that sends one."""
        command = on_stack(f"owl send {self.tenant_id} --to CONTACT --template TEMPLATE", self.status.stack)
        return f"no message was sent in {HOURS} hours: `{command}` sends one"

    @property
    def declared(self) -> Tenant:
        """The tenant as its file declares it.

        Raises:
            NotReadError: It has no valid file.
        """
        found = self.stack.tenants.by_id.get(self.tenant_id) if self.stack.tenants else None
        if found is None:
            raise NotReadError("it has no valid file")
        return found

    @property
    def allowance(self) -> int:
        """The messages a day that its package allows.

        Raises:
            NotReadError: It has no valid file.
        """
        declared = self.declared
        if self.stack.tenants is None:
            raise NotReadError("the catalogue is not valid")
        return self.stack.tenants.package_of(declared).messages_per_day

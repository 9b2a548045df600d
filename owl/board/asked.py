"""What Twilio says of a stack: the doctor's facts and the month's reconciliation, asked for once and kept."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from owl.doctor.diagnosis import Diagnosis, diagnose
from owl.doctor.facts import StackFacts, TenantFacts
from owl.doctor.look import look
from owl.failure import Failure
from owl.reconciliation.month import Month
from owl.reconciliation.of_stack import reconcile_deployed
from owl.reconciliation.reconciliation import Reconciled, Reconciliation
from owl.stacks.divided import deployed_stack
from owl.stacks.outputs import DeployedStack
from owl.stacks.tenants import reading_of_stack, why_left_out
from owl.twilio_failure import told_without_secrets


@dataclass(frozen=True)
class Account:
    """Where a tenant's objects are at Twilio.

    Attributes:
        account_sid: Its account.
        messaging_service_sid: Its messaging service.
        numbers: Its numbers in E.164, the first one first.
        templates: The ids of its templates.
    """

    account_sid: str
    messaging_service_sid: str
    numbers: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What Twilio said.

    Attributes:
        at: When it was asked, by Twilio's clock.
        stack: What all tenants share; None if Twilio could not be asked.
        facts: The facts of each tenant of the stack.
        diagnoses: What the doctor finds, by tenant.
        accounts: Where the objects of each completely deployed tenant are.
        month: This month's usage and margin; None if they could not be read.
        problem: Why something could not be read; empty if everything was.
        unread: The cells that could not be read: nothing is known of their tenants.
    """

    at: dt.datetime
    stack: StackFacts | None = None
    facts: Mapping[str, TenantFacts] = field(default_factory=dict)
    diagnoses: Mapping[str, Diagnosis] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    month: Reconciliation | None = None
    problem: str = ""
    unread: frozenset[str] = frozenset()

    @cached_property
    def months(self) -> Mapping[str, Reconciled]:
        """The month of each tenant whose usage was read."""
        return {each.tenant_id: each for each in self.month.tenants} if self.month else {}


def ask(stack: str) -> Asked:
    """Ask Twilio about all tenants of a stack, with the functions of `owl doctor` and `owl reconcile`.

    Raises:
        Failure: The stack can't be read, or Twilio can't be asked at all.
    """
    reading = reading_of_stack(stack)
    tenants, findings = reading.tenants, reading.findings
    deployed = deployed_stack(stack)
    twilio = deployed.connect()
    with told_without_secrets(twilio):
        twilio.known_accounts()  # refused for one is refused for all
        shared, facts = look(deployed, twilio, tenants, findings, deployed.tenant_ids)
        month, problem = None, "the month was not read: the catalogue is not valid"
        if tenants is not None:
            now = twilio.now()
            this_month = Month(now.astimezone(dt.UTC).date().replace(day=1))
            month = reconcile_deployed(deployed, twilio, tenants, why_left_out(reading), this_month)
            problem = ""
    left_out = (f"without the tenants of {cell}: {reason}" for cell, reason in deployed.unread.items())
    problems = [*filter(None, [problem]), *left_out]
    diagnoses = diagnose(shared, facts).diagnoses
    return Asked(
        at=shared.now,
        stack=shared,
        facts={each.tenant_id: each for each in facts},
        diagnoses={each.tenant_id: each for each in diagnoses},
        accounts=dict(_accounts(deployed)),
        month=month,
        problem="; ".join(problems),
        unread=frozenset(deployed.unread),
    )


def _accounts(deployed: DeployedStack) -> Iterator[tuple[str, Account]]:
    for tenant_id in deployed.tenant_ids:
        try:
            tenant = deployed.tenant(tenant_id)
        except Failure:  # not completely deployed: its facts say so
            continue
        account = Account(
            tenant.account_sid, tenant.messaging_service_sid, tenant.phone_numbers, tuple(sorted(tenant.templates))
        )
        yield tenant_id, account

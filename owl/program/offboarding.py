"""Offboarding: campaign, number, service and keys are deleted first, then the account is suspended, held, and closed.

Each step is one `pulumi up`. The next step follows from the stack's state and the date, so an interrupted step is
repeated.
"""

import datetime as dt
from enum import StrEnum

from owl.stacks.in_program import Deployed
from tenants.model import State, Tenant
from tenants.model.naming import ResourceName


class OffboardingStep(StrEnum):
    """What a run does with a tenant."""

    STAYS = "stays"
    """It keeps all its resources."""

    IS_UNPROTECTED = "is unprotected"
    """Its resources lose their protection. The engine can't remove a protection and delete the resource in one run."""

    ENDS = "ends"
    """Everything except its account is deleted, dependents first."""

    IS_HELD = "is held"
    """Its account is suspended, so that a mistake can be reverted until it is closed."""

    IS_GONE = "is gone"
    """Nothing is left of it."""


UNPROTECTED = "unprotected"
"""The stack's output that lists the tenants whose protection was removed."""


def step(tenant: Tenant, deployed: Deployed, account: str | None, today: dt.date, *, protect: bool) -> OffboardingStep:
    """Return what this run does with a tenant.

    Args:
        tenant: The tenant.
        deployed: The stack before this run.
        account: The name of its account, if it has its own.
        today: The day, in UTC.
        protect: Whether the stack protects resources whose deletion is irreversible.
    """
    if tenant.state is not State.CLOSED or tenant.offboarding is None or today < tenant.offboarding.on:
        return OffboardingStep.STAYS
    inside = {name for kind, name in deployed.resources if kind != "Subaccount"}
    if any(name == account or ResourceName.parse(name).tenant == tenant.id for name in inside):
        is_free = not protect or tenant.id in deployed.outputs.get(UNPROTECTED, ())
        return OffboardingStep.ENDS if is_free else OffboardingStep.IS_UNPROTECTED
    held = deployed.at_twilio("Subaccount", account) if account else None
    if held is None:
        return OffboardingStep.IS_GONE
    may_close = held.get("status") == "suspended" and held.get("close_on_delete")
    return OffboardingStep.IS_GONE if may_close and today >= tenant.offboarding.closes_on else OffboardingStep.IS_HELD


def leaves(tenant: Tenant, step: OffboardingStep) -> str:
    """Return the status of a leaving tenant in one line."""
    closes_on = tenant.offboarding.closes_on if tenant.offboarding else None
    return {
        OffboardingStep.STAYS: "stays",
        OffboardingStep.IS_UNPROTECTED: (
            "leaving: its resources are no longer protected, and the next run deletes its campaign and number"
        ),
        OffboardingStep.ENDS: "leaving: this run deletes its campaign, number, service and keys",
        OffboardingStep.IS_HELD: f"leaving: its account is suspended; the first run on or after {closes_on} closes it",
        OffboardingStep.IS_GONE: "has left: its file can be removed",
    }[step]

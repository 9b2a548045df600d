"""How a tenant leaves: campaign, number, service and keys first, then its account is suspended, held, and closed.

Each step is one `pulumi up`, and which one is next follows from what the stack still holds and from the calendar: an
interrupted step is simply taken again.
"""

import datetime as dt
from enum import StrEnum

from owl.stacks.in_program import Deployed
from tenants.model import State, Tenant
from tenants.model.naming import ResourceName


class OffboardingStep(StrEnum):
    """What a run does with a tenant."""

    STAYS = "stays"
    """It has all that a tenant has."""

    IS_UNPROTECTED = "is unprotected"
    """The engine is told that what is protected may end: it takes that back and ends something in two runs."""

    ENDS = "ends"
    """Its account is all that is left: everything else ends, in the order of what depends on what."""

    IS_HELD = "is held"
    """Its account is suspended, so that a mistake can be put right until it is closed."""

    IS_GONE = "is gone"
    """Nothing is left of it."""


UNPROTECTED = "unprotected"
"""The stack's output that lists the tenants whose protection was taken back."""


def step(tenant: Tenant, deployed: Deployed, account: str | None, today: dt.date, *, protect: bool) -> OffboardingStep:
    """Say what is done with a tenant in this run.

    Args:
        tenant: The tenant.
        deployed: What the stack holds before.
        account: The name of its account, if it has one of its own.
        today: The day, in UTC.
        protect: Whether the stack protects what is final.
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
    """Say in a line how far a leaving tenant is."""
    closes_on = tenant.offboarding.closes_on if tenant.offboarding else None
    return {
        OffboardingStep.STAYS: "stays",
        OffboardingStep.IS_UNPROTECTED: (
            "leaves: nothing of it is protected any more, and the next run ends campaign and number"
        ),
        OffboardingStep.ENDS: "leaves: campaign, number, service and keys end with this run",
        OffboardingStep.IS_HELD: f"leaves: its account is suspended, and closed by the first run from {closes_on} on",
        OffboardingStep.IS_GONE: "has left: its file can be removed",
    }[step]

"""The tenants that a run deploys: those of the stack's rings, and of its cell.

A tenant stays in the cell whose state has it until `owl cells move` has moved it. What its file says decides only where
a new tenant goes: otherwise a changed `cell` would delete it in one cell, and take over its objects in another.
"""

from collections.abc import Iterable, Iterator

import pulumi

from owl.program.settings import StackSettings
from owl.stacks.in_program import Deployed, deployed
from providers.core.connection import Connection
from tenants.model import Tenant, Tenants
from tenants.model.naming import account_name, account_owner


def here(settings: StackSettings, before: Deployed) -> set[str]:
    """Return the tenants that the state of this stack has."""
    owners = {account_owner(name, settings.name) for name in before.names("Subaccount")}
    return owners | {*before.names("MessagingService"), *before.names("PhoneNumber")}


def in_stack(tenants: Tenants, settings: StackSettings, before: Deployed) -> list[Tenant]:
    """Return the tenants of this cell in the deployed rings, and those in the state.

    A tenant whose file names another ring or cell keeps everything where it is. A tenant on trial has nothing of its
    own.
    """
    rings = {settings.only_ring} if settings.only_ring else settings.rings
    known = here(settings, before)
    return [
        each
        for each in tenants
        if each.id in known or (each.ring in rings and settings.has(each) and not tenants.package_of(each).trial)
    ]


def new_tenants(tenants: Tenants, settings: StackSettings, before: Deployed) -> list[Tenant]:
    """Return the tenants that this run deploys and the state does not have."""
    known = here(settings, before)
    return [each for each in in_stack(tenants, settings, before) if each.id not in known]


def kept(tenants: Iterable[Tenant], settings: StackSettings, before: Deployed) -> Iterator[str]:
    """Yield a sentence for each tenant of this stack whose file names another cell."""
    known = here(settings, before)
    for each in tenants:
        if each.id in known and not settings.has(each):
            cell = settings.cells.of(each) if settings.cells else None
            yield (
                f"{each.id} stays in {settings.name}, although its file says cell {cell or each.cell}: "
                f"move it with `owl cells move {each.id} --to {cell or 'CELL'}`, or correct the file"
            )


def elsewhere(twilio: Connection, tenants: Iterable[Tenant], settings: StackSettings) -> list[tuple[str, str]]:
    """Return the tenants that this stack must leave to another cell, each with the reason.

    Only a tenant that has an account at Twilio can be deployed elsewhere, so other states are rarely read.

    Args:
        twilio: A connection to the parent account.
        tenants: The tenants that are new in this stack.
        settings: The stack's settings.
    """
    new = list(tenants)
    if not new or settings.cells is None:
        return []
    names = {str(each.friendly_name) for each in twilio.known_accounts().values() if each.status != "closed"}
    disputed = [each.id for each in new if account_name(settings.named_after, each.id) in names]
    found: list[tuple[str, str]] = []
    for cell in settings.cells.names if disputed else ():
        if cell == settings.name:
            continue
        owners = _owners(cell)
        for each in disputed:
            move = f"`owl cells move {each} --to {settings.name}`"
            if owners is None:
                reason = f"it has an account, and the state of {cell}, which may have it, can't be read"
                found.append((each, f"{each} is not deployed here: {reason}"))
            elif each in owners:
                reason = f"{cell} has it. Move it with {move}, or correct its file"
                found.append((each, f"{each} is not deployed here: {reason}"))
    return found


def _owners(cell: str) -> set[str] | None:
    """Return the tenants with an account in a cell's state; None if it can't be read."""
    try:
        return {account_owner(name, cell) for name in deployed(cell).names("Subaccount")}
    except Exception as error:  # noqa: BLE001 - the SDK raises what the engine says as a plain exception
        if "unknown stack" in str(error):
            return set()
        pulumi.log.warn(f"the state of {cell} can't be read: {error}")
        return None

"""Free trials: whose messaging service a tenant on trial sends with, and how much it may send."""

import datetime as dt

from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.stacks.outputs import DeployedStack, DeployedTenant
from providers.core.connection import Connection, all_pages
from tenants.model import Tenants, Trial
from tenants.model.naming import tenant_file


def sender_of(tenant_id: str, tenants: Tenants, deployed: DeployedStack) -> str:
    """Return the tenant whose messaging service a tenant sends with: its own, or on trial the one of its package."""
    trial = trial_of(tenant_id, tenants)
    return trial.sends_as if trial and tenant_id not in deployed.tenant_ids else tenant_id


def senders_so_far(tenant_id: str, tenants: Tenants) -> list[str]:
    """Return the tenants with whose messaging services a tenant has sent: its own, and those of trials it has had.

    Who has opted out of one of them is not texted by the tenant with any other.
    """
    tenant = tenants.by_id.get(tenant_id)
    had_trial = tenant is not None and (tenant.trial_started is not None or trial_of(tenant_id, tenants) is not None)
    trials = {each.trial.sends_as for each in tenants.packages.values() if each.trial} if had_trial else set()
    return sorted({tenant_id} | trials)


def trial_of(tenant_id: str, tenants: Tenants) -> Trial | None:
    """Return a tenant's trial; None if it is not on trial or has no file."""
    tenant = tenants.by_id.get(tenant_id)
    return tenants.package_of(tenant).trial if tenant else None


def require_trial_continues(
    tenant_id: str, tenants: Tenants, stack: str, sender: DeployedTenant, twilio: Connection
) -> None:
    """Check that a tenant on trial may send one more message today. A tenant that is not on trial may.

    The other messages of the shared messaging service have other recipients: its own go to its contacts only.

    Args:
        tenant_id: The tenant.
        tenants: The tenants' files.
        stack: The stack that deploys it once it has a paid package.
        sender: The tenant whose messaging service it sends with.
        twilio: The connection.

    Raises:
        Failure: The trial has not begun or is over, or today's messages are used up.
    """
    trial = trial_of(tenant_id, tenants)
    if trial is None:
        return
    tenant = tenants.by_id[tenant_id]
    now = twilio.now().astimezone(dt.UTC)
    began = tenant.trial_started
    buy = f"to go on, name a paid package in {tenant_file(tenant_id)}, then run `{on_stack('make up', stack)}`"
    if began is None:
        raise Failure(f"{tenant_id} is on trial: write the first day as `trial_started` into {tenant_file(tenant_id)}")
    if now.date() < began:
        raise Failure(f"the trial of {tenant_id} begins on {began}")
    if now.date() >= began + dt.timedelta(days=trial.days):
        raise Failure(f"the trial of {tenant_id} began on {began} and lasted {trial.days} days: {buy}")
    allowed = tenants.package_of(tenant).messages_per_day
    own = {each.phone_number for each in tenant.contacts.values()}
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    listed = twilio.v2010(sender.account_sid).messages.list
    sent = sum(
        each.messaging_service_sid == sender.messaging_service_sid and each.to in own
        for each in all_pages(lambda page_size: listed(date_sent_after=midnight, page_size=page_size))
    )
    if sent >= allowed:
        raise Failure(f"{tenant_id} is on trial and has sent its {allowed:,} messages of today: {buy}")


def require_may_schedule(tenant_id: str, tenants: Tenants) -> None:
    """Check that a tenant may schedule messages. On trial it may not: what is sent later escapes today's count.

    Raises:
        Failure: It is on trial.
    """
    if trial_of(tenant_id, tenants):
        raise Failure(f"{tenant_id} is on trial, and a trial's messages can't be scheduled: send it without --at")


def require_own_sender(tenant_id: str, tenants: Tenants | None, deployed: DeployedStack) -> None:
    """Refuse a tenant that the stack does not have.

    Raises:
        Failure: It is on trial, or not deployed. The message says what to do.
    """
    trial = trial_of(tenant_id, tenants) if tenants else None
    if tenant_id in deployed.tenant_ids:
        return
    if trial:
        raise Failure(
            f"{tenant_id} is on trial and has no account of its own: it sends as {trial.sends_as}. It gets one once "
            f"{tenant_file(tenant_id)} names a paid package"
        )
    deployed.tenant(tenant_id)  # raises, and names those that there are

"""Reconcile the month of a deployed stack."""

from collections.abc import Mapping
from dataclasses import replace

from owl.failure import Failure
from owl.receiver.of_stack import NothingReceived, received
from owl.reconciliation.alerts import alerts_by_tenant
from owl.reconciliation.month import Month, require_begun
from owl.reconciliation.reconciliation import NotRead, Reconciliation, reconcile
from owl.stacks.divided import deployed_stack
from owl.stacks.outputs import DeployedStack
from owl.stacks.tenants import valid_tenants_of_stack
from owl.trial import require_own_sender
from owl.twilio_failure import told_without_secrets
from providers.core.connection import Connection
from tenants.model import Tenants


def reconcile_stack(stack: str, month: Month, tenant: str | None = None) -> Reconciliation:
    """Return the month of a stack's tenants.

    Args:
        stack: The stack's name.
        month: The month.
        tenant: Only this tenant. Default: all.

    Raises:
        Failure: No such stack or tenant, a month to come, the catalogue or the tenant's own file is not valid, or
            Twilio can't be asked.
    """
    tenants, left_out = valid_tenants_of_stack(stack, needed=tenant)
    deployed = deployed_stack(stack)
    if tenant:
        require_own_sender(tenant, tenants, deployed)
    else:
        deployed.some_tenant_ids()  # raises if there is none
    twilio = deployed.connect()
    require_begun(month, twilio.now())
    with told_without_secrets(twilio):
        return reconcile_deployed(deployed, twilio, tenants, left_out, month, tenant)


def reconcile_deployed(  # noqa: PLR0913, PLR0917 - what a report depends on
    deployed: DeployedStack,
    twilio: Connection,
    tenants: Tenants,
    left_out: Mapping[str, str],
    month: Month,
    tenant: str | None = None,
) -> Reconciliation:
    """Return the month of a stack's tenants, as `reconcile_stack`, with what was read before.

    Args:
        deployed: The stack.
        twilio: The connection.
        tenants: The tenants whose files are valid.
        left_out: Why each other tenant with a file is not among them, by id.
        month: The month.
        tenant: Only this tenant. Default: all.
    """
    accounts: dict[str, dict[str, str]] = {}
    not_read = []
    for tenant_id in deployed.tenant_ids:
        try:
            found = deployed.tenant(tenant_id)
        except Failure as failure:
            if tenant in {None, tenant_id}:
                not_read.append(NotRead(tenant_id, str(failure)))
        else:
            accounts.setdefault(found.account_sid, {})[tenant_id] = found.messaging_service_sid
            if tenant_id in left_out and tenant is None:
                not_read.append(NotRead(tenant_id, left_out[tenant_id]))
    found_month = reconcile(twilio, tenants, accounts, month, _alerts(deployed.name, month), only=tenant)
    not_counted = tuple(each for each in found_month.not_counted if each not in left_out)
    return replace(
        found_month,
        not_read=(*not_read, *found_month.not_read),
        not_counted=not_counted,
        unread={} if tenant else deployed.unread,
    )


def _alerts(stack: str, month: Month) -> dict[str, int] | None:
    try:
        with received(stack) as connection:
            return alerts_by_tenant(connection, month)
    except NothingReceived:
        return None

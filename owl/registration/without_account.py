"""Tenants that have a file and no account in a stack: they are on trial, not deployed, or gone."""

from owl.registration.may_send import SendingStatus
from owl.registration.progress import Stage
from owl.rendering.on_stack import on_stack
from owl.stacks.cells import cells_of_stack, put_into, stack_of
from owl.stacks.outputs import DeployedStack
from owl.trial import trial_of
from tenants.model import Tenant, Tenants
from tenants.model.naming import tenant_file


def without_account(deployed: DeployedStack, tenants: Tenants | None) -> list[SendingStatus]:
    """Return the status of each tenant whose file puts it into a stack that does not have it.

    Args:
        deployed: The stack.
        tenants: The tenants whose files are valid; None without a valid catalogue, and then nothing is known of them.

    Raises:
        Failure: The stack can't be read.
    """
    if tenants is None:
        return []
    known, cells = {*deployed.tenant_ids}, cells_of_stack(deployed.name)
    return [
        _status(each, stack_of(each, cells), deployed, tenants)
        for each in put_into(deployed.name, tenants)
        if each.id not in known
    ]


def trial_in_words(tenant: Tenant, tenants: Tenants) -> str:
    """Return whose messaging service a tenant on trial sends with, since when and for how long; empty if it is not."""
    trial = trial_of(tenant.id, tenants)
    began = f" since {tenant.trial_started}" if tenant.trial_started else ""
    return f"sends as {trial.sends_as}{began}, for {trial.days} days" if trial else ""


def _status(tenant: Tenant, stack: str, deployed: DeployedStack, tenants: Tenants) -> SendingStatus:
    stage, said, remedy = Stage.NOT_DEPLOYED, deployed.left(tenant.id), ""
    if trial := trial_in_words(tenant, tenants):
        stage, said = Stage.ON_TRIAL, f"{Stage.ON_TRIAL}: {trial}"
        remedy = f": it gets an account of its own once {tenant_file(tenant.id)} names a paid package"
    elif not said:
        said = str(Stage.NOT_DEPLOYED)
        remedy = f": run `{on_stack('make up', stack)}`, unless the stack leaves out its ring (`owl:rings`)"
    return SendingStatus(tenant.id, stack, (), stage, said, f"{said}{remedy}")

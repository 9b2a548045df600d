"""Which cell reports an account that no state declares. Only that cell's check ever reads the states of the others."""

from collections.abc import Callable, Mapping, Sequence

from owl.failure import Failure
from owl.stacks.cells import ProjectCells
from tenants.model import Tenant
from tenants.model.naming import account_owner, is_account_of


def siblings(project: ProjectCells, looked_at: Sequence[str]) -> set[str]:
    """Return the other cells of the stacks that are checked."""
    cells = {name for each in looked_at if each in project.stacks for name in project.cells_of(each).names}
    return cells - {*looked_at}


def reporting(project: ProjectCells, looked_at: Sequence[str]) -> Callable[[str], bool]:
    """Return the test whether an undeclared account of a name is reported with one of the stacks that are checked.

    An account of a tenant is reported with the tenant's cell, and any other with the divided stack.

    Args:
        project: The stacks and tenants of the project.
        looked_at: The names of the stacks that are checked. They share a parent account.
    """
    found = [project.cells_of(each) for each in looked_at if each in project.stacks]
    groups = {each.divided: each for each in found}

    def is_reported(account: str) -> bool:
        if not any(each.is_divided for each in groups.values()):
            return True
        for divided, cells in groups.items():
            tenant = account_owner(account, divided) if is_account_of(account, divided) else ""
            known = _tenants(project, divided).get(tenant)
            if known is not None:
                return cells.of(known) in looked_at
        return any(divided in looked_at for divided in groups)

    return is_reported


def _tenants(project: ProjectCells, divided: str) -> Mapping[str, Tenant]:
    try:
        return project.in_environment_of(divided).by_id
    except Failure:
        return {}

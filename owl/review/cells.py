"""Cells that a change writes into tenants' files: the tenants have to be moved, or nothing happens."""

from collections.abc import Iterator, Sequence

from owl.previews import Op, Preview
from owl.review.blockers import Blocker
from owl.review.side import Side
from owl.stacks.cells import ProjectCells
from policies.core.stack_files import read_stacks
from tenants.model.naming import tenant_file


def cell_blockers(previews: Sequence[Preview], base: Side, head: Side) -> Iterator[Blocker]:
    """Yield each tenant whose file names another cell than before, unless its new cell already has it.

    A tenant that its old cell has not deployed needs no move. Only a preview of that cell tells.

    Args:
        previews: What the engine would do with the head.
        base: The project as it was.
        head: As it would be.
    """
    if base.tenants is None or head.tenants is None:
        return
    before, after = _cells(base), _cells(head)
    groups = {each.divided: each for each in before.divided}
    for cells in after.divided:
        name = cells.divided
        if not cells.is_divided or name not in groups:
            continue
        known = before.in_environment_of(name).by_id
        for tenant in after.in_environment_of(name):
            if (previous := known.get(tenant.id)) is None:
                continue
            source, destination = groups[name].of(previous) or str(previous.cell), cells.of(tenant)
            if destination in {None, source} or _lacks(previews, source, tenant.id):
                continue
            if not _has(previews, str(destination), tenant.id):
                yield Blocker(
                    f"the cell of {tenant.id} is changed from {source} to {destination}, but it was not moved "
                    f"({tenant_file(tenant.id)})",
                    f"move it with `owl cells move {tenant.id} --to {destination}`, or revert it",
                )


def _cells(side: Side) -> ProjectCells:
    return ProjectCells(read_stacks(side.directory)[0], side.reading)


def _has(previews: Sequence[Preview], stack: str, tenant: str) -> bool:
    """Return whether the state of a previewed stack has a tenant."""
    return any(
        step.tenant == tenant and step.op is not Op.CREATE
        for preview in previews
        if preview.stack == stack
        for step in preview.steps
    )


def _lacks(previews: Sequence[Preview], stack: str, tenant: str) -> bool:
    """Return whether a stack was previewed completely, and its state has nothing of a tenant."""
    return any(each.complete and each.stack == stack for each in previews) and not _has(previews, stack, tenant)

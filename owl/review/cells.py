"""Cells that a change writes into tenants' files: the tenants have to be moved, or nothing happens."""

from collections.abc import Iterator, Sequence

from owl.previews import Op, Preview
from owl.review.blockers import Blocker
from owl.review.side import Side
from policies.core.cells import Cells, cells_of
from policies.core.stack_files import read_stacks
from tenants.model.naming import tenant_file


def cell_blockers(previews: Sequence[Preview], base: Side, head: Side) -> Iterator[Blocker]:
    """Yield each tenant whose file names another cell than before, unless its new cell already has it.

    Args:
        previews: What the engine would do with the head.
        base: The project as it was.
        head: As it would be.
    """
    before, after = _divided(base), _divided(head)
    for name, cells in after.items():
        for tenant in head.by_id.values():
            known = base.by_id.get(tenant.id)
            if known is None or name not in before:
                continue
            source, destination = before[name].of(known), cells.of(tenant)
            if source != destination and destination and not _has(previews, destination, tenant.id):
                yield Blocker(
                    f"the cell of {tenant.id} is changed from {source} to {destination}, but it was not moved "
                    f"({tenant_file(tenant.id)})",
                    f"move it with `owl cells move {tenant.id} --to {destination}`, or revert it",
                )


def _divided(side: Side) -> dict[str, Cells]:
    stacks, _ = read_stacks(side.directory)
    found = (cells_of(each, stacks) for each in stacks.values())
    return {each.divided: each for each in found if each.is_divided}


def _has(previews: Sequence[Preview], stack: str, tenant: str) -> bool:
    """Return whether the state of a previewed stack has a tenant."""
    return any(
        step.tenant == tenant and step.op is not Op.CREATE
        for preview in previews
        if preview.stack == stack
        for step in preview.steps
    )

"""What a review could not check, and the failed previews."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from owl.previews import Op, Preview
from owl.previews.changes import UNKNOWN
from owl.review.irreversible import is_whole, not_approved
from owl.review.side import Side


def failures(previews: Iterable[Preview]) -> Iterator[str]:
    """Yield why each failed preview failed, and for whom. Policies and approvals are reported elsewhere."""
    for preview in previews:
        if preview.complete or not_approved(preview):
            continue
        whom = f" for {_few(preview.failed_tenants)}" if preview.failed_tenants else ""
        yield f"the preview of {preview.stack} failed{whom}: {preview.failure}"


def new_cells(names: Iterable[str]) -> Iterator[str]:
    """Yield why there is no preview of each cell that is not created yet."""
    for each in names:
        yield f"{each} is not created yet: its first deployment creates it, and what its tenants need"


def unseen(
    missing: Sequence[str], previews: Sequence[Preview], base: Side, head: Side, changed: Collection[str] | None
) -> Iterator[str]:
    """Yield what was not checked, and what the engine could not know.

    Args:
        missing: The stacks that were not previewed.
        previews: Those that were previewed.
        base: The project as it was.
        head: As it would be.
        changed: The tenants whose files changed; None if the catalogue changed, which may affect any.
    """
    if missing:
        yield f"no preview of {', '.join(missing)}: {'its' if len(missing) == 1 else 'their'} changes are unknown"
        if gone := sorted(base.ids - head.ids) if previews else []:
            yield f"whether {', '.join(missing)} still has something of {_few(gone)}: then its deployment is refused"
    for preview in previews:
        yield from _of_preview(preview, changed)
    for words, side in (("base", base), ("head", head)):
        if side.tenants is None:
            yield f"the catalogue of the {words} can't be read: fields and costs were not compared"
        elif wrong := sorted(side.ids - set(side.by_id)):
            yield f"files of the {words} that can't be read and were not compared: {_few(wrong)}"


def _of_preview(preview: Preview, changed: Collection[str] | None) -> Iterator[str]:
    stack = preview.stack
    if not is_whole(preview):
        yield f"the preview of {stack} did not finish: it may change more than is listed above"
    unknown = sum(
        change.new == UNKNOWN
        for step in preview.steps
        if step.is_at_provider and step.op in {Op.UPDATE, Op.REPLACE}
        for change in step.changes
    )
    if unknown:
        yield f"{unknown} values in {stack} are known only after deployment"
    done = {step.tenant for step in preview.steps if step.is_at_provider and step.changes_something}
    if others := sorted(tenant for tenant in done if tenant and changed is not None and tenant not in changed):
        yield f"{stack} changes {_few(others)}, but their files are unchanged: the base may not be deployed there"


def _few(names: Sequence[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"

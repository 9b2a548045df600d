"""What a review could not see, said as openly as what it saw."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from owl.previews import Op, Preview
from owl.previews.changes import UNKNOWN
from owl.review.irreversible import not_approved
from owl.review.side import Side


def failures(previews: Iterable[Preview]) -> Iterator[str]:
    """Say of each preview that failed why, and for whom; what policies and approvals say is told elsewhere."""
    for preview in previews:
        if preview.complete or not_approved(preview):
            continue
        whom = f" for {_few(preview.failed_tenants)}" if preview.failed_tenants else ""
        yield f"the preview of {preview.stack} failed{whom}: {preview.failure}"


def unseen(
    stacks: Iterable[str], previews: Sequence[Preview], base: Side, head: Side, changed: Collection[str] | None
) -> Iterator[str]:
    """Say what was not looked at, and what the engine could not tell.

    Args:
        stacks: All there are.
        previews: Those that were previewed.
        base: The project as it was.
        head: As it would be.
        changed: The tenants whose files are changed; None where the catalogue is, which may change any.
    """
    seen = {preview.stack for preview in previews}
    if missing := sorted(set(stacks) - seen):
        yield f"no preview of {', '.join(missing)}: what happens there is not known"
    for preview in previews:
        yield from _of_preview(preview, changed)
    for words, side in (("base", base), ("head", head)):
        if side.tenants is None:
            yield f"the catalogue of the {words} can't be read: neither fields nor money could be compared"
        elif wrong := sorted(side.ids - set(side.by_id)):
            yield f"files of the {words} that can't be read, and are not compared: {_few(wrong)}"


def _of_preview(preview: Preview, changed: Collection[str] | None) -> Iterator[str]:
    stack = preview.stack
    if not preview.complete:
        yield f"{stack} was not previewed to the end: what is not named above may change there as well"
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
        yield f"{stack} changes {_few(others)} though their files don't: the base may not be deployed there"


def _few(names: Sequence[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"

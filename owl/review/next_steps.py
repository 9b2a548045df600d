"""What to do after reading a review."""

from collections.abc import Iterator

from owl.rendering.markdown import quoted
from owl.rendering.on_stack import on_stack
from owl.review.review import Review


def next_steps(review: Review) -> Iterator[str]:
    """Yield what to do next, in order, a sentence each without its full stop."""
    if review.is_refused:
        yield "Resolve the blockers, push, and read this comment again: the next run updates it"
    if review.not_previewed:
        names = " and ".join(map(quoted, review.not_previewed))
        options = quoted(" ".join(f"--stack {each}" for each in review.not_previewed))
        yield f"Preview {names} too before you merge: run `owl review` with {options}"
    if review.is_refused:
        return
    if review.approvers:
        yield f"Get the {'approval' if len(review.approvers) == 1 else 'approvals'} listed below"
    stacks = [each.stack for each in review.stacks if each.changes_something]
    if stacks:
        commands = " and ".join(quoted(on_stack("make up", each)) for each in stacks)
        yield f"Merge it. The workflow Deploy, or {commands}, deploys it"
    elif review.stacks:
        yield f"Merge it: nothing changes in {' and '.join(each.stack for each in review.stacks)}"
    if stacks and review.pending_reviews:
        yield f"Follow the reviews, which take days to weeks: {quoted(on_stack('owl status', stacks[-1]))}"

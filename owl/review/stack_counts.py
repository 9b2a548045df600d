"""How much each stack's next deployment changes: the end of the comment's first line."""

from collections import Counter
from dataclasses import dataclass

from owl.previews import Op, Preview
from owl.review.irreversible import is_whole


@dataclass(frozen=True)
class StackCounts:
    """How many objects at Twilio a stack's next deployment changes.

    Attributes:
        stack: The stack.
        created: How many are created.
        updated: How many are updated.
        replaced: How many are replaced.
        deleted: How many are deleted.
        is_whole: Whether the engine saw everything.
        is_created: Whether the backend has the stack; a cell is created by its first deployment.
    """

    stack: str
    created: int
    updated: int
    replaced: int
    deleted: int
    is_whole: bool
    is_created: bool = True

    @property
    def changes_something(self) -> bool:
        """Whether a deployment may change something."""
        return self.has_steps or not self.is_whole or not self.is_created

    @property
    def has_steps(self) -> bool:
        """Whether the engine has any step for an object at Twilio."""
        return bool(self.created or self.updated or self.replaced or self.deleted)

    @property
    def counts(self) -> str:
        """The counts, as the engine abbreviates operations: `+24 ~0 ±2`."""
        if not self.is_created:
            return "not created yet"
        deleted = f" -{self.deleted}" if self.deleted else ""
        counts = f"+{self.created} ~{self.updated} ±{self.replaced}{deleted}"
        if self.is_whole:
            return counts
        return f"{counts}, incomplete" if self.has_steps else "failed"


def stack_counts(preview: Preview, *, is_created: bool = True) -> StackCounts:
    """Return the counts of a preview.

    Args:
        preview: The preview.
        is_created: Whether the backend has the stack.
    """
    done = Counter(step.op for step in preview.steps if step.is_at_provider)
    return StackCounts(
        stack=preview.stack,
        created=done[Op.CREATE],
        updated=done[Op.UPDATE],
        replaced=done[Op.REPLACE],
        deleted=done[Op.DELETE],
        is_whole=is_whole(preview),
        is_created=is_created,
    )

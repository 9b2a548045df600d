"""Cells that the backend does not have yet: the first deployment of each creates it."""

from collections.abc import Mapping

from owl.previews import Preview
from owl.stacks.config import NEVER_CREATED
from policies.core.stack_files import CELL_OF, Stack


def is_not_created(preview: Preview, stacks: Mapping[str, Stack]) -> bool:
    """Return whether a preview failed only because a cell was never deployed.

    A stack that is no cell has to be there: if it isn't, the backend may be a wrong one.

    Args:
        preview: The preview.
        stacks: The stacks that have settings, by name.
    """
    stack = stacks.get(preview.stack)
    is_cell = stack is not None and stack.settings.get(CELL_OF) is not None
    return is_cell and not preview.steps and preview.failure.startswith(NEVER_CREATED)

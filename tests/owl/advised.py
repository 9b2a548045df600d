"""The commands that a message advises."""

import re

_COMMAND = re.compile(r"`((?:owl|pulumi|make) [^`]*)`")
_OF_NO_STACK = ("owl check", "owl margin", "owl cells")
"""Commands that act on files, or on all stacks."""


def without_stack(text: str, stack: str) -> list[str]:
    """Return the commands that a message advises for something of a stack, and that may act on another one.

    Args:
        text: The message.
        stack: The stack.
    """
    endings = (f" --stack {stack}", f" STACK={stack}")
    return [
        each
        for each in _COMMAND.findall(" ".join(text.split()))
        if not each.startswith(_OF_NO_STACK) and not each.endswith(endings)
    ]

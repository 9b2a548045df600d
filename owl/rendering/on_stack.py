"""How messages name the stack of a command that they advise: without it, the command acts on whichever is selected."""


def on_stack(command: str, stack: str) -> str:
    """Return a command that acts on a stack, whichever one is selected.

    Args:
        command: The command without its stack, such as `pulumi up --refresh` or `make up`.
        stack: The stack's name; of a tenant in a cell, the cell's.
    """
    return f"{command} STACK={stack}" if command.startswith("make ") else f"{command} --stack {stack}"

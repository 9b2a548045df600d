"""The commands of `owl`, a module each. A module's `commands` is a Typer, with a name if it is a group."""

"""The commands of `owl`, one file each; a file's `commands` is a Typer, with a name where it is a group."""

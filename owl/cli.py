"""The command `owl`. Its commands are the files in `owl/commands/`; nothing else lists them."""

import importlib
import pkgutil
import sys

import typer

from owl import commands
from owl.failure import Failure
from redaction.redact import redact_text


def application() -> typer.Typer:
    """Return the command with all its subcommands."""
    found = typer.Typer(
        help="What people need beside pulumi.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,  # names and messages of tenants are shown as they are, never read as markup
        pretty_exceptions_enable=False,
    )
    for module in pkgutil.iter_modules(commands.__path__):
        found.add_typer(importlib.import_module(f"{commands.__name__}.{module.name}").commands)
    return found


def main() -> None:
    """Run `owl`: exit code 0 for success, 1 with one line for a failure, 2 for a wrong command line."""
    try:
        application()()
    except (Failure, OSError) as error:
        typer.echo(f"owl: {redact_text(str(error))}", err=True)
        sys.exit(1)

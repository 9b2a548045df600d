"""The command `owl`. Its commands are the files in `owl/commands/`; nothing else lists them."""

import importlib
import pkgutil
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from owl import commands
from owl.exit_codes import ExitCode
from owl.failure import Failure
from policies.core.registry import InvalidRule
from project import NoProject
from redaction.redact import redact_text


def application() -> typer.Typer:
    """Return the command with all its subcommands."""
    found = typer.Typer(
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        rich_markup_mode=None,  # names and messages of tenants are shown as they are, never read as markup
        pretty_exceptions_enable=False,
    )
    found.callback()(_owl)
    for module in pkgutil.iter_modules(commands.__path__):
        found.add_typer(importlib.import_module(f"{commands.__name__}.{module.name}").commands)
    return found


def _show_version(asked: bool) -> None:  # noqa: FBT001 - an option's callback
    if asked:
        typer.echo(f"owl {version('owl-isv')}")
        raise typer.Exit


def _owl(
    show_version: Annotated[  # noqa: FBT002 - an option, which its callback answers
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Check, review, deploy and watch the tenants of an ISV on Twilio, beside `pulumi`.

    docs/commands.md lists every command with its options, exit codes and output formats.
    """


def main() -> None:
    """Run `owl`. A failure is one line on standard error and no traceback."""
    try:
        application()()
    except (Failure, InvalidRule, NoProject, OSError) as error:
        typer.echo(f"owl: {redact_text(str(error))}", err=True)
        sys.exit(ExitCode.FAILED)

"""The command `owl`. Its commands are the files in `owl/commands/`; nothing else lists them."""

import ast
import importlib
import io
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from owl import commands
from owl.exit_codes import ExitCode
from owl.failure import Failure, in_words
from owl.rendering.color import RED, colored
from owl.rendering.one_line import printable
from owl.rendering.wrong_value import wrong_value
from project import InvalidProject
from project.garbage import run_and_end
from redaction.redact import redact_text


class CommandModules(Mapping[str, Any]):
    """The commands by name. A command's module is imported when the command is needed: together they take a second."""

    def __getitem__(self, name: str) -> Any:
        if name not in _names():
            raise KeyError(name)
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())


class CommandGroup(TyperGroup):
    """The command `owl`, with the commands of `owl/commands/`."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = CommandModules()

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        """Return the names of all commands, without importing any."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run a command. Of a value that it does not take, say what was given and what is allowed."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = wrong_value(error)
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is click's
        """Write the list of commands, without importing any: their descriptions are read from their source."""
        width = formatter.width - 6 - max(map(len, self.commands))
        with formatter.section("Commands"):
            described_ones = (TyperCommand(name, help=described(name)) for name in self.commands)
            formatter.write_dl([(str(each.name), each.get_short_help_str(width)) for each in described_ones])


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(each.name for each in pkgutil.iter_modules(commands.__path__)))


def described(name: str) -> str:
    """Return what a command's help begins with, from its source: its docstring, or its group's text."""
    tree = ast.parse((Path(commands.__path__[0]) / f"{name}.py").read_text("utf-8"))
    groups = (each.value for each in tree.body if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call))
    given = {word.arg: word.value for call in groups for word in call.keywords}
    if isinstance(said := given.get("help"), ast.Constant):
        return str(said.value)
    functions = (each for each in tree.body if isinstance(each, ast.FunctionDef) and each.decorator_list)
    return next((text for each in functions if (text := ast.get_docstring(each))), "")


@cache
def _command(name: str) -> Any:
    group = typer.Typer(**_PLAIN)
    group.callback()(lambda: None)  # with it, a module of a single command is a group as well
    group.add_typer(importlib.import_module(f"{commands.__name__}.{name}").commands)
    return typer.main.get_group(group).commands[name]


_PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,  # names and messages of tenants are shown as they are, never read as markup
    "pretty_exceptions_enable": False,
}


def application() -> typer.Typer:
    """Return the command with all its subcommands."""
    found = typer.Typer(
        cls=CommandGroup,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        **_PLAIN,
    )
    found.callback()(_owl)
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
    """Run `owl` as all that this process does."""
    run_and_end(run)


def run() -> None:
    """Run `owl`. A failure is one line on standard error and no traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # else a character could end a command whose work is done
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        application()()
    except (Failure, InvalidProject) as error:
        _fail(str(error))
    except OSError as error:
        _fail(in_words(error))


def _fail(message: str) -> NoReturn:
    typer.echo(f"{colored('owl:', RED)} {printable(redact_text(message))}", err=True)
    sys.exit(ExitCode.FAILED)

"""`owl new`: create new files."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.cells.assignment import with_cells
from owl.cells.cell import cells as read_cells
from owl.cells.cell import tenants_at_most
from owl.check.as_text import lines_of
from owl.exit_codes import ExitCode, exit_codes
from owl.failure import Failure
from owl.onboarding.new_tenant import file_text
from owl.onboarding.qualification import qualify
from owl.onboarding.question import Question
from owl.onboarding.questionnaire import KEYS, questions
from owl.stacks.cells import project_cells
from owl.stacks.files import shown_path
from owl.stacks.tenants import valid_tenants_of_stack
from project import project_directory
from tenants.model.naming import tenant_file
from tenants.model.sections.field_types import IDENTIFIER, IDENTIFIER_RULE

commands = typer.Typer()
new = typer.Typer(help="Create a new file.", no_args_is_help=True)
commands.add_typer(new, name="new")


@new.command(
    "tenant",
    epilog=exit_codes(
        done="the file is written, and the tenant fits",
        failed="the file is written and the tenant needs iteration, or the file can't be written",
    ),
)
def tenant(
    tenant_id: Annotated[str, typer.Argument(metavar="ID", help="The tenant's id. The file is tenants/ID.yaml.")],
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            metavar="KEY=VALUE",
            help=f"An answer, such as name=Acme: its question is not asked. Repeatable. Keys: {', '.join(KEYS)}.",
        ),
    ] = None,
) -> None:
    """Ask the pre-sales questions, and write the tenant's file."""
    if not IDENTIFIER.fullmatch(tenant_id):
        raise Failure(f"{tenant_id!r} is not a valid id: {IDENTIFIER_RULE}")
    file = project_directory() / tenant_file(tenant_id)
    if file.exists():
        raise Failure(f"{shown_path(file)} already exists")
    tenants, _ = valid_tenants_of_stack(None)
    asked = questions(tenants.packages, tenants.templates)
    answers = _ask(tenant_id, asked, dict(_answer(each) for each in given or []))
    project = project_cells()
    cells = list(read_cells(project, tenants_at_most(project_directory()), with_states=False))
    text, chosen = with_cells(file_text(tenant_id, answers, tenants), project, cells)
    file.write_text(text, "utf-8")
    typer.echo(f"Written: {shown_path(file)}")
    for each in chosen:
        full = "" if each.room > 0 else f", which is full: add a cell with `owl cells plan {each.divided}`"
        typer.echo(f"Cell: {each.name}{full}")
    sys.exit(_tell(file))


def _answer(text: str) -> tuple[str, str]:
    key, separator, answer = text.partition("=")
    if not separator:
        raise Failure(f"--answer {text!r}: write it as KEY=VALUE, such as name=Acme")
    return key, answer


def _ask(tenant_id: str, asked: tuple[Question, ...], given: dict[str, str]) -> dict[str, str]:
    """Ask the questions without a given answer. Repeat a question until its answer is valid."""
    unknown = sorted(given.keys() - set(KEYS))
    if unknown:
        raise Failure(f"--answer {unknown[0]}: unknown key; allowed: {', '.join(KEYS)}")
    answers: dict[str, str] = {}
    try:
        for question in asked:
            if question.applies(answers):
                answers[question.key] = _asked(question, answers, given.get(question.key))
    except typer.Abort:
        typer.echo(f"\nTo continue from here:\n{_command(tenant_id, given | answers)}", err=True)
        raise
    return answers


def _command(tenant_id: str, answers: dict[str, str]) -> str:
    """Return the command that asks only the remaining questions."""
    options = (part for key, answer in answers.items() for part in ("--answer", f"{key}={answer}"))
    return shlex.join(["owl", "new", "tenant", tenant_id, *options])


def _asked(question: Question, answers: dict[str, str], given: str | None) -> str:
    if given is not None:
        try:
            return question.checked(given)
        except ValueError as error:
            raise Failure(f"--answer {question.key}: {error}") from None
    while True:
        words = f" ({', '.join(question.allowed)})" if question.allowed else ""
        answer = typer.prompt(f"{question.text}{words}", default=question.default(answers))
        try:
            return question.checked(answer)
        except ValueError as error:
            typer.echo(f"  {error}")


def _tell(file: Path) -> int:
    answer = qualify(file)
    typer.echo("\n".join([answer.headline, *lines_of(answer.reasons)]))
    return ExitCode.DONE if answer.fits else ExitCode.FAILED

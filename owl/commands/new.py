"""`owl new`: files that begin right."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from owl.check.as_text import lines_of
from owl.failure import Failure
from owl.onboarding.qualification import qualify
from owl.onboarding.questionnaire import KEYS, Question, file_text, questions
from owl.stacks.paths import shown_path
from owl.stacks.tenants import read_tenants
from project import project_directory
from tenants.model.sections.field_types import IDENTIFIER, IDENTIFIER_RULE

commands = typer.Typer()
new = typer.Typer(help="Write a file that begins right.", no_args_is_help=True)
commands.add_typer(new, name="new")


@new.command("tenant")
def tenant(
    tenant_id: Annotated[str, typer.Argument(metavar="ID", help="The tenant's id, which is its file's name.")],
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            metavar="KEY=VALUE",
            help=f"An answer, as name=Acme: it is not asked any more. May be given for each KEY: {', '.join(KEYS)}.",
        ),
    ] = None,
) -> None:
    """Ask what pre-sales asks, and write the tenant's file.

    Exit codes: 0, it fits; 1, it is written and needs iteration, or it can't be written.
    """
    if not IDENTIFIER.fullmatch(tenant_id):
        raise Failure(f"{tenant_id!r} is no id: {IDENTIFIER_RULE}")
    file = project_directory() / "tenants" / f"{tenant_id}.yaml"
    if file.exists():
        raise Failure(f"{shown_path(file)} exists already")
    tenants = read_tenants(None)
    asked = questions(tenants.packages, tenants.templates)
    answers = _ask(tenant_id, asked, dict(_answer(each) for each in given or []))
    file.write_text(file_text(tenant_id, answers, tenants), "utf-8")
    typer.echo(f"Written: {shown_path(file)}")
    sys.exit(_tell(file))


def _answer(text: str) -> tuple[str, str]:
    key, separator, answer = text.partition("=")
    if not separator:
        raise Failure(f"--answer {text!r}: write it as name=Acme")
    return key, answer


def _ask(tenant_id: str, asked: tuple[Question, ...], given: dict[str, str]) -> dict[str, str]:
    """Ask what is not given, again and again where an answer is none."""
    unknown = sorted(given.keys() - set(KEYS))
    if unknown:
        raise Failure(f"--answer {unknown[0]}: nobody asks that; asked are {', '.join(KEYS)}")
    answers: dict[str, str] = {}
    try:
        for question in asked:
            if question.applies(answers):
                answers[question.key] = _asked(question, answers, given.get(question.key))
    except typer.Abort:
        typer.echo(f"\nTo go on from here:\n{_command(tenant_id, given | answers)}", err=True)
        raise
    return answers


def _command(tenant_id: str, answers: dict[str, str]) -> str:
    """Give the command that asks only what is not answered yet."""
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
    return 0 if answer.fits else 1

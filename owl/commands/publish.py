"""`owl publish`: what other commands drew, where people of a repository at GitHub read it."""

from pathlib import Path
from typing import Annotated

import typer

from owl.exit_codes import exit_codes

commands = typer.Typer()
publish = typer.Typer(help="Publish what was drawn as a comment or an issue at GitHub.", no_args_is_help=True)
commands.add_typer(publish, name="publish")

Drawn = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `owl review` or `owl drift` wrote.")]
Author = Annotated[str, typer.Option(help="As whom: what others wrote is never changed.")]
WORKFLOW = "github-actions[bot]"
"""As whom a workflow writes."""


_EXIT_CODES = exit_codes(done="it is published", failed="GitHub refused or can't be reached, or a variable is missing")


@publish.command("comment", epilog=_EXIT_CODES)
def comment(
    file: Drawn,
    pull_request: Annotated[int, typer.Option(min=1, help="The pull request's number.")],
    author: Author = WORKFLOW,
) -> None:
    """Write the comment on a pull request, or bring the one that is there up to date.

    GITHUB_TOKEN and GITHUB_REPOSITORY say where, as in a workflow.
    """
    from owl.github_repository import DrawnText, GithubRepository  # noqa: PLC0415 - a third of a second

    text = DrawnText.read(file.read_text("utf-8"))
    typer.echo(GithubRepository(author).comment(pull_request, text))


@publish.command("issue", epilog=_EXIT_CODES)
def issue(file: Drawn, author: Author = WORKFLOW) -> None:
    """Open an issue, or bring the open one up to date; where there is nothing to say, close it.

    GITHUB_TOKEN and GITHUB_REPOSITORY say where, as in a workflow.
    """
    from owl.github_repository import DrawnText, GithubRepository  # noqa: PLC0415 - a third of a second

    text = DrawnText.read(file.read_text("utf-8"))
    typer.echo(GithubRepository(author).issue(text) or "nothing to say, and no issue is open")

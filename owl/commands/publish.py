"""`owl publish`: publish what `owl review` and `owl drift` wrote in a GitHub repository."""

from pathlib import Path
from typing import Annotated

import typer

from owl.exit_codes import exit_codes

commands = typer.Typer()
publish = typer.Typer(help="Publish a review or a drift report as a comment or issue on GitHub.", no_args_is_help=True)
commands.add_typer(publish, name="publish")

Drawn = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `owl review` or `owl drift` wrote.")]
Author = Annotated[str, typer.Option(help="The author. Comments and issues of others are never changed.")]
WORKFLOW = "github-actions[bot]"
"""The author of what a workflow writes."""


_EXIT_CODES = exit_codes(done="it is published", failed="GitHub refused or can't be reached, or a variable is missing")


@publish.command("comment", epilog=_EXIT_CODES)
def comment(
    file: Drawn,
    pull_request: Annotated[int, typer.Option(min=1, help="The pull request's number.")],
    author: Author = WORKFLOW,
) -> None:
    """Create the comment on a pull request, or update it.

    Reads GITHUB_TOKEN and GITHUB_REPOSITORY, which workflows set.
    """
    from owl.github_repository import DrawnText, GithubRepository  # noqa: PLC0415 - a third of a second

    text = DrawnText.read(file.read_text("utf-8", errors="replace"))
    typer.echo(GithubRepository(author).comment(pull_request, text))


@publish.command("issue", epilog=_EXIT_CODES)
def issue(file: Drawn, author: Author = WORKFLOW) -> None:
    """Open an issue, or update the open one. Close it if there is nothing to report.

    Reads GITHUB_TOKEN and GITHUB_REPOSITORY, which workflows set.
    """
    from owl.github_repository import DrawnText, GithubRepository  # noqa: PLC0415 - a third of a second

    text = DrawnText.read(file.read_text("utf-8", errors="replace"))
    typer.echo(GithubRepository(author).issue(text) or "nothing to report, and no issue is open")

"""`owl init`: a repository of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from owl.exit_codes import exit_codes
from owl.failure import Failure

commands = typer.Typer()


@commands.command("init", epilog=exit_codes(done="the files are written", failed="the directory or the name won't do"))
def init(
    directory: Annotated[Path, typer.Argument(help="A new directory, or an empty one.")],
    name: Annotated[str, typer.Option(help="What the ISV is called, such as 'Acme Inc.'.")],
    find_links: Annotated[
        str | None,
        typer.Option(help="A directory or a page with wheels of this product, for a version that is on no registry."),
    ] = None,
) -> None:
    """Write a repository of an ISV's own: its tenants, catalogue, rules and stacks; everything else is this version."""
    from owl.new_repository.name import isv_name  # noqa: PLC0415 - other commands need none
    from owl.new_repository.write import write_repository  # noqa: PLC0415 - as above

    if find_links and "://" not in find_links:
        if not Path(find_links).is_dir():
            raise Failure(f"--find-links {find_links}: there is no such directory")
        find_links = str(Path(find_links).resolve())
    count = write_repository(directory, isv_name(name, directory.resolve().name), find_links)
    typer.echo(f"Written: {count} files in {directory}. Next: cd {directory}, git init, make up")

"""`owl init`: create a repository for a vendor's own tenants, rules and stacks."""

from pathlib import Path
from typing import Annotated

import typer

from owl.exit_codes import exit_codes
from owl.failure import Failure

commands = typer.Typer()


@commands.command(
    "init",
    epilog=exit_codes(
        done="the repository is written",
        failed="the directory is not empty, or the name can't be used; nothing is written",
    ),
)
def init(
    directory: Annotated[Path, typer.Argument(help="A new directory, or an empty one.")],
    name: Annotated[str, typer.Option(help="The vendor's name, such as 'Acme Inc.'.")],
    find_links: Annotated[
        str | None,
        typer.Option(help="A directory or URL with wheels of this product, for a version that is not on a registry."),
    ] = None,
) -> None:
    """Create a repository for your own tenants, catalogue, rules and stacks. It pins this version of the product."""
    from owl.new_repository.name import isv_name  # noqa: PLC0415 - other commands need none
    from owl.new_repository.write import write_repository  # noqa: PLC0415 - as above

    if find_links and "://" not in find_links:
        if not Path(find_links).is_dir():
            raise Failure(f"--find-links {find_links}: no such directory")
        find_links = str(Path(find_links).resolve())
    count = write_repository(directory, isv_name(name, directory.resolve().name), find_links)
    typer.echo(f"Written: {count} files in {directory}. Next: cd {directory}, git init, make up")

"""The project's files: where they are, which stacks exist, and how reports show paths."""

from pathlib import Path

from owl.failure import Failure
from owl.rendering.unknown_name import there_is_no
from policies.core.stack_files import stack_files
from project import project_directory


def stack_names() -> list[str]:
    """Return the names of the project's stacks, sorted: those with a settings file.

    Raises:
        Failure: There is no project.
    """
    return sorted(stack_files(project_directory()))


def stack_file(name: str) -> Path:
    """Return a stack's settings file.

    Raises:
        Failure: There is no project, or no such stack.
    """
    files = stack_files(project_directory())
    if name not in files:
        raise Failure(there_is_no("stack", name, files))
    return files[name]


def shown_path(file: Path) -> str:
    """Return the path of a file from the project's directory, with slashes, wherever the command is run."""
    directory = project_directory()
    return file.relative_to(directory).as_posix() if file.is_relative_to(directory) else file.as_posix()

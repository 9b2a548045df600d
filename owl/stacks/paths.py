"""Files as reports name them: from the project's directory, with slashes, wherever the command is run."""

from pathlib import Path

from project import project_directory


def shown_path(file: Path) -> str:
    """Give the way to a file from the project's directory."""
    directory = project_directory()
    return file.relative_to(directory).as_posix() if file.is_relative_to(directory) else file.as_posix()

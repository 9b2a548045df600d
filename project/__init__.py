"""Find the project: the directory of Pulumi.yaml, in which a run finds its files and keeps its data."""

import os
from pathlib import Path

# Pydantic would look for plugins in the metadata of every installed package: 90 ms of each process, and we use none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

NAMESPACE = "owl:"
"""How the keys of a stack's config begin, whatever the project is called."""


class InvalidProject(Exception):  # noqa: N818 - reads as what it says
    """Something in the project is not valid. The message says which file, and what to do."""


class NoProject(InvalidProject):
    """There is no Pulumi.yaml. The message, one line, names the directories searched."""


def project_directory() -> Path:
    """Return the directory of Pulumi.yaml: this one or the nearest above, as `pulumi` finds it.

    The engine starts the program, the resources' plugin and the policy pack in this directory.

    Raises:
        NoProject: There is none.
    """
    here = Path.cwd()
    for directory in (here, *here.parents):
        if (directory / "Pulumi.yaml").is_file():
            return directory
    raise NoProject(f"there is no Pulumi.yaml in {here} or above: go to the project's directory")


def local_directory() -> Path:
    """Return the directory of what is not committed: state, passphrase, local Twilio, parsed files.

    Raises:
        NoProject: There is no project.
    """
    return project_directory() / ".local"

"""Where a review is published on GitHub: what it was made of, and the addresses of its files."""

import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class PublishedOn:
    """A run of a GitHub workflow, by the variables that GitHub sets.

    See https://docs.github.com/en/actions/reference/workflows-and-actions/variables.

    Attributes:
        repository: The repository's address.
        checked_out: The commit whose lines were read. For a pull request it is the merge with the base.
        commit: The pull request's last commit, which its authors know.
        run: The run's id; empty if unknown.
        directory: The project's directory in the repository, with a slash at its end; empty if it is the root.
        time: When the review was written, in UTC.
    """

    repository: str
    checked_out: str
    commit: str
    run: str
    directory: str
    time: dt.datetime

    @classmethod
    def read(cls, project: Path, environment: Mapping[str, str] = os.environ) -> "PublishedOn | None":
        """Return the run that this process is part of; None outside a workflow of GitHub."""
        server, name, commit = (environment.get(f"GITHUB_{each}", "") for each in ("SERVER_URL", "REPOSITORY", "SHA"))
        if not (server and name and commit):
            return None
        head = _head_of_pull_request(Path(environment.get("GITHUB_EVENT_PATH", "")))
        root, here = Path(environment.get("GITHUB_WORKSPACE") or project).resolve(), project.resolve()
        below = here.relative_to(root).as_posix() if here.is_relative_to(root) else "."
        return cls(
            repository=f"{server}/{quote(name)}",
            checked_out=quote(commit),
            commit=quote(head or commit),
            run=quote(environment.get("GITHUB_RUN_ID", "")),
            directory="" if below == "." else f"{below}/",
            time=dt.datetime.now(dt.UTC),
        )

    def line(self, file: str, number: str) -> str:
        """Return the address of a line of a file of the project, at the commit that was read."""
        return f"{self.repository}/blob/{self.checked_out}/{quote(self.directory + file)}#L{number}"


def _head_of_pull_request(event: Path) -> str:
    """Return the last commit of the pull request that started the run; empty if something else did."""
    try:
        return str(json.loads(event.read_text("utf-8"))["pull_request"]["head"]["sha"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""

"""Comments and issues of the project's repository at GitHub, each written once and kept up to date."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import requests
from github import Auth, Github, GithubException, GithubRetry
from github.Issue import Issue
from github.IssueComment import IssueComment

from owl.failure import Failure
from owl.rendering.markdown import LONGEST

TRIES = 3
"""How often a call is tried again that GitHub did not answer, or asked to come back with."""

Published = TypeVar("Published", Issue, IssueComment)

_MARKER = re.compile(r"<!-- owl [a-z0-9 -]+ -->")
_CUT = "\n\n*The rest is left out, for GitHub takes no longer text: it is in the artifacts of this run.*\n"


@dataclass(frozen=True)
class DrawnText:
    """A text to publish, as `owl review` and `owl drift` write it.

    Attributes:
        marker: Its first line, which no reader sees: by it the text is found again.
        title: The heading it begins with, or what the marker says.
        body: All of it but the title.
    """

    marker: str
    title: str
    body: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return self.body.strip() == self.marker

    @classmethod
    def read(cls, text: str) -> "DrawnText":
        """Read a comment or an issue from a file that `owl review` or `owl drift` wrote.

        Raises:
            Failure: It does not begin with a marker, so it would be published as a new one each time.
        """
        marker, _, rest = text.partition("\n")
        if not _MARKER.fullmatch(marker):
            raise Failure("expected a file that `owl review` or `owl drift` wrote: its first line is <!-- owl ... -->")
        heading, _, below = rest.partition("\n")
        title = heading.removeprefix("# ").strip() if heading.startswith("# ") else ""
        return cls(marker, title or marker[5:-4], _at_most(f"{marker}\n{below if title else rest}"))


def _at_most(text: str) -> str:
    """Cut a text that GitHub would refuse, at the end of a line."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - len(_CUT)].rpartition("\n")[0] + _CUT


class GithubRepository:
    """The repository that a workflow runs for.

    Args:
        author: Who writes: nobody else's comment or issue is ever changed.
        environment: The variables that GitHub sets in a workflow, and `GITHUB_TOKEN`.

    Raises:
        Failure: Something of that is missing.
    """

    def __init__(self, author: str, environment: Mapping[str, str] = os.environ) -> None:
        missing = [name for name in ("GITHUB_TOKEN", "GITHUB_REPOSITORY") if not environment.get(name)]
        if missing:
            raise Failure(f"set {' and '.join(missing)}: a token that may write, and OWNER/NAME of the repository")
        self._author = author
        self._repository = Github(
            auth=Auth.Token(environment["GITHUB_TOKEN"]),
            base_url=environment.get("GITHUB_API_URL") or "https://api.github.com",
            retry=GithubRetry(total=TRIES),
            lazy=True,
        ).get_repo(environment["GITHUB_REPOSITORY"])

    def comment(self, pull_request: int, text: DrawnText) -> str:
        """Write the comment on a pull request, or bring it up to date; give its address.

        Raises:
            Failure: GitHub refuses, or can't be reached.
        """
        with _failures(f"pull request {pull_request}"):
            issue = self._repository.get_issue(pull_request)
            found = self._marked(issue.get_comments(), text)
            if found is None:
                return issue.create_comment(text.body).html_url
            found.edit(text.body)
            return found.html_url

    def issue(self, text: DrawnText) -> str | None:
        """Open an issue or bring the open one up to date; close it where there is nothing to say. Give its address.

        Raises:
            Failure: GitHub refuses, or can't be reached.
        """
        with _failures("issues"):
            found = self._marked(self._repository.get_issues(state="open"), text)
            if found is None:
                return None if text.is_empty else self._repository.create_issue(text.title, text.body).html_url
            if text.is_empty:
                found.create_comment("The last look found nothing any more.")
                found.edit(state="closed", state_reason="completed")
            else:
                found.edit(title=text.title, body=text.body)
            return found.html_url

    def _marked(self, published: Iterable[Published], text: DrawnText) -> Published | None:
        return next(
            (
                each
                for each in published
                if each.user.login == self._author and (each.body or "").startswith(text.marker)
            ),
            None,
        )


@contextmanager
def _failures(what: str) -> Iterator[None]:
    """Raise a failure, in one line, for what GitHub did not do. Its answers do not contain the token."""
    try:
        yield
    except GithubException as error:
        said = error.data.get("message") if isinstance(error.data, dict) else None
        raise Failure(f"{what}: GitHub answered {error.status}: {said or 'nothing more'}") from None
    except requests.RequestException:
        raise Failure(f"{what}: GitHub can't be reached: try again later") from None

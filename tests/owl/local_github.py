"""The part of GitHub's API that comments and issues need, in memory, on a port of 127.0.0.1.

See https://docs.github.com/rest/issues/comments and https://docs.github.com/rest/issues/issues.
"""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.serving import make_server

TOKEN = "ghs_a_token_of_the_tests"
BOT = "github-actions[bot]"
PER_PAGE = 2
"""Small enough that a client which reads only one page fails."""


@dataclass
class LocalGithub:
    """A repository `owl/shop` with pull request 7.

    Attributes:
        comments: Those of the pull request, and those of issues, in the order they were written.
        issues: All issues.
        writes: The methods and paths that changed something.
    """

    comments: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    address: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(100))

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a workflow's step."""
        return {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": "owl/shop", "GITHUB_API_URL": self.address}

    def say(self, body: str, author: str = BOT, issue: int = 7) -> dict[str, Any]:
        """Write a comment as a user."""
        comment = self._written(body, author) | {"issue": issue}
        comment |= {"url": f"{self.address}/repos/owl/shop/issues/comments/{comment['id']}"}
        self.comments.append(comment)
        return comment

    def open(self, title: str, body: str, author: str = BOT) -> dict[str, Any]:
        """Open an issue as a user."""
        issue = self._written(body, author)
        issue |= {"title": title, "state": "open", "number": issue["id"]}
        issue |= {"url": f"{self.address}/repos/owl/shop/issues/{issue['number']}"}
        self.issues.append(issue)
        return issue

    def _written(self, body: str, author: str) -> dict[str, Any]:
        number = next(self._numbers)
        return {
            "id": number,
            "body": body,
            "user": {"login": author},
            "html_url": f"https://github.com/owl/shop/{number}",
        }

    def answer(self, request: Request) -> Response:
        """Answer a call as GitHub does."""
        if request.headers.get("Authorization") != f"token {TOKEN}":
            return _json({"message": "Bad credentials"}, 401)
        try:
            endpoint, given = _ROUTES.bind_to_environ(request.environ).match()
        except HTTPException:
            return _json({"message": "Not Found"}, 404)
        if request.method != "GET":
            self.writes.append(f"{request.method} {request.path}")
        said = json.loads(request.get_data() or b"{}")
        answered: Response = getattr(self, f"_{endpoint}")(request, said, **given)
        return answered

    def _list_comments(self, request: Request, _said: Any, number: int) -> Response:
        return _page(request, [each for each in self.comments if each["issue"] == number])

    def _add_comment(self, _request: Request, said: Any, number: int) -> Response:
        return _json(self.say(said["body"], issue=number), 201)

    def _edit_comment(self, _request: Request, said: Any, number: int) -> Response:
        [comment] = [each for each in self.comments if each["id"] == number]
        comment |= said
        return _json(comment)

    def _list_issues(self, request: Request, _said: Any) -> Response:
        return _page(request, [each for each in self.issues if each["state"] == request.args["state"]])

    def _add_issue(self, _request: Request, said: Any) -> Response:
        return _json(self.open(said["title"], said["body"]), 201)

    def _edit_issue(self, _request: Request, said: Any, number: int) -> Response:
        [issue] = [each for each in self.issues if each["number"] == number]
        issue |= said
        return _json(issue)


_ROUTES = Map(
    [
        Rule("/repos/owl/shop/issues/<int:number>/comments", methods=["GET"], endpoint="list_comments"),
        Rule("/repos/owl/shop/issues/<int:number>/comments", methods=["POST"], endpoint="add_comment"),
        Rule("/repos/owl/shop/issues/comments/<int:number>", methods=["PATCH"], endpoint="edit_comment"),
        Rule("/repos/owl/shop/issues", methods=["GET"], endpoint="list_issues"),
        Rule("/repos/owl/shop/issues", methods=["POST"], endpoint="add_issue"),
        Rule("/repos/owl/shop/issues/<int:number>", methods=["PATCH"], endpoint="edit_issue"),
    ]
)


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value), status, content_type="application/json; charset=utf-8")


def _page(request: Request, found: list[Any]) -> Response:
    number = int(request.args.get("page", 1))
    answer = _json(found[(number - 1) * PER_PAGE : number * PER_PAGE])
    if number * PER_PAGE < len(found):
        answer.headers["Link"] = f'<{request.base_url}?{_next(request, number)}>; rel="next"'
    return answer


def _next(request: Request, number: int) -> str:
    return "&".join(f"{key}={value}" for key, value in {**request.args, "page": str(number + 1)}.items())


@contextmanager
def local_github() -> Iterator[LocalGithub]:
    """Serve a repository until the end of the block."""
    github = LocalGithub()
    server = make_server("127.0.0.1", 0, Request.application(github.answer))
    github.address = f"http://127.0.0.1:{server.port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        thread.join()

"""The served board: an ASGI application that reads a board in memory, and has two forms."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from owl.board import pages
from owl.board.add_contact import NewContact, add_contact
from owl.board.board import Board
from owl.board.live_board import LiveBoard
from owl.board.of_stack import history_of
from owl.board.own_requests import NotOwn, OwnRequests
from owl.board.tenant_row import read_selection
from owl.board.try_it import Sender, choice
from owl.failure import Failure
from owl.sending import FINAL
from redaction.redact import redact_text
from tenants.model.sections.contact import ConsentMethod

Page = Callable[[Request, Board], Response]


class Application:
    """Serves a board.

    Args:
        live: The board.
        sender: Sends test messages.
        own: Tells the board's own requests from others.
    """

    def __init__(self, live: LiveBoard, sender: Sender, own: OwnRequests) -> None:
        self._live = live
        self._sender = sender
        self._own = own
        tenant = "/tenants/{tenant_id}"
        routes = [
            Route("/", self._page(self._tenants)),
            Route("/insights", self._page(self._insights)),
            Route("/packages", self._page(self._packages)),
            Route(tenant, self._page(self._tenant)),
            Route(f"{tenant}/test-message", self._page(self._try_it), methods=["GET"]),
            Route(f"{tenant}/test-message", self._form(self._send), methods=["POST"]),
            Route(f"{tenant}/messages/{{sid}}", self._page(self._message)),
            Route(f"{tenant}/contacts", self._page(self._new_contact), methods=["GET"]),
            Route(f"{tenant}/contacts", self._form(self._add_contact), methods=["POST"]),
            Route("/healthz", lambda _: PlainTextResponse("alive\n")),
        ]
        self._starlette = Starlette(routes=routes, lifespan=self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._starlette(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_headers()]
            await send(message)

        try:
            self._own.check_host(Request(scope))
        except NotOwn as refused:
            await PlainTextResponse(f"{refused}\n", refused.status)(scope, receive, with_headers)
        else:
            await self._starlette(scope, receive, with_headers)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        async with self._live.kept_up_to_date():
            yield

    def _page(self, page: Page) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            board = self._live.board
            tenant_id = request.path_params.get("tenant_id")
            if tenant_id is not None and tenant_id not in board.by_id:
                return _problem(board, "No such tenant", f"{tenant_id!r} is not on this board.", HTTPStatus.NOT_FOUND)
            try:
                return page(request, board)
            except Failure as failure:
                return _problem(board, "This can't be shown", str(failure), HTTPStatus.CONFLICT)

        return answer

    def _form(self, act: Callable[[Request, dict[str, str]], Response]) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            board = self._live.board
            try:
                form = await self._own.form(request)
            except NotOwn as refused:
                return _problem(board, "Refused", str(refused), refused.status)
            if request.path_params["tenant_id"] not in board.by_id:
                return _problem(board, "No such tenant", "It is not on this board.", HTTPStatus.NOT_FOUND)
            return await run_in_threadpool(act, request, form)

        return answer

    @staticmethod
    def _tenants(request: Request, board: Board) -> Response:
        table = pages.Table(board, read_selection(request.query_params), form=True)
        return HTMLResponse(pages.page("tenants", board, here="/", selection=table))

    @staticmethod
    def _insights(_: Request, board: Board) -> Response:
        return HTMLResponse(pages.page("insights", board, here="/insights"))

    @staticmethod
    def _packages(_: Request, board: Board) -> Response:
        return HTMLResponse(pages.page("packages", board, here="/packages"))

    @staticmethod
    def _tenant(request: Request, board: Board) -> Response:
        tenant_id = request.path_params["tenant_id"]
        past = history_of(board, tenant_id)
        return HTMLResponse(pages.page("tenant", board, row=board.by_id[tenant_id], past=past))

    def _try_it(self, request: Request, board: Board) -> Response:
        return self._choose(board, request.path_params["tenant_id"], dict(request.query_params))

    def _choose(
        self, board: Board, tenant_id: str, query: dict[str, str], problem: str = "", status: int = 200
    ) -> Response:
        shown = pages.page(
            "test_message",
            board,
            row=board.by_id[tenant_id],
            choice=choice(board, tenant_id, query),
            problem=problem,
            may_send=self._sender.may_send,
            token=self._own.token,
            once=self._sender.new_form(),
        )
        return HTMLResponse(shown, status)

    def _send(self, request: Request, form: dict[str, str]) -> Response:
        tenant_id = request.path_params["tenant_id"]
        try:
            sid = self._sender.send(tenant_id, form)
        except Failure as failure:
            return self._choose(self._live.board, tenant_id, form, redact_text(str(failure)), HTTPStatus.CONFLICT)
        where = pages.Links(is_served=True).message(tenant_id, sid)
        return RedirectResponse(where, HTTPStatus.SEE_OTHER)

    def _message(self, request: Request, board: Board) -> Response:
        tenant_id = request.path_params["tenant_id"]
        found = self._sender.followed(tenant_id, request.path_params["sid"])
        if found is None:
            return _problem(board, "No such message", "Nothing was received about it.", HTTPStatus.NOT_FOUND)
        values = {"row": board.by_id[tenant_id], "message": found, "is_final": found.status in FINAL}
        return HTMLResponse(pages.page("message", board, script=pages.script(), **values))

    def _new_contact(self, request: Request, board: Board) -> Response:
        return self._contact_form(board, request.path_params["tenant_id"], {})

    def _contact_form(self, board: Board, tenant_id: str, form: dict[str, str], **said: str) -> Response:
        shown = pages.page(
            "contact",
            board,
            row=board.by_id[tenant_id],
            typed=NewContact.of(form),
            methods=[each.value for each in ConsentMethod],
            token=self._own.token,
            **{"problem": "", "written": "", **said},
        )
        return HTMLResponse(shown, HTTPStatus.CONFLICT if said.get("problem") else HTTPStatus.OK)

    def _add_contact(self, request: Request, form: dict[str, str]) -> Response:
        tenant_id = request.path_params["tenant_id"]
        try:
            written = add_contact(tenant_id, NewContact.of(form))
            self._live.read_again()
        except Failure as failure:
            return self._contact_form(self._live.board, tenant_id, form, problem=redact_text(str(failure)))
        return self._contact_form(
            self._live.board, tenant_id, {}, written=f"{form.get('contact_id', '')} is in {written}"
        )


def _problem(board: Board, title: str, problem: str, status: int) -> Response:
    shown = pages.page("problem", board, title=title, problem=redact_text(problem), back="/")
    return HTMLResponse(shown, status)


def _headers() -> list[tuple[bytes, bytes]]:
    """Return what lets a browser run nothing but the script of this project, and send forms nowhere else."""
    policy = (
        f"default-src 'none'; style-src '{pages.source_of(pages.style())}'; img-src data:; "
        f"script-src '{pages.source_of(pages.script())}'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return [
        (b"content-security-policy", policy.encode("ascii")),
        (b"cache-control", b"no-store"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"referrer-policy", b"same-origin"),
        (b"x-content-type-options", b"nosniff"),
    ]

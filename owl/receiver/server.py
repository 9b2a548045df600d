"""Runs the receiver until it is stopped: the application, and what it does beside requests."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from owl.failure import Failure
from owl.receiver.addresses import declared_addresses
from owl.receiver.alerts.sender import AlertSender
from owl.receiver.application import Callbacks, readiness, shown_metrics
from owl.receiver.daemon_thread import in_daemon_thread
from owl.receiver.database import reading
from owl.receiver.endings import Endings, look_ahead
from owl.receiver.group_commit import GroupCommit
from owl.receiver.listening import listen
from owl.receiver.retention import Retention
from owl.receiver.scheduled_messages import ScheduledMessages, cancel_for_opt_outs
from owl.receiver.signers import Accounts, Signers
from owl.stacks.tenants import in_one_line
from tenants.model import Tenants

LOAD_AGAIN_SECONDS = 600.0
"""How often all tokens are looked up, so that most rotations are known before they are needed."""

NOT_LOADED_SECONDS = 5.0
"""How soon that is tried again after Twilio could not be asked."""

RETENTION_SECONDS = 3600.0
ALERTS_SECONDS = 5.0
"""How often the receiver looks for what people must know."""

CANCEL_SECONDS = 5.0
"""How often the receiver looks for opt-outs of people for whom messages are scheduled."""

NOT_CANCELED_SECONDS = 60.0
"""How soon it tries again after Twilio could not be asked."""

LOOK_AHEAD_SECONDS = 86_400.0
"""How often the receiver asks Twilio what ends soon: whatever ends is known for days."""

NOT_LOOKED_AHEAD_SECONDS = 3600.0
"""How soon it asks again after Twilio could not be asked."""

_log = logging.getLogger("owl.receiver")


@dataclass(frozen=True)
class Receiver:
    """What the receiver serves, and from what.

    Attributes:
        engine: The database, with all migrations applied.
        accounts: Where tokens are looked up.
        read_tenants: Reads the tenants' files, and why each tenant is left out whose file is not valid, by id; called
            again at SIGHUP.
        retention: What is deleted, and when.
        alerts: Where alerts are sent.
        scheduled: Where the messages are canceled that are scheduled for somebody who opts out.
        endings: Where it is looked up what ends soon.
    """

    engine: Engine
    accounts: Accounts
    read_tenants: Callable[[], tuple[Tenants, Mapping[str, str]]]
    retention: Retention
    alerts: AlertSender
    scheduled: ScheduledMessages
    endings: Endings

    def application(self) -> ASGIApp:
        """Return the ASGI application.

        Raises:
            Failure: The catalogue is not valid.
        """
        return _Running(self).application


class _Running:
    """The parts of a running receiver."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._tenants, self._left_out = receiver.read_tenants()
        self._addresses = declared_addresses(self._tenants)
        if self._left_out:  # the replies of all others must arrive
            _log.error("tenants are not served, because their files are not valid: %s", in_one_line(self._left_out))
        self._signers = Signers(receiver.accounts)
        self._callbacks: Callbacks | None = None
        self._commits: GroupCommit | None = None
        operations = [
            Route("/healthz", _healthz),
            Route("/readyz", readiness([self._database_problem, self._token_problem, self._files_problem])),
            Route("/metrics", shown_metrics),
        ]
        self._operations_paths = frozenset(each.path for each in operations)
        self._operations = Starlette(routes=operations, lifespan=self._lifespan)

    async def application(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request of Twilio's, or answer one of operations."""
        if scope["type"] != "http" or scope["path"] in self._operations_paths or self._callbacks is None:
            await self._operations(scope, receive, send)
        else:
            await self._callbacks(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._commits = commits = GroupCommit(self._receiver.engine)
        keeps_bodies = self._receiver.retention.bodies_days > 0
        self._callbacks = Callbacks(lambda: self._addresses, self._signers, commits, keeps_bodies=keeps_bodies)
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
            loop.add_signal_handler(signal.SIGHUP, self._reload)
        work = [asyncio.create_task(each) for each in self._work()]
        _log.info("the receiver is started", extra={"fields": {"addresses": len(self._addresses.by_path)}})
        try:
            yield
        finally:
            for each in work:
                each.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await commits.close()
            _log.info("the receiver is stopped")

    def _work(self) -> list[Coroutine[None, None, None]]:
        """Return what runs beside requests, until the receiver stops."""
        return [self._load_tokens(), self._retain(), self._alert(), self._cancel(), self._look_ahead()]

    def _reload(self) -> None:
        """Read the tenants' files again. If that of a tenant that is served is not valid, all stays as it is."""
        try:
            tenants, left_out = self._receiver.read_tenants()
        except Failure as failure:
            _log.error("the tenants' files are not valid: %s", failure)
            return
        if left_out.keys() & self._tenants.by_id.keys():
            _log.error("the tenants' files are not valid: %s", in_one_line(left_out))
        else:
            self._tenants, self._left_out, self._addresses = tenants, left_out, declared_addresses(tenants)
            _log.info("the tenants' files are read", extra={"fields": {"addresses": len(self._addresses.by_path)}})

    async def _load_tokens(self) -> None:
        while True:
            try:
                await self._signers.load()
            except Exception:  # noqa: BLE001 - the error may contain the credentials; it is counted
                _log.warning("Twilio could not be asked for the accounts' auth tokens; it is asked again")
                await asyncio.sleep(NOT_LOADED_SECONDS)
            else:
                await asyncio.sleep(LOAD_AGAIN_SECONDS)

    async def _retain(self) -> None:
        while True:
            try:
                changed = await asyncio.to_thread(self._receiver.retention.apply, self._receiver.engine, _now())
            except Exception as error:  # noqa: BLE001 - it is tried again, whatever it is
                _log.warning("what is too old could not be deleted: %s", type(error).__name__)
            else:
                _log.info("what is too old is deleted", extra={"fields": {"rows": changed}})
            await asyncio.sleep(RETENTION_SECONDS)

    async def _alert(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._receiver.alerts.look, self._receiver.engine, self._tenants, _now())
            except Exception as error:  # noqa: BLE001 - it may contain the channels' secrets; the next look may do
                _log.warning("alerts could not be looked for: %s", type(error).__name__)
            await asyncio.sleep(ALERTS_SECONDS)

    async def _cancel(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._cancel_now)
            except Exception as error:  # noqa: BLE001 - the error may contain the credentials
                _log.warning("scheduled messages were not canceled after an opt-out: %s", type(error).__name__)
                await asyncio.sleep(NOT_CANCELED_SECONDS)
            else:
                await asyncio.sleep(CANCEL_SECONDS)

    async def _look_ahead(self) -> None:
        receiver = self._receiver
        while True:
            try:
                await in_daemon_thread(lambda: look_ahead(receiver.engine, receiver.endings, self._tenants, _now()))
            except Exception as error:  # noqa: BLE001 - the error may contain the credentials
                _log.warning("what ends soon could not all be looked up: %s", type(error).__name__)
                await asyncio.sleep(NOT_LOOKED_AHEAD_SECONDS)
            else:
                await asyncio.sleep(LOOK_AHEAD_SECONDS)

    def _cancel_now(self) -> None:
        for sid in cancel_for_opt_outs(self._receiver.engine, self._receiver.scheduled, _now()):
            _log.info("a scheduled message is canceled after an opt-out", extra={"fields": {"message_sid": sid}})

    def _database_problem(self) -> str | None:
        try:
            with reading(self._receiver.engine) as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            return f"the database can't be read: {type(error).__name__}"
        if self._commits and (problem := self._commits.write_problem()):
            return f"the database takes nothing: {problem}"
        return None

    def _files_problem(self) -> str | None:
        return f"tenants are not served: {in_one_line(self._left_out)}" if self._left_out else None

    def _token_problem(self) -> str | None:
        return None if self._signers.loaded else "Twilio could not be asked for the accounts' auth tokens yet"


def run(receiver: Receiver, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. What has arrived is written and answered first.

    Args:
        receiver: What is served.
        host: The address of the interface.
        port: The port; 0 takes any free one.
        announce: Called with the URL as soon as the port is taken.

    Raises:
        Failure: The port can't be taken, or the catalogue is not valid.
    """
    listen(receiver.application(), host, port, announce, most_connections=MOST_CONNECTIONS)


MOST_CONNECTIONS = 5_000
"""Above that uvicorn answers 503 immediately."""


def _healthz(_: Request) -> PlainTextResponse:
    return PlainTextResponse("alive\n")


def _now() -> datetime:
    return datetime.now(UTC)

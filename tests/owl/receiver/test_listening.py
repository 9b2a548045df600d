"""Clients that keep a connection and say nothing more."""

import asyncio

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from owl.receiver import listening
from owl.receiver.listening import PromptClients

WHOLE = b"GET / HTTP/1.1\r\nHost: hooks.owl.example\r\n\r\n"
HALF = b"POST / HTTP/1.1\r\nHost: hooks"
NO_BODY = b"POST / HTTP/1.1\r\nHost: hooks.owl.example\r\nContent-Length: 9\r\n\r\nMessage"


@pytest.mark.parametrize("sent", [HALF, WHOLE + HALF, NO_BODY], ids=["the first head", "the second head", "the body"])
def test_a_client_that_goes_silent_loses_its_connection(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole requests before that are answered."""
    monkeypatch.setattr(listening, "REQUEST_SECONDS", 0.2)

    async def received() -> bytes:
        config = uvicorn.Config(_answer, interface="asgi3", lifespan="off", log_config=None)
        config.load()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: PromptClients(config, ServerState(), {}), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(sent)
            answered = await reader.read()
            writer.close()
            return answered

    assert asyncio.run(received()).count(b"alive\n") == sent.count(WHOLE)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request that has arrived as a whole."""
    while (message := await receive())["type"] != "http.disconnect":
        if not message["more_body"]:
            await PlainTextResponse("alive\n")(scope, receive, send)
            return

"""Clients that keep a connection and say nothing more."""

import asyncio

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from owl.receiver import listening
from owl.receiver.listening import PromptClients

WHOLE = b"GET / HTTP/1.1\r\nHost: hooks.owl.example\r\n\r\n"
HALF = b"POST / HTTP/1.1\r\nHost: hooks"


@pytest.mark.parametrize("sent", [HALF, WHOLE + HALF], ids=["the first head", "the second head"])
def test_a_client_that_goes_silent_loses_its_connection(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole requests before that are answered."""
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.2)

    async def received() -> bytes:
        config = uvicorn.Config(PlainTextResponse("alive\n"), interface="asgi3", lifespan="off", log_config=None)
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

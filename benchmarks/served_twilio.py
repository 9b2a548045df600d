"""A local Twilio served by a process of its own, so that its CPU time is not in the figures."""

import multiprocessing
import shutil
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from emulator.embedded import LocalTwilio
from emulator.serve import Server

ACCOUNT_SID = "ACdec0de000000000000000000000000be"


class ServedTwilio:
    """A new, empty local Twilio on a free port, as long as the `with` block lasts.

    Attributes:
        local: Its database, for its journal and latency.
        environment: What points clients to it, credentials included. They trust its authority beside the usual ones,
            all of which they read, as they do for twilio.com.
    """

    def __enter__(self) -> Self:
        self._directory = Path(tempfile.mkdtemp(prefix="owl-benchmark-twilio-"))
        path = self._directory / f"twilio-{ACCOUNT_SID}.sqlite"
        self.local = LocalTwilio(path, ACCOUNT_SID)
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        self._ended = ours
        self._process = spawn.Process(target=_serve, args=(path, theirs))
        self._process.start()
        self.environment = self._with_usual_authorities(ours.recv()) | {"TWILIO_AUTH_TOKEN": self.local.auth_token}
        return self

    def _with_usual_authorities(self, environment: dict[str, str]) -> dict[str, str]:
        own = environment["SSL_CERT_FILE"]
        both = self._directory / "authorities.pem"
        both.write_text(Path(own).read_text() + Path(DEFAULT_CA_BUNDLE_PATH).read_text())
        return {name: str(both) if value == own else value for name, value in environment.items()}

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.send(None)
        self._process.join()
        self.local.close()
        shutil.rmtree(self._directory)


def _serve(path: Path, ended: Connection) -> None:
    local = LocalTwilio(path, ACCOUNT_SID)
    with Server(local, 0) as server:
        ended.send(server.environment())
        ended.recv()
    local.close()

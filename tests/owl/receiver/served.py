"""`owl serve` in a process of its own, and requests as Twilio makes them."""

import contextlib
import hashlib
import os
import secrets
import signal
import subprocess
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import requests
from sqlalchemy import Row, text
from twilio.request_validator import RequestValidator

from owl.receiver.database import connect, reading
from tests.warm_interpreter import warm_owl

ORIGIN = "https://hooks.owl.example"
"""What the addresses begin with, in `tests/owl_inc/tenants/catalogue/isv.yaml`."""

TENANT = "freestyle-falcons"


def new_sid(prefix: str) -> str:
    """Return a SID that nothing has yet."""
    return prefix + secrets.token_hex(16)


class ServedReceiver:
    """A receiver in a project, from entering the `with` block until leaving it.

    Args:
        project: The project's directory.
        database: The database's URL.
        account_sid: The account that all tenants share.
        auth_token: Its token.
        stack: The stack.
        environment: Further environment variables.
    """

    def __init__(
        self, project: Path, database: str, account_sid: str, auth_token: str, *, stack: str = "dev", **environment: str
    ) -> None:
        self.database = database
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.url = ""
        self.log = project / f"log-{secrets.token_hex(4)}"
        self._project = project
        self._stack = stack
        self._environment = os.environ | {"DATABASE_URL": database, **environment}
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*warm_owl(), "serve", "--port", "0", "--stack", self._stack],
                cwd=self._project,
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout
        said = self.process.stdout.readline()
        assert "listens on" in said, self.log.read_text("utf-8")
        self.url = said.split()[-1]
        while not self.is_ready():
            assert self.process.poll() is None, self.log.read_text("utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def is_ready(self) -> bool:
        """Return whether it takes requests."""
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(f"{self.url}/readyz", timeout=60).ok
        return False

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop it with a signal, and return its exit code."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(number)
        with self.process:
            return self.process.wait(60)

    def post(  # noqa: PLR0913 - a request's parts
        self,
        path: str,
        body: Mapping[str, str] | str,
        *,
        auth_token: str | None = None,
        idempotency_token: str | None = None,
        headers: Mapping[str, str] | None = None,
        url: str | None = None,
    ) -> int:
        """Post a signed request as Twilio does, and return the status of the answer."""
        signed = {
            "X-Twilio-Signature": "",
            "I-Twilio-Idempotency-Token": idempotency_token or str(uuid.uuid4()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if isinstance(body, str):
            signed["Content-Type"] = "application/json"
            path = f"{path}?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
        form = {} if isinstance(body, str) else body
        validator = RequestValidator(auth_token or self.auth_token)
        signed["X-Twilio-Signature"] = validator.compute_signature(f"{ORIGIN}{path}", form)
        data: Any = body.encode() if isinstance(body, str) else body
        answer = requests.post(f"{url or self.url}{path}", data, headers=signed | dict(headers or {}), timeout=60)
        return answer.status_code

    def status_of(self, message_sid: str, status: str, tenant: str = TENANT, **fields: str) -> dict[str, str]:
        """Return the form of a status callback."""
        assert tenant
        return {
            "MessageSid": message_sid,
            "SmsSid": message_sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "AccountSid": self.account_sid,
            "MessagingServiceSid": "MG" + "5" * 32,
            "From": "+14155550100",
            "To": "+14155550188",
            "ApiVersion": "2010-04-01",
            **fields,
        }

    def rows(self, query: str, **parameters: Any) -> list[Row[Any]]:
        """Return what its database has."""
        engine = connect(self.database, stack="dev")
        try:
            with reading(engine) as connection:
                return list(connection.execute(text(query), parameters))
        finally:
            engine.dispose()

    def metric(self, name: str, **labels: str) -> float:
        """Return a metric's value; 0 where it is not there yet."""
        shown = requests.get(f"{self.url}/metrics", timeout=60).text
        labelled = "{" + ",".join(f'{key}="{value}"' for key, value in sorted(labels.items())) + "}" if labels else ""
        for line in shown.splitlines():
            if line.startswith(f"{name}{labelled} "):
                return float(line.split()[-1])
        return 0.0

    def memory(self) -> int:
        """Return the bytes of memory that its process has resident."""
        return int(self.metric("process_resident_memory_bytes"))


def wait_until(holds: Any, seconds: float = 60) -> None:
    """Wait until a condition holds.

    Raises:
        AssertionError: It does not hold in time.
    """
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it does not come to hold"
        time.sleep(0.02)

"""TLS for the served local Twilio: an authority of its own, and a certificate for each of Twilio's hosts called.

Twilio has a host for every product in every edge and region (`api.dublin.ie1.twilio.com`), so certificates are made
when a client names the host it wants, not in advance.
"""

import os
import re
import ssl
from functools import cache
from pathlib import Path

import trustme

TWILIO_HOST = re.compile(r"(?:[a-z0-9-]+\.)+twilio\.com")
"""Hosts that certificates are made for, besides localhost and 127.0.0.1."""

_OWN_NAMES = ("localhost", "127.0.0.1")


class Authority:
    """A certificate authority that only this machine's clients are told to trust.

    Args:
        directory: Where its certificate and its key (readable by its owner alone) are kept; made when missing.

    Attributes:
        certificate: The file that clients are to trust.

    Raises:
        ValueError: When only one of the two files is there, or one is damaged.
    """

    def __init__(self, directory: Path) -> None:
        self.certificate = directory / "local-twilio-ca.pem"
        key = directory / "local-twilio-ca-key.pem"
        try:
            descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            try:
                self._authority = trustme.CA.from_pem(self.certificate.read_bytes(), key.read_bytes())
            except (OSError, ValueError):
                raise ValueError(
                    f"the local Twilio's certificate {self.certificate} or its key {key} is missing or damaged: "
                    "delete both files and run again; clients must then trust the new certificate"
                ) from None
            return
        self._authority = trustme.CA(organization_name="Local Twilio")
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._authority.private_key_pem.bytes())
        self._authority.cert_pem.write_to_path(self.certificate)

    def server_context(self) -> ssl.SSLContext:
        """Return what a server's sockets are wrapped with: each client sees a certificate of the host it wants."""

        @cache
        def context(*names: str) -> ssl.SSLContext:
            made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._authority.issue_cert(*names).configure_cert(made)
            return made

        def choose(connection: ssl.SSLObject | ssl.SSLSocket, host: str | None, _: ssl.SSLContext) -> None:
            if host and TWILIO_HOST.fullmatch(host):
                connection.context = context(host)

        default = context(*_OWN_NAMES)
        default.sni_callback = choose
        return default

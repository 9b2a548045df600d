"""Calls over TLS: which servers are trusted, and how often the trusted authorities are read."""

import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import stamina
from requests.exceptions import ProxyError, SSLError
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from emulator.embedded import LocalTwilio
from emulator.serve import Server
from providers.core.connection import Connection, connect
from providers.core.errors import ResourceError, explain
from providers.core.settings import ConnectionSettings, Mode
from tests.providers.world import ACCOUNT_SID


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A connection to twilio.com, in whose place is a local Twilio on a port."""
    local = LocalTwilio(tmp_path / "twilio.sqlite", ACCOUNT_SID)
    with Server(local, 0) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        yield connect(ConnectionSettings(ACCOUNT_SID, Mode.LIVE, local.auth_token))
    local.close()


def test_authorities_are_read_once(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections share what has been read, to whichever of Twilio's hosts they are."""
    loads: list[object] = []
    load = ssl.SSLContext.load_verify_locations

    def noted(context: ssl.SSLContext, *paths: str, **options: str) -> None:
        loads.append((paths, options))
        load(context, *paths, **options)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", noted)
    account = connection.account(ACCOUNT_SID)
    assert account.messaging.v1.services.list() == account.content.v1.contents.list() == []
    assert len(loads) == 1


def test_a_server_of_another_authority(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default the usual authorities are trusted, and the local Twilio's is none of them."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name)
    with stamina.set_testing(True), pytest.raises(SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        connection.known_accounts()


def test_a_certificate_for_another_host(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has a trusted certificate, but not for this name, is refused."""
    port = urlsplit(os.environ["HTTPS_PROXY"]).port
    monkeypatch.setenv("NO_PROXY", "*")
    with stamina.set_testing(True), pytest.raises(SSLError, match="mismatch"):
        connection.download(f"https://[::ffff:127.0.0.1]:{port}/")


@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_proxy_that_speaks_tls(is_trusted: bool, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a case
    """It is verified by the same authorities. The local Twilio then does not speak TLS within TLS."""
    monkeypatch.setenv("HTTPS_PROXY", os.environ["HTTPS_PROXY"].replace("http:", "https:"))
    if not is_trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", DEFAULT_CA_BUNDLE_PATH)
    with stamina.set_testing(True), pytest.raises(SSLError if is_trusted else ProxyError) as refused:
        connection.known_accounts()
    assert ("CERTIFICATE_VERIFY_FAILED" in str(refused.value)) is not is_trusted


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file or directory"), ("not a certificate", "no certificate or crl found")]
)
def test_authorities_that_cannot_be_read(
    content: str | None, reason: str, connection: Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The error names the file and the variables that may name it."""
    file = tmp_path / "authorities.pem"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    with pytest.raises(ResourceError) as refused:
        connection.known_accounts()
    assert f"no certificates can be read from {file}" in explain(refused.value)
    assert reason in explain(refused.value)
    assert "correct or unset REQUESTS_CA_BUNDLE" in explain(refused.value)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which names such files, is not installed")
def test_authorities_in_a_directory(connection: Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A directory may be named too, with files in it that are named after hashes of their subjects."""
    certificate = os.environ["REQUESTS_CA_BUNDLE"]
    subject = subprocess.check_output(["openssl", "x509", "-hash", "-noout", "-in", certificate], text=True)
    shutil.copyfile(certificate, tmp_path / f"{subject.strip()}.0")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path))
    assert list(connection.known_accounts()) == [ACCOUNT_SID]

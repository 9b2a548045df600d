"""Clients in Go, Ruby, PHP and Java against the served local Twilio, set up as docs/local-twilio.md says."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.embedded import LocalTwilio
from emulator.serve import Server
from tests.profiles import thorough

CLIENTS = Path(__file__).with_name("clients")


@pytest.fixture
def environment(twilio: LocalTwilio, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A client's environment: what `owl emulator serve` prints, with the token, and where Go keeps what it builds."""
    with Server(twilio, 0) as server:
        own = {name: os.environ[name] for name in ("PATH", "LANG", "HOME", "GOCACHE") if name in os.environ}
        yield own | server.environment() | {"TWILIO_AUTH_TOKEN": twilio.auth_token, "TMPDIR": str(tmp_path)}


def require(*programs: str) -> None:
    """Skip the test where a program is not installed."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed on this machine")


def run(environment: dict[str, str], *command: str) -> list[str]:
    """Run a client and return the status and the SID that it prints."""
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


def services(twilio: LocalTwilio) -> list[str]:
    """Return the SIDs of the messaging services in the local Twilio, after their status."""
    with twilio._store.reading() as store:
        return ["201", *(each.sid for each in store.select("messaging_service"))]


def test_go(environment: dict[str, str], twilio: LocalTwilio) -> None:
    """HTTPS_PROXY and SSL_CERT_FILE are all that Go needs."""
    require("go")
    assert run(environment, "go", "run", str(CLIENTS / "create.go")) == services(twilio)


def test_ruby(environment: dict[str, str], twilio: LocalTwilio) -> None:
    """HTTPS_PROXY and SSL_CERT_FILE are all that Ruby needs."""
    require("ruby")
    assert run(environment, "ruby", str(CLIENTS / "create.rb")) == services(twilio)


def test_php(environment: dict[str, str], twilio: LocalTwilio) -> None:
    """PHP reads HTTPS_PROXY, and takes the certificate as a setting."""
    require("php")
    if "curl" not in subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split():
        pytest.skip("PHP's curl extension is not installed on this machine")
    setting = f"curl.cainfo={environment['SSL_CERT_FILE']}"
    assert run(environment, "php", "-d", setting, str(CLIENTS / "create.php")) == services(twilio)


@thorough
def test_java(environment: dict[str, str], twilio: LocalTwilio, tmp_path: Path) -> None:
    """Java takes the proxy and a trust store with the certificate as system properties."""
    require("java", "keytool")
    store = str(tmp_path / "local-twilio.p12")
    password = "changeit"
    made = ["keytool", "-importcert", "-noprompt", "-alias", "local-twilio", "-file", environment["SSL_CERT_FILE"]]
    subprocess.run(
        [*made, "-keystore", store, "-storepass", password], env=environment, capture_output=True, check=True
    )
    settings = {
        "https.proxyHost": "127.0.0.1",
        "https.proxyPort": environment["HTTPS_PROXY"].rpartition(":")[2],
        "javax.net.ssl.trustStore": store,
        "javax.net.ssl.trustStorePassword": password,
    }
    options = [f"-D{name}={value}" for name, value in settings.items()]
    assert run(environment, "java", *options, str(CLIENTS / "Create.java")) == services(twilio)

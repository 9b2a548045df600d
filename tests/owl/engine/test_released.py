"""How a release of the engine is downloaded, from a server on this machine."""

import hashlib
import io
import platform
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rich.console import Console

from owl.engine import installed, released
from owl.engine.installed import UnavailableError
from tests.programs import engine

VERSION = "3.259.0"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without logging requests."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The directory in which this test publishes its releases."""
    directory = tmp_path / "releases"
    directory.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(directory))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setattr(released, "ARCHIVES", url)
        monkeypatch.setattr(released, "CHECKSUMS", f"{url}/SHA512SUMS")
        yield directory
        server.shutdown()
        thread.join()


@pytest.fixture
def archive(releases: Path, tmp_path: Path) -> Path:
    """A published release for this machine, without its checksum."""
    engine(tmp_path / "original", VERSION)
    architecture = released.ARCHITECTURES[platform.machine().lower()]
    path = releases / f"pulumi-v{VERSION}-{platform.system().lower()}-{architecture}.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.add(tmp_path / "original", arcname="pulumi")
    return path


def publish_checksum(archive: Path, digest: str) -> None:
    """Publishes a checksum for a release, among others."""
    sums = f"{'0' * 128}  sdk-python.whl\n{digest}  {archive.name}\n"
    archive.with_name("SHA512SUMS").write_text(sums)


def fetch(directory: Path) -> str:
    """Installs the release and returns the messages."""
    said = io.StringIO()
    released.install(VERSION, directory, Console(file=said, soft_wrap=True))
    return said.getvalue()


def test_a_release_becomes_a_whole_engine(archive: Path, tmp_path: Path) -> None:
    """A release with its published checksum is unpacked, ready to run."""
    publish_checksum(archive, hashlib.sha512(archive.read_bytes()).hexdigest())

    assert "checksum" not in fetch(tmp_path / "bin")
    assert installed.in_directory(tmp_path / "bin", VERSION) == tmp_path / "bin"


@pytest.mark.parametrize("digest", ["f" * 128, ""])
def test_a_release_that_is_not_the_published_one_is_refused(archive: Path, tmp_path: Path, digest: str) -> None:
    """An archive with another checksum, or with none in the list, is not unpacked."""
    publish_checksum(archive, digest)

    with pytest.raises(UnavailableError, match="not the one that was published"):
        fetch(tmp_path / "bin")
    assert not (tmp_path / "bin").exists()


def test_a_release_without_a_reachable_checksum_is_used_with_a_warning(archive: Path, tmp_path: Path) -> None:
    """Archives and checksums are on different hosts, and this machine may reach only one."""
    assert f"{archive.name} is used without comparing its checksum" in fetch(tmp_path / "bin")
    assert installed.in_directory(tmp_path / "bin", VERSION)


@pytest.mark.usefixtures("releases")
def test_a_release_that_is_not_there_is_refused_with_its_address(tmp_path: Path) -> None:
    """The reason names the URL and the answer."""
    with pytest.raises(UnavailableError, match=r"http://.*/pulumi-v3\.259\.0-.*\.tar\.gz answered 404"):
        fetch(tmp_path / "bin")

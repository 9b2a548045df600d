"""Pulumi's own release of the engine."""

import hashlib
import platform
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import requests
from rich.console import Console
from rich.progress import Progress

from owl.engine.installed import UnavailableError

ARCHIVES = "https://get.pulumi.com/releases/sdk"
"""Where the releases are (https://www.pulumi.com/docs/iac/download-install/)."""

CHECKSUMS = "https://github.com/pulumi/pulumi/releases/download/v{version}/SHA512SUMS"
"""The release's checksums, published apart from the archives themselves."""

TIMEOUT = (5, 60)
"""Seconds to connect, and between two pieces of an answer."""

ARCHITECTURES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def install(version: str, directory: Path, console: Console) -> None:
    """Downloads the engine's release for this machine, checks it and unpacks it into a directory that is not yet there.

    Raises:
        UnavailableError: it can't be reached, isn't there for this machine, or is not what was published.
    """
    architecture = ARCHITECTURES.get(platform.machine().lower())
    if architecture is None:
        raise UnavailableError(f"there is no release for {platform.machine()}")
    name = f"pulumi-v{version}-{platform.system().lower()}-{architecture}.tar.gz"
    archive = directory.with_name(name)
    try:
        digest = _download(f"{ARCHIVES}/{name}", archive, console)
    except requests.RequestException as failure:
        raise UnavailableError(_reason(failure)) from failure
    try:
        published = _published_digest(version, name)
    except requests.RequestException as failure:
        console.print(f"{name} is used without comparing its checksum: {_reason(failure)}")
    else:
        if digest != published:
            raise UnavailableError(f"{name} is not the one that was published: its SHA-512 is {digest[:16]}…")
    unpacked = subprocess.run(
        ["tar", "-xzf", archive, "-C", archive.parent], capture_output=True, text=True, check=False
    )
    if unpacked.returncode:
        raise UnavailableError(f"{name} can't be unpacked: {unpacked.stderr.strip()}")
    (archive.parent / "pulumi").rename(directory)


def _download(url: str, archive: Path, console: Console) -> str:
    """Fetches a file and returns its SHA-512 in hexadecimal."""
    digest = hashlib.sha512()
    with (
        requests.get(url, stream=True, timeout=TIMEOUT) as answer,
        archive.open("wb") as file,
        Progress(console=console, transient=True) as progress,
    ):
        answer.raise_for_status()
        length = int(answer.headers.get("Content-Length", 0)) or None
        task = progress.add_task("downloading the Pulumi engine", total=length)
        for piece in answer.iter_content(1 << 20):
            digest.update(piece)
            file.write(piece)
            progress.advance(task, len(piece))
    return digest.hexdigest()


def _published_digest(version: str, name: str) -> str | None:
    answer = requests.get(CHECKSUMS.format(version=version), timeout=TIMEOUT)
    answer.raise_for_status()
    digests = {file: digest for digest, _, file in (line.partition("  ") for line in answer.text.splitlines())}
    return digests.get(name)


def _reason(failure: requests.RequestException) -> str:
    if failure.response is not None:
        return f"{failure.response.url} answered {failure.response.status_code} {failure.response.reason}"
    host = urlsplit(str(failure.request.url)).hostname if failure.request is not None else None
    return f"{host} can't be reached ({type(failure).__name__})"

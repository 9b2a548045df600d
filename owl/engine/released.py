"""Download Pulumi's own release of the engine."""

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
"""The URL of the releases (https://www.pulumi.com/docs/iac/download-install/)."""

CHECKSUMS = "https://github.com/pulumi/pulumi/releases/download/v{version}/SHA512SUMS"
"""The release's checksums, which are published separately from the archives."""

TIMEOUT = (5, 60)
"""Seconds to connect, and seconds between two chunks of a response."""

ARCHITECTURES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def install(version: str, directory: Path, console: Console) -> None:
    """Download the engine's release for this machine, verify it, and unpack it into a new directory.

    Raises:
        UnavailableError: It can't be reached, doesn't exist for this machine, or its checksum is wrong.
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
    """Download a file and return its SHA-512 in hexadecimal."""
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

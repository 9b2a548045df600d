"""A PostgreSQL server of the test's own, from Debian's package: on a socket in its directory, with no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

USER = "postgres"
"""The account that Debian's package makes. The server refuses to run as root."""


def programs() -> Path | None:
    """Return the directory of PostgreSQL's programs; None where it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextmanager
def running_postgresql(directory: Path) -> Iterator[str]:
    """Run a server, and yield the URL of its database."""
    user = USER if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg") as place:  # a socket's path may have 107 bytes
        data = Path(place) / "data"
        if user:
            entry = pwd.getpwnam(user)
            os.chown(place, entry.pw_uid, entry.pw_gid)
        binaries = programs() or directory
        made = [str(data), "-U", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        subprocess.run([str(binaries / "initdb"), "-D", *made], user=user, cwd=place, check=True, capture_output=True)
        command = [str(binaries / "pg_ctl"), "-D", str(data), "-l", f"{place}/log", "-w"]
        options = f"-k {place} -c listen_addresses='' -c fsync=off"
        subprocess.run([*command, "-o", options, "start"], user=user, cwd=place, check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql://{USER}@/{USER}?host={quote(place, safe='')}"
        finally:
            stop = [*command, "-m", "immediate", "stop"]
            subprocess.run(stop, user=user, cwd=place, check=True, stdout=subprocess.DEVNULL)

"""The base of a pull request: the project as it was."""

import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenants.model.yaml_files.disk_cache import share_caches

_COMPARED = re.compile(r"^(tenants/|policies/|Pulumi(\.[^/]+)?\.yaml$)")


class UnknownBase(ValueError):  # noqa: N818 - the name says what is wrong
    """There is no such directory and no such commit. The message, one line, says what to do."""


@contextmanager
def base_directory(base: str, project: Path) -> Iterator[Path]:
    """Yield a directory with the project as it was: the named one, or a temporary one with a commit's files.

    Args:
        base: A directory with `tenants` in it, or anything that git resolves to a commit.
        project: The project's directory, in its repository.

    Raises:
        UnknownBase: It is neither.
    """
    if (Path(base) / "tenants").is_dir():
        yield Path(base).resolve()
        return
    commit = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    archive = _git(project, "archive", "--format=tar", commit.decode().strip()) if commit else None
    if archive is None:
        raise UnknownBase(
            f"{base!r} is neither a directory with `tenants` in it nor a commit of this repository: "
            "name one, or fetch it first, for example with `git fetch origin main`"
        )
    with tempfile.TemporaryDirectory(prefix="owl-review-") as directory:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            for member in files:
                _extract(files, member, Path(directory))
        share_caches(project, Path(directory))
        yield Path(directory).resolve()


def _git(project: Path, *arguments: str) -> bytes | None:
    """Run git and return its output, or None if it fails."""
    done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)  # noqa: S603, S607 - git
    return done.stdout if done.returncode == 0 else None


def _extract(files: tarfile.TarFile, member: tarfile.TarInfo, directory: Path) -> None:
    """Extract a file that is compared, and no links. Python 3.11 has filters for that only since its fourth release."""
    content = files.extractfile(member) if member.isfile() else None
    if content is None or not _COMPARED.match(member.name) or ".." in Path(member.name).parts:
        return
    target = directory / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.read())

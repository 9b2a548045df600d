"""Writes a tenant's file, after every check that `owl check` makes of the file itself."""

import os
import tempfile
from pathlib import Path

from owl.failure import Failure
from tenants.model import read_tenants


def write_if_valid(file: Path, tenant_id: str, before: bytes, after: bytes) -> None:
    """Replace a file by another version, unless that has findings of its own or the file has changed meanwhile.

    Args:
        file: The tenant's file.
        tenant_id: The tenant.
        before: What the file had when it was read.
        after: What it is to have.

    Raises:
        Failure: The other version is not valid, or somebody has changed the file. Nothing was written.
    """
    directory = file.parent
    with tempfile.TemporaryDirectory(prefix="owl-tenant-") as scratch:
        copy = Path(scratch) / "tenants"
        copy.mkdir()
        (copy / "catalogue").symlink_to(directory / "catalogue", target_is_directory=True)
        (copy / file.name).write_bytes(after)
        reading = read_tenants(copy)
        if reading.tenants is None or tenant_id not in reading.tenants.by_id:
            said = "; ".join(f"{each.path}: {each.message}: {each.remedy}" for each in reading.findings)
            raise Failure(f"nothing was written: {said}")
    if file.read_bytes() != before:
        raise Failure(f"{file.name} was changed by somebody else at this moment, and nothing was written: try again")
    handle, name = tempfile.mkstemp(dir=directory, prefix=f".{file.stem}-", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(after)
        Path(name).chmod(file.stat().st_mode & 0o7777)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

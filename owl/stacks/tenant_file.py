"""Writes contacts into a tenant's file, after every check that `owl check` makes of them."""

import os
import tempfile
from pathlib import Path

from owl.failure import Failure
from policies.core.judgement import Part, judge
from policies.core.policy_input import PolicyInput
from policies.core.project import read_rule_files, today
from policies.core.registry import rules
from tenants.model import Tenants, read_tenants


def write_if_valid(file: Path, tenant_id: str, before: bytes, after: bytes) -> None:
    """Replace a file by one with other contacts, unless that has findings or the file has changed meanwhile.

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
        if said := "; ".join(_refused(reading.tenants, directory.parent)):
            raise Failure(f"nothing was written: {said}")
    if file.read_bytes() != before:
        raise Failure(f"{file.name} was changed by somebody else at this moment, and nothing was written: try again")
    replace_file(file, after)


def replace_file(file: Path, content: bytes) -> None:
    """Replace what a file has at one moment, so that nobody finds half of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(content)
        Path(name).chmod(file.stat().st_mode & 0o7777)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refused(tenants: Tenants, project: Path) -> list[str]:
    """Return why rules would block each deployment because of the contacts; no text that is refused is repeated."""
    asked = [rule for rule in rules().values() if not rule.needs_all]
    files = read_rule_files(project, tenants.by_id)
    judged = judge(asked, files.settings, files.waivers, Part(PolicyInput(tenants, today())))
    found = [each for each in judged if each.is_fatal and each.path.startswith("contacts.")]
    return [f"{each.path}: {each.message}: {each.fix}" for each in found]

"""The tenants' files, for commands: all of them valid, or those that are."""

import sys
from collections.abc import Mapping

from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.rendering.progress import progress
from owl.rendering.unknown_name import shortened
from owl.stacks.config import environment_of
from project import project_directory
from tenants.model import Finding, InvalidTenants, Reading, Tenants, UnknownEnvironment, read_tenants
from tenants.model.naming import tenant_file


def tenants_of_stack(stack: str | None) -> Tenants:
    """Return the tenants of the current project, as they are in a stack's environment.

    Without a stack, no environment's overrides apply.

    Raises:
        Failure: There is no project or stack, or the files are not valid. The message has every finding.
    """
    try:
        return reading_of_stack(stack).valid_tenants
    except InvalidTenants as error:
        raise Failure(str(error)) from None


def valid_tenants_of_stack(stack: str | None, needed: str | None = None) -> tuple[Tenants, Mapping[str, str]]:
    """Return the tenants whose files are valid, and why each other one is left out, by id.

    A line on standard error names the files of those that are left out.

    Args:
        stack: The stack; None for the files without any environment's overrides.
        needed: A tenant whose own file must be valid, and on trial also that of the tenant it sends as.

    Raises:
        Failure: There is no project or stack, or the catalogue or a needed file is not valid.
    """
    tenants, reading = with_valid_catalogue(stack)
    tenant = tenants.by_id.get(needed or "")
    trial = tenants.package_of(tenant).trial if tenant else None
    for each in filter(None, (needed, trial.sends_as if trial else None)):
        if each in reading.left_out:
            raise Failure(str(InvalidTenants(reading.left_out[each])))
    if reading.left_out:
        files = shortened(map(tenant_file, sorted(reading.left_out)))
        sys.stderr.write(f"owl: without the tenants whose files are not valid: {files}. `owl check` says why\n")
    return tenants, why_left_out(reading)


def with_valid_catalogue(stack: str | None) -> tuple[Tenants, Reading]:
    """Return the tenants whose files are valid, and the reading, which has the faults of the other files.

    Raises:
        Failure: There is no project or stack, or the catalogue is not valid.
    """
    reading = reading_of_stack(stack)
    if reading.tenants is None:
        raise Failure(str(InvalidTenants(reading.findings)))
    return reading.tenants, reading


def why_left_out(reading: Reading) -> dict[str, str]:
    """Return why each tenant is left out whose file is not valid, by id, in one line each."""
    return {tenant_id: f"its file is not valid: {found[0].found}" for tenant_id, found in reading.left_out.items()}


def in_one_line(left_out: Mapping[str, str]) -> str:
    """Return why tenants are left out, for messages that may have one line only."""
    return "; ".join(f"{tenant_id}: {reason}" for tenant_id, reason in left_out.items())


def readable_tenants_of_stack(stack: str) -> tuple[Tenants | None, tuple[Finding, ...]]:
    """Return the tenants whose files are valid, and what is wrong with the others.

    Without a valid catalogue there are no tenants.

    Raises:
        Failure: There is no project or stack, or the catalogue does not have the stack's environment.
    """
    reading = reading_of_stack(stack)
    return reading.tenants, reading.findings


def reading_of_stack(stack: str | None) -> Reading:
    """Return the tenants' files, as they are in a stack's environment, whether or not they are valid.

    Without a stack, no environment's overrides apply.

    Raises:
        Failure: There is no project or stack, or the catalogue does not have the stack's environment.
    """
    try:
        with progress("reading the tenants' files"):
            return read_tenants(project_directory() / "tenants", environment_of(stack) if stack else None)
    except UnknownEnvironment as error:
        setting = on_stack("pulumi config set owl:environment NAME", str(stack))
        raise Failure(f"stack {stack!r}: owl:environment: {error}: set the stack's environment: {setting}") from None

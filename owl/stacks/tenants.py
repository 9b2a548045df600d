"""The tenants' files, for commands that need them to be valid."""

from owl.failure import Failure
from owl.rendering.on_stack import on_stack
from owl.rendering.progress import progress
from owl.stacks.config import environment_of
from project import project_directory
from tenants.model import Finding, InvalidTenants, Tenants, UnknownEnvironment, load_tenants, read_tenants


def tenants_of_stack(stack: str | None) -> Tenants:
    """Return the tenants of the current project, as they are in a stack's environment.

    Without a stack, no environment's overrides apply.

    Raises:
        Failure: There is no project or stack, or the files are not valid. The message has every finding.
    """
    try:
        with progress("reading the tenants' files"):
            return load_tenants(project_directory() / "tenants", environment_of(stack) if stack else None)
    except UnknownEnvironment as error:
        raise _unknown(stack, error) from None
    except InvalidTenants as error:
        raise Failure(str(error)) from None


def readable_tenants_of_stack(stack: str) -> tuple[Tenants | None, tuple[Finding, ...]]:
    """Return the tenants whose files are valid, and what is wrong with the others.

    Without a valid catalogue there are no tenants.

    Raises:
        Failure: There is no project or stack, or the catalogue does not have the stack's environment.
    """
    try:
        reading = read_tenants(project_directory() / "tenants", environment_of(stack))
    except UnknownEnvironment as error:
        raise _unknown(stack, error) from None
    return reading.tenants, reading.findings


def _unknown(stack: str | None, error: UnknownEnvironment) -> Failure:
    setting = on_stack("pulumi config set owl:environment NAME", str(stack))
    return Failure(f"stack {stack!r}: owl:environment: {error}: set the stack's environment: {setting}")

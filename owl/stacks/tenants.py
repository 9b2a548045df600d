"""The tenants' files, for commands that need them to be right."""

from owl.failure import Failure
from owl.stacks.config import environment_of
from project import project_directory
from tenants.model import InvalidTenants, Tenants, UnknownEnvironment, load_tenants


def tenants_of_stack(stack: str | None) -> Tenants:
    """Read the tenants of the project that the command is run in, as they are in a stack's environment.

    Without a stack they are as they are everywhere, with nobody's overrides.

    Raises:
        Failure: There is no project or stack, or the files are not right; every finding is in it.
    """
    try:
        return load_tenants(project_directory() / "tenants", environment_of(stack) if stack else None)
    except UnknownEnvironment as error:
        remedy = f"name the one the stack is of: pulumi config set owl:environment NAME --stack {stack}"
        raise Failure(f"stack {stack!r}: owl:environment: {error}: {remedy}") from None
    except InvalidTenants as error:
        raise Failure(str(error)) from None

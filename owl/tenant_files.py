"""The tenants' files, for commands that need them to be right."""

from owl.failure import Failure
from owl.stack_settings import project_directory
from tenants import InvalidTenants, Tenants, load_tenants


def read_tenants() -> Tenants:
    """Read the tenants of the project that the command is run in.

    Raises:
        Failure: There is no project, or the files are not right; every finding is in it.
    """
    try:
        return load_tenants(project_directory() / "tenants")
    except InvalidTenants as error:
        raise Failure(str(error)) from None

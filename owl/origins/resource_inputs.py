"""The file and line that declare a resource or one of its inputs: where to look when Twilio's value differs."""

from owl.origins.origin import PROGRAM, File, Origin
from owl.origins.table import RESOURCES
from owl.previews.changes import outermost
from tenants.model import Tenants
from tenants.model.naming import ResourceName, international_part, international_path, is_toll_free


def paths_in_tenant(kind: str, name: str, inputs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields of a tenant's file that some inputs of a resource come from, sorted.

    Args:
        kind: The resource's kind, such as `PhoneNumber`.
        name: Its name in the stack: each of several numbers has its own field.
        inputs: The inputs. Those that do not come from the tenant's file are ignored.
    """
    origins = (_of_input(kind, each) for each in inputs)
    return tuple(sorted({_paths(each, name)[0] for each in origins if each.file is File.TENANT}))


def origin_of(tenants: Tenants, tenant_id: str, kind: str, name: str) -> str:
    """Return the file and line that declare a tenant's resource; empty if no file does."""
    return _where(tenants, tenant_id, RESOURCES[kind].whole, name) if kind in RESOURCES else ""


def origin_of_field(tenants: Tenants, tenant_id: str, kind: str, name: str, field: str) -> str:
    """Return the file and line that declare a field; empty if it comes from the program or the stack's settings.

    Args:
        tenants: The tenants' files.
        tenant_id: The resource's tenant; empty if it belongs to no tenant.
        kind: The resource's kind.
        name: Its name in the stack.
        field: The field's path, such as `message_samples[0]`.
    """
    return _where(tenants, tenant_id, _of_input(kind, outermost(field)), name)


def _of_input(kind: str, name: str) -> Origin:
    return RESOURCES[kind].inputs.get(name, PROGRAM) if kind in RESOURCES else PROGRAM


def _paths(origin: Origin, name: str) -> tuple[str, ...]:
    part = ResourceName.parse(name).part
    if (abroad := international_part(name)) and origin.file is File.TENANT:
        country, _, number_type = abroad.partition("-")
        return (international_path(f"{country.upper()} {number_type}"),)
    if origin.of_further and is_toll_free(name):
        return (_TOLL_FREE,)
    paths = origin.of_further if part and origin.of_further else origin.paths
    return tuple(each.replace("{part}", part) for each in paths)


_TOLL_FREE = "senders.toll_free"
"""The section of a tenant's toll-free number, which is one of its further numbers."""


def _where(tenants: Tenants, tenant_id: str, origin: Origin, name: str) -> str:
    if origin.file in {File.PROGRAM, File.STACK}:
        return ""
    tenant = tenants.by_id.get(tenant_id)
    path = _paths(origin, name)[0]
    if origin.file is File.TENANT:
        return tenants.where(tenant_id, path) if tenant else ""
    if "{package}" in path:
        if tenant is None:
            return ""
        path = path.replace("{package}", tenant.package)
    return tenants.positions[origin.file].where(path) if origin.file in tenants.positions else ""

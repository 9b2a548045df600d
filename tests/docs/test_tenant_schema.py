"""The JSON Schema of a tenant's file is current. `tests/tenants/test_tenant_schema.py` says what it is for."""

from tenants.model import load_tenants
from tenants.model.tenant_schema import NAME, file_text
from tests.docs.documents import REPOSITORY


def test_it_is_current() -> None:
    """The committed schema is what `owl docs` writes, whichever tenants the repository has."""
    tenants = REPOSITORY / "tenants"
    assert (tenants / NAME).read_text("utf-8") == file_text(load_tenants(tenants)), "run `owl docs`"

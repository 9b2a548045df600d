"""The topology of the stack `prod`: a subaccount for each tenant, protected."""

from collections import Counter

from tests.engine.project import Project


def test_each_tenant_has_a_protected_subaccount(prod: Project) -> None:
    """Each tenant has its own subaccount; `destroy` refuses, names the protection, and nothing paid for is lost."""
    subaccounts = [each for each in prod.resources() if each["type"].endswith(":Subaccount")]
    names = {each["outputs"]["friendly_name"] for each in subaccounts}
    assert names == {"prod-alpine-spokes", "prod-freestyle-falcons"}

    refused = prod.destroy()

    assert refused.code != 0
    assert "protected" in refused.text
    assert Counter(each["kind"] for each in prod.open_ledger()) == {"phone_number": 2, "us_app_to_person": 2}
    assert prod.up().code == 0
    assert prod.drift().code == 0

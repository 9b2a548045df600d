"""Who approves a change."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from owl.review.approvers import COMPLIANCE, of_catalogue, of_tenants
from owl.review.fields import FieldChange
from owl.review.side import Side
from owl.review.tenants_changed import Kind, TenantChange


@pytest.mark.parametrize(("section", "is_reviewed"), [("senders", True), ("business", True), ("ring", False)])
def test_what_carriers_review_is_approved_by_compliance(section: str, *, is_reviewed: bool) -> None:
    """Verifications of toll-free numbers and regulatory bundles are submitted as brands and campaigns are."""
    change = TenantChange("acme", Kind.CHANGES, "", fields=(FieldChange((section, "some"), "old", "new", ""),))
    nothing: Any = SimpleNamespace(reading=SimpleNamespace(tenants=None))
    side = Side(Path(), nothing)

    found = list(of_tenants([change], side, side))

    assert found == ([(COMPLIANCE, "what tenants register with the carriers")] if is_reviewed else [])


def test_what_a_country_wants_is_approved_by_compliance() -> None:
    """By that table bundles are submitted."""
    change = FieldChange(("FR", "senders", "mobile", "access"), "bundle", "self-service", "", "countries")

    assert list(of_catalogue([change])) == [(COMPLIANCE, "what other countries want")]

"""What expires soon."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from owl.doctor.check import Verdict
from owl.doctor.facts import TenantFacts
from tenants.model.sections.api_key import ApiKey
from tenants.model.sections.approval import Approval
from tests.owl.doctor.healthy import HEALTHY, NOW, SHOP, STACK, TENANTS, found
from tests.registered import brand_of


def declared(**changes: Any) -> TenantFacts:
    """Return the facts of a tenant whose file says something else."""
    tenant = TENANTS.by_id[SHOP].model_copy(update=changes)
    return replace(HEALTHY, stack=replace(STACK, tenants=replace(TENANTS, by_id={SHOP: tenant})))


@pytest.mark.parametrize(("days", "verdict"), [(-1, Verdict.WARNING), (14, Verdict.WARNING), (15, Verdict.OK)])
def test_an_approval_ends(days: int, verdict: Verdict) -> None:
    """It is named two weeks before."""
    expires = NOW.date() + dt.timedelta(days=days)
    approval = Approval.model_validate(
        {"resource": "brand", "reason": "a new name", "approver": "Dana", "expires": expires.isoformat()}
    )

    assert found("expiry", declared(approvals=(approval,))).verdict is verdict


def test_a_key_is_rotated_each_year() -> None:
    """By the date in the file."""
    old = NOW.date() - dt.timedelta(days=400)

    finding = found("expiry", declared(api_key=ApiKey.model_validate({"rotated_on": old.isoformat()})))

    assert finding.evidence == "the time to rotate the API key ended on 2026-10-20"


def test_a_mock_brand_lasts_30_days() -> None:
    """From the day on which it was approved, 2026-11-02."""
    mock = declared(brand=brand_of(TENANTS.by_id[SHOP]).model_copy(update={"mock": True}))

    assert found("expiry", mock).evidence == "the mock brand ends on 2026-12-02"

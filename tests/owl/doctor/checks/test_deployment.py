"""Files and deployments that are not complete."""

from dataclasses import replace

from owl.doctor.check import Verdict
from tests.owl.doctor.healthy import HEALTHY, STACK, found


def test_a_tenant_deployed_halfway_cannot_send() -> None:
    """The reason is that of the stack."""
    finding = found("deployment", replace(HEALTHY, not_deployed="its last run failed"))

    assert (finding.verdict, finding.evidence) == (Verdict.STOPS, "its last run failed")


def test_a_file_that_is_not_valid_is_a_problem() -> None:
    """Its line is in the evidence, on one line."""
    stack = replace(STACK, tenants=None, file_findings="tenants/x.yaml:3:1\n  wrong")

    finding = found("deployment", replace(HEALTHY, stack=stack))

    assert finding.verdict is Verdict.PROBLEM
    assert "tenants/x.yaml:3:1 wrong" in finding.evidence


def test_a_tenant_without_a_file_is_leaving_or_lost() -> None:
    """Only a person knows which."""
    assert found("deployment", replace(HEALTHY, tenant_id="gone")).verdict is Verdict.WARNING
    assert found("deployment", HEALTHY).verdict is Verdict.OK

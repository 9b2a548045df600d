"""Files and deployments that are not complete."""

from dataclasses import replace
from pathlib import Path

from owl.doctor.check import Verdict
from owl.registration.may_send import half_deployed
from tenants.model import Finding
from tests.owl.doctor.healthy import HEALTHY, SHOP, STACK, found


def test_a_tenant_deployed_halfway_cannot_send() -> None:
    """The words are those of `owl status`."""
    finding = found("deployment", replace(HEALTHY, is_deployed=False, status=half_deployed(SHOP, "prod")))

    assert (finding.verdict, finding.evidence) == (Verdict.STOPS, "can't send: not completely deployed")
    assert finding.remedy.startswith("its last run failed")


def test_a_file_that_is_not_valid_is_a_problem() -> None:
    """Its own finding is the evidence, if there is one, without what to do: `owl check` says that."""
    other = Finding(Path("tenants/x.yaml"), 3, 1, "name", "missing", "add it")
    own = Finding(Path(f"tenants/{SHOP}.yaml"), 4, 1, "ring", "missing", "add it")
    for findings, said in (
        ((other,), "x.yaml:3:1: name: missing"),
        ((other, own), f"{SHOP}.yaml:4:1: ring: missing"),
    ):
        stack = replace(STACK, tenants=None, file_findings=findings)

        finding = found("deployment", replace(HEALTHY, stack=stack))

        assert (finding.verdict, finding.remedy) == (Verdict.PROBLEM, "run `owl check`")
        assert finding.evidence == f"its file or the catalogue is not valid: tenants/{said}"


def test_a_tenant_without_a_file_is_leaving_or_lost() -> None:
    """Only a person knows which."""
    assert found("deployment", replace(HEALTHY, tenant_id="gone")).verdict is Verdict.WARNING
    assert found("deployment", HEALTHY).verdict is Verdict.OK

"""The tenant has a valid file, and all its resources are deployed."""

from owl.doctor.check import Finding, Likelihood, TenantCheck, Verdict
from owl.doctor.facts import TenantFacts
from owl.rendering.one_line import one_line
from tenants.model.naming import tenant_file


def judge(facts: TenantFacts) -> Finding:
    """Check the file and the last deployment."""
    if not facts.is_deployed:
        return Finding(Verdict.STOPS, facts.status.summary, facts.status.remedy)
    tenants, findings = facts.stack.tenants, facts.stack.file_findings
    if tenants is None or (facts.tenant_id not in tenants.by_id and findings):
        own = [each for each in findings if each.file.match(tenant_file(facts.tenant_id))]
        evidence = one_line("".join([each.found for each in (*own, *findings)][:1]))
        return Finding(Verdict.PROBLEM, f"its file or the catalogue is not valid: {evidence}", "run `owl check`")
    if facts.tenant_id not in tenants.by_id:
        remedy = "if it is not leaving, restore its file; if it is, see docs/registration.md"
        return Finding(Verdict.WARNING, "it is deployed, but has no file", remedy)
    return Finding(Verdict.OK, "declared and completely deployed")


check = TenantCheck(__name__, Likelihood.OFTEN, judge)

"""Read what the checklist looks at: all that the doctor reads, the findings of the rules, and what is proven."""

from collections.abc import Sequence

from owl.doctor.check import Verdict
from owl.doctor.diagnosis import diagnose
from owl.doctor.facts import Fact
from owl.doctor.look import look as look_at_stack
from owl.golive.facts import StackGoLive, TenantGoLive
from owl.golive.received import proven
from owl.receiver.of_stack import NothingReceived, received
from owl.stacks.outputs import DeployedStack
from policies.core.judgement import Judgement
from policies.core.project import check_project
from project import project_directory
from providers.core.connection import Connection
from tenants.model import Finding, Tenants


def look(
    stack: DeployedStack,
    twilio: Connection,
    tenants: Tenants | None,
    file_findings: tuple[Finding, ...],
    tenant_ids: Sequence[str],
) -> StackGoLive:
    """Return the stack and these tenants.

    Args:
        stack: The stack.
        twilio: The connection.
        tenants: The tenants whose files are valid; None without a valid catalogue.
        file_findings: What is wrong with the other files.
        tenant_ids: The tenants to look at.
    """
    shared, facts = look_at_stack(stack, twilio, tenants, file_findings, tenant_ids)
    report = diagnose(shared, facts)
    diagnoses = {each.tenant_id: each for each in report.diagnoses}
    findings = check_project(project_directory(), shared.now.date()).judgements
    try:
        with received(stack.name) as connection:
            kept = Fact(proven(connection))
    except NothingReceived as failure:
        kept = Fact(reason=str(failure))
    known = tenants.by_id if tenants else {}

    def of(tenant_id: str) -> tuple[Judgement, ...]:
        return tuple(each for each in findings if each.tenant == tenant_id)

    return StackGoLive(
        stack=stack.name,
        facts=shared,
        problems=tuple(
            f"{each.check}: {each.finding.evidence}" for each in report.stack if each.finding.verdict is Verdict.PROBLEM
        ),
        findings=tuple(each for each in findings if each.tenant not in known),
        proven=kept,
        deployed=tuple(stack.tenant_ids),
        tenants=tuple(
            TenantGoLive(
                each.status.stack,
                each,
                diagnoses[each.tenant_id],
                of(each.tenant_id),
                kept,
                stack.tenant(each.tenant_id).messaging_service_sid if each.is_deployed else "",
            )
            for each in facts
        ),
    )

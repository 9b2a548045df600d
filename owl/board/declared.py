"""What the files say: the tenants, and the findings of `owl check` about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from owl.stacks.tenants import readable_tenants_of_stack
from policies.core.judgement import Judgement
from policies.core.project import check_project, today
from project import project_directory
from tenants.model import Tenants


@dataclass(frozen=True)
class Declared:
    """What the files say.

    Attributes:
        tenants: The tenants whose files are valid; None without a valid catalogue.
        problem: What is wrong with the other files; empty if nothing is.
        findings: What `owl check` finds, by tenant; an empty id for what is no single tenant's.
    """

    tenants: Tenants | None
    problem: str
    findings: Mapping[str, tuple[Judgement, ...]]


def declared(stack: str) -> Declared:
    """Read and check the files of a stack.

    Raises:
        Failure: There is no project or stack.
    """
    tenants, problem = readable_tenants_of_stack(stack)
    findings: dict[str, tuple[Judgement, ...]] = {}
    for each in check_project(project_directory(), today()).judgements:
        name = each.tenant or (each.file.stem if each.file.parent == project_directory() / "tenants" else "")
        findings[name] = (*findings.get(name, ()), each)
    return Declared(tenants, problem, findings)

"""What the files say: the tenants, the findings of `owl check` about them, and which packages they changed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from owl.board.package_changes import PackageChanges, package_changes
from owl.stacks.cells import put_into
from owl.stacks.tenants import readable_tenants_of_stack
from policies.core.judgement import Judgement
from policies.core.project import check_project, today
from project import project_directory
from tenants.model import InvalidTenants, Tenants


@dataclass(frozen=True)
class Declared:
    """What the files say.

    Attributes:
        tenants: The tenants whose files are valid; None without a valid catalogue.
        problem: What is wrong with the other files; empty if nothing is.
        findings: What `owl check` finds, by tenant; an empty id for what is no single tenant's.
        changes: Which packages tenants changed to.
        elsewhere: The tenants whose files put them into another cell of a divided stack.
    """

    tenants: Tenants | None
    problem: str = ""
    findings: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    changes: PackageChanges = field(default_factory=PackageChanges)
    elsewhere: frozenset[str] = frozenset()


def declared(stack: str) -> Declared:
    """Read and check the files of a stack.

    Raises:
        Failure: There is no project or stack.
    """
    directory = project_directory()
    tenants, wrong = readable_tenants_of_stack(stack)
    findings: dict[str, tuple[Judgement, ...]] = {}
    for each in check_project(directory, today()).judgements:
        name = each.tenant or (each.file.stem if each.file.parent == directory / "tenants" else "")
        findings[name] = (*findings.get(name, ()), each)
    here = {each.id for each in put_into(stack, tenants)} if tenants else set()
    elsewhere = frozenset(tenants.by_id if tenants else ()) - here
    return Declared(tenants, str(InvalidTenants(wrong)), findings, package_changes(directory), elsewhere)


def version_of_files() -> tuple[object, ...]:
    """Return what changes with the files, with the day, by which findings expire, and with the commits."""
    directory = project_directory()
    files = [*directory.glob("Pulumi*.yaml"), *directory.glob("policies/*.*"), *directory.glob("tenants/**/*.yaml")]
    files += [directory / ".git" / "logs" / "HEAD"]
    return today(), *sorted((str(file), file.stat().st_mtime_ns) for file in files if file.exists())

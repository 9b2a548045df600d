"""What the files say: the tenants, the findings of `owl check` about them, and which packages they changed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from owl.board.package_changes import PackageChanges, package_changes
from owl.stacks.cells import cell_names, cells_of_stack, stack_of
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
        cells: The cells that the board shows: all of a divided stack, or the stack alone.
        cell_of: The cell that each tenant's file puts it into.
    """

    tenants: Tenants | None
    problem: str = ""
    findings: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)
    changes: PackageChanges = field(default_factory=PackageChanges)
    elsewhere: frozenset[str] = frozenset()
    cells: tuple[str, ...] = ()
    cell_of: Mapping[str, str] = field(default_factory=dict)


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
    cells, shown = cells_of_stack(stack), tuple(cell_names(stack))
    cell_of = {each.id: stack_of(each, cells) for each in tenants or ()}
    return Declared(
        tenants,
        problem=str(InvalidTenants(wrong)),
        findings=findings,
        changes=package_changes(directory),
        elsewhere=frozenset(each for each, cell in cell_of.items() if cell not in shown),
        cells=shown,
        cell_of=cell_of,
    )


def version_of_files() -> tuple[object, ...]:
    """Return what changes with the files, with the day, by which findings expire, and with the commits."""
    directory = project_directory()
    files = [*directory.glob("Pulumi*.yaml"), *directory.glob("policies/*.*"), *directory.glob("tenants/**/*.yaml")]
    files += [directory / ".git" / "logs" / "HEAD"]
    return today(), *sorted((str(file), file.stat().st_mtime_ns) for file in files if file.exists())

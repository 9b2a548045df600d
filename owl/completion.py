"""Shell completion: the names in the project's files. Outside a project there are none."""

from collections.abc import Iterable
from pathlib import Path

from policies.core.stack_files import stack_files
from project import NoProject, project_directory
from tenants.model.yaml_files.yaml_document import read_document


def tenant_ids(incomplete: str) -> list[str]:
    """Return the tenants' ids: the names of their files."""
    return _beginning(incomplete, (file.stem for file in _in_project("tenants", "*.yaml")))


def stack_names(incomplete: str) -> list[str]:
    """Return the stacks that have a settings file."""
    try:
        return _beginning(incomplete, stack_files(project_directory()))
    except NoProject:
        return []


def template_ids(incomplete: str) -> list[str]:
    """Return the ids of the catalogue's message templates."""
    return _beginning(incomplete, _keys("templates"))


def package_ids(incomplete: str) -> list[str]:
    """Return the ids of the catalogue's packages."""
    return _beginning(incomplete, _keys("packages"))


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))


def _in_project(directory: str, pattern: str) -> list[Path]:
    try:
        return list((project_directory() / directory).glob(pattern))
    except NoProject:
        return []


def _keys(catalogue_file: str) -> list[str]:
    found: list[str] = []
    for file in _in_project("tenants/catalogue", f"{catalogue_file}.yaml"):
        found += read_document(file).content or ()  # nothing of an invalid file; `owl check` reports its errors
    return found

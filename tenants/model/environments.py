"""The environments for which a tenant's file may have overrides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tenants.model.layers import ENVIRONMENTS
from tenants.model.yaml_files.finding import Finding, allowed_instead, shown, shown_file
from tenants.model.yaml_files.yaml_document import Document


class UnknownEnvironment(Exception):  # noqa: N818 - the name says what is wrong
    """The catalogue has no such environment. The message lists the known ones.

    Attributes:
        environment: The requested environment.
    """

    def __init__(self, environment: str, known: Iterable[str], isv: Document) -> None:
        self.environment = environment
        super().__init__(f"unknown environment {shown(environment)}; {shown_file(isv.file)} lists {', '.join(known)}")


def known_environments(isv: Document) -> list[str]:
    """Return the environments in the ISV's file, or none if they can't be read."""
    names: Any = isv.value(ENVIRONMENTS)
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def overridden(documents: Iterable[Document], known: Iterable[str]) -> list[str]:
    """Return the known environments for which any tenant's file has overrides."""
    return [name for name in known if any(document.has((ENVIRONMENTS, name)) for document in documents)]


def check_overrides(document: Document, isv: Document) -> None:
    """Report overrides for unknown environments, and overrides inside overrides."""
    known = known_environments(isv)
    names = document.value(ENVIRONMENTS)
    for name in names if isinstance(names, dict) else ():
        if known and name not in known:
            remedy = allowed_instead(name, known)
            document.report_key((ENVIRONMENTS, name), f"unknown environment: not in {shown_file(isv.file)}", remedy)
        inner = (ENVIRONMENTS, name, ENVIRONMENTS)
        if document.has(inner):
            document.report_key(inner, "an environment override can't contain environment overrides", "remove it")


def found_in(plain: Iterable[Finding], by_environment: Iterable[tuple[str, Finding]]) -> list[Finding]:
    """Return each finding once: those of the files without overrides, then those that overrides add.

    If a value is at fault only because of an override elsewhere in the file, the finding names the environments.
    """
    findings = dict.fromkeys(plain)
    names: dict[Finding, list[str]] = defaultdict(list)
    for name, finding in by_environment:
        if finding not in findings:
            names[finding].append(name)
    for finding, where in names.items():
        is_override = finding.path.startswith(f"{ENVIRONMENTS}.")
        note = "" if is_override else f" (in {' and '.join(dict.fromkeys(where))})"
        findings[replace(finding, message=finding.message + note)] = None
    return list(findings)

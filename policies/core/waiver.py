"""Waivers of rules from `policies/waivers.yaml`: who waived which rule, for which tenant, and until when."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from tenants.model.sections.field_types import Date, Identifier, Text
from tenants.model.yaml_files.base_model import BaseModel
from tenants.model.yaml_files.finding import Finding, allowed_instead
from tenants.model.yaml_files.positions import Positions
from tenants.model.yaml_files.validation import validated
from tenants.model.yaml_files.yaml_document import read_document


class Waiver(BaseModel):
    """A temporary exception to a rule."""

    rule: str
    """Id of the rule."""

    tenant: Identifier | None = None
    """The tenant it applies to; if left out, it applies to findings that belong to no tenant."""

    reason: Text
    """Reason for the exception, for reviewers and later readers."""

    owner: Text
    """Name or e-mail address of the person responsible."""

    expires: Date
    """The last day it is valid. After that the rule applies again, and the waiver itself is a finding."""

    def counts(self, today: dt.date) -> bool:
        """Return whether the waiver is valid today."""
        return today <= self.expires


class WaiversFile(BaseModel):
    """The file of waivers."""

    waivers: Annotated[tuple[Waiver, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class Waivers:
    """All waivers.

    Attributes:
        entries: The waivers in the order of the file.
        positions: Their positions in the file, as `waivers[0]`.
    """

    entries: tuple[Waiver, ...] = ()
    positions: Positions = field(default_factory=lambda: Positions(Path("policies/waivers.yaml"), {}))

    def index(self, rule: str, tenant: str | None, today: dt.date) -> int | None:
        """Return the position of the waiver that covers a finding today, if there is one."""
        for index, waiver in enumerate(self.entries):
            if (waiver.rule, waiver.tenant) == (rule, tenant) and waiver.counts(today):
                return index
        return None


def read_waivers(file: Path, rules: Collection[str], tenants: Collection[str]) -> tuple[Waivers, list[Finding]]:
    """Read the waivers, with findings about the file. Without the file there are none.

    Args:
        file: The file.
        rules: The ids of all rules.
        tenants: The ids of all tenants.
    """
    if not file.exists():
        return Waivers(), []
    document = read_document(file)
    content = validated(document, WaiversFile)
    for index, waiver in enumerate(content.waivers if content else ()):
        if waiver.rule not in rules:
            remedy = allowed_instead(waiver.rule, rules)
            document.report(("waivers", index, "rule"), f"there is no rule {waiver.rule!r}", remedy)
        if waiver.tenant is not None and waiver.tenant not in tenants:
            remedy = f"remove the waiver; {allowed_instead(waiver.tenant, tenants)}"
            document.report(("waivers", index, "tenant"), f"there is no tenant {waiver.tenant!r}", remedy)
    entries = content.waivers if content and not document.findings else ()
    return Waivers(entries, document.positions), document.findings

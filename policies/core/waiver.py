"""Waivers: who allowed which rule to be broken, for which tenant, and until when. `policies/waivers.yaml`."""

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
    """Leave to break a rule for a while."""

    rule: str
    """Id of the rule."""

    tenant: Identifier | None = None
    """The tenant it holds for; left out, it is for a finding that belongs to no tenant."""

    reason: Text
    """For whoever reviews it, and for whoever asks later."""

    owner: Text
    """Name or e-mail address of who answers for it."""

    expires: Date
    """The last day it counts. After it the rule holds again, and the waiver itself is a finding: take it out."""

    def counts(self, today: dt.date) -> bool:
        """Whether it allows anything today."""
        return today <= self.expires


class WaiversFile(BaseModel):
    """The file of waivers."""

    waivers: Annotated[tuple[Waiver, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class Waivers:
    """The waivers there are.

    Attributes:
        entries: In the order of the file.
        positions: Where in the file each stands, as `waivers[0]`.
    """

    entries: tuple[Waiver, ...] = ()
    positions: Positions = field(default_factory=lambda: Positions(Path("policies/waivers.yaml"), {}))

    def index(self, rule: str, tenant: str | None, today: dt.date) -> int | None:
        """Give the position of the waiver that allows a finding today, if one does."""
        for index, waiver in enumerate(self.entries):
            if (waiver.rule, waiver.tenant) == (rule, tenant) and waiver.counts(today):
                return index
        return None


def read_waivers(file: Path, rules: Collection[str], tenants: Collection[str]) -> tuple[Waivers, list[Finding]]:
    """Read the waivers, and what is wrong with them. Without the file there are none.

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

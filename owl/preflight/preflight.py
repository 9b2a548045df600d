"""Read a tenant's pages and report what a reviewer will miss."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from owl.preflight.checks import Certainty, Finding, findings
from owl.preflight.deadline import Deadline
from owl.preflight.fetch import Limits, shown_url
from owl.preflight.pages import ReadPage, pages_of, read
from owl.rendering.one_line import one_line
from owl.stacks.files import shown_path
from tenants.model import Tenants


@dataclass(frozen=True)
class Report:
    """What was found on a tenant's pages.

    Attributes:
        tenants: All tenants, with the positions of their fields.
        tenant: The tenant's id.
        pages: The pages that were read.
        findings: What is missing on them.
    """

    tenants: Tenants
    tenant: str
    pages: tuple[ReadPage, ...]
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing for certain."""
        return not self._count(Certainty.MISSING)

    def as_lines(self) -> Iterator[str]:
        """Yield the lines for people: the pages, the findings with file and line, and how many there are."""
        for each in self.pages:
            yield f"{each.page.purpose}: {each.page.url}: {_shown(each)}"
        for finding in self.findings:
            where = self.tenants.where(self.tenant, finding.path)
            subject = f"{finding.url}: " if finding.url else ""
            yield f"{where}: {finding.path}: {subject}{finding.message} ({finding.certainty})"
            yield f"  {finding.fix}"
        yield f"{self._count(Certainty.MISSING)} missing, {self._count(Certainty.UNCLEAR)} unclear."

    def as_values(self) -> dict[str, Any]:
        """Return the report for programs. The keys are stable."""
        positions = self.tenants.positions[self.tenant]
        return {
            "tenant": self.tenant,
            "pages": [
                {
                    "purpose": each.page.purpose.value,
                    "url": each.page.url,
                    "final_url": shown_url(each.answer.url) if each.answer else None,
                    "status": each.answer.status if each.answer else None,
                    "content_type": one_line(each.answer.content_type) if each.answer else None,
                    "bytes": len(each.answer.body) if each.answer else 0,
                }
                for each in self.pages
            ],
            "findings": [
                {
                    "file": shown_path(positions.file),
                    "line": positions.place(each.path)[0],
                    "column": positions.place(each.path)[1],
                    "path": each.path,
                    "url": each.url or None,
                    "certainty": each.certainty.value,
                    "message": each.message,
                    "fix": each.fix,
                }
                for each in self.findings
            ],
        }

    def _count(self, certainty: Certainty) -> int:
        return sum(each.certainty is certainty for each in self.findings)


def preflight_of(tenants: Tenants, tenant: str, *, seconds: float, allow_private: bool) -> Report:
    """Read the pages of a tenant, one after the other.

    Args:
        tenants: All tenants.
        tenant: The tenant's id.
        seconds: How long all pages together may take.
        allow_private: Whether pages on this machine or in its private network are read.
    """
    latest, limits = Deadline(seconds), Limits(allow_private=allow_private)
    declared = tenants.by_id[tenant]
    pages = tuple(read(page, limits, latest) for page in pages_of(declared))
    return Report(tenants, tenant, pages, tuple(findings(declared, pages)))


def _shown(read: ReadPage) -> str:
    if read.answer is None:
        return "can't be read"
    what = "a page" if read.content else read.picture or "neither a page nor a picture"
    moved = f", at {shown_url(read.answer.url)}" if len(read.answer.urls) > 1 else ""
    return f"{read.answer.status}, {what}, {len(read.answer.body):,} bytes{moved}"

"""A report for people."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from owl.doctor.check import Result, Verdict
from owl.doctor.diagnosis import Report, by_likelihood
from owl.rendering.counting import counted
from owl.rendering.on_stack import on_stack
from owl.rendering.one_line import one_line

COLORS = {Verdict.STOPS: "red", Verdict.PROBLEM: "red", Verdict.WARNING: "yellow", Verdict.OK: "green"}
"""The color of each verdict; that of what was not checked is dim."""

_WRONG = frozenset({Verdict.STOPS, Verdict.PROBLEM, Verdict.WARNING})


def of_tenant(report: Report) -> Iterator[RenderableType]:
    """Yield all that is known of one tenant, with what all tenants share, the most likely cause first."""
    [diagnosis] = report.diagnoses
    yield Text(f"{diagnosis.tenant_id}: {one_line(diagnosis.status.registration_status)}")
    yield from _shown(by_likelihood([*diagnosis.results, *report.stack]))


def of_all(report: Report) -> Iterator[RenderableType]:
    """Yield what is wrong, by tenant, the worst first, then what is wrong for all."""
    for diagnosis in report.diagnoses:
        yield Text(f"{diagnosis.tenant_id}: {one_line(diagnosis.status.registration_status)}")
        yield from _shown([each for each in diagnosis.results if each.finding.verdict in _WRONG])
    yield Text("all tenants")
    yield from _shown(report.stack)
    able = sum(each.status.may_send for each in report.diagnoses)
    well = sum(each.verdict not in _WRONG for each in report.diagnoses)
    total = len(report.diagnoses)
    blind = sum(each.finding.verdict is Verdict.NOT_CHECKED for one in report.diagnoses for each in one.results)
    but = f", but {counted(blind, 'check')} could not be made" if blind else ""
    command = on_stack("owl doctor TENANT", report.name)
    yield Text(f"{able} of {total} may send; nothing is wrong with {well}{but}; `{command}` shows all checks")


def _shown(results: Sequence[Result]) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in results:
        verdict = each.finding.verdict
        found = Text(f"{each.check}: {one_line(each.finding.evidence)}")
        if each.finding.remedy:
            found.append(f"\n-> {one_line(each.finding.remedy)}")
        table.add_row(Text(f"  {verdict.value}", COLORS.get(verdict, "dim")), found)
    if results:
        yield table

"""A report for programs."""

from collections.abc import Sequence
from typing import Any

from owl.doctor.check import Result
from owl.doctor.diagnosis import Report


def as_document(report: Report) -> dict[str, Any]:
    """Return the report: keys in a fixed order, the most likely cause first."""
    return {
        "exit_code": int(report.exit_code),
        "stack": _results(report.stack),
        "tenants": [
            {
                "tenant": each.tenant_id,
                "may_send": each.status.may_send,
                "status": each.status.registration_status,
                "verdict": each.verdict.value,
                "needs_person": each.needs_person,
                "checks": _results(each.results),
            }
            for each in report.diagnoses
        ],
    }


def _results(results: Sequence[Result]) -> list[dict[str, str]]:
    return [
        {
            "check": each.check,
            "verdict": each.finding.verdict.value,
            "evidence": each.finding.evidence,
            "remedy": each.finding.remedy,
        }
        for each in results
    ]

"""A checklist for programs."""

from typing import Any

from owl.golive.checklist import Checklist


def as_document(found: Checklist) -> dict[str, Any]:
    """Return the checklist: keys in a fixed order, the rows by part and name."""
    return {
        "exit_code": int(found.exit_code),
        "stack": found.stack,
        "tenants": list(found.tenant_ids),
        "rows": [
            {
                "part": line.part.value,
                "row": line.row,
                "state": line.state.value,
                "outcomes": [
                    {
                        "tenant": tenant,
                        "state": outcome.state.value,
                        "evidence": outcome.evidence,
                        "command": outcome.command,
                    }
                    for tenant, outcome in line.outcomes.items()
                ],
            }
            for line in found.lines
        ],
    }

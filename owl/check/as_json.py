"""The findings as JSON, for programs. The keys are stable."""

import json
from typing import Any

from owl.stacks.files import shown_path
from policies.core.judgement import Judgement
from policies.core.project import Checked


def render(checked: Checked) -> str:
    """Return the number of tenants, the findings in order, and the rules that only the engine evaluates."""
    document = {
        "tenants": checked.tenants,
        "findings": [finding(each) for each in checked.judgements],
        "engine_rules": list(checked.not_evaluated),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def finding(judgement: Judgement) -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "file": shown_path(judgement.file),
        "line": judgement.line,
        "column": judgement.column,
        "path": judgement.path,
        "rule": judgement.rule,
        "level": judgement.level.value,
        "severity": judgement.severity.value,
        "tenant": judgement.tenant,
        "message": judgement.message,
        "quote": judgement.quote,
        "corrected": judgement.corrected,
        "fix": judgement.fix,
    }

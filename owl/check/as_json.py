"""For programs: a JSON object whose keys stay what they are."""

import json
from typing import Any

from owl.stacks.files import shown_path
from policies.core.judgement import Judgement
from policies.core.project import Checked


def render(checked: Checked) -> str:
    """Give the number of tenants, the findings in order, and the rules that only the engine can ask."""
    document = {
        "tenants": checked.tenants,
        "findings": [finding(each) for each in checked.judgements],
        "engine_rules": list(checked.not_evaluated),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def finding(judgement: Judgement) -> dict[str, Any]:
    """Give a finding as plain values."""
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
        "fix": judgement.fix,
    }

"""The findings as SARIF 2.1.0, for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

import json
from typing import Any

from owl.stacks.files import shown_path
from policies.core.judgement import Judgement
from policies.core.project import VALID, Checked
from policies.core.registry import rules
from policies.core.rule import Rule, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_SCORES = {Severity.LOW: "3.0", Severity.MEDIUM: "5.0", Severity.HIGH: "8.0", Severity.CRITICAL: "9.5"}
"""The scores by which GitHub ranks severities."""


def render(checked: Checked) -> str:
    """Return one run, with all rules and findings."""
    described = [_valid_files(), *(_rule(rule) for rule in rules().values())]
    index = {each["id"]: number for number, each in enumerate(described)}
    run = {
        "tool": {"driver": {"name": "owl check", "rules": described}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, index[each.rule]) for each in checked.judgements],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _valid_files() -> dict[str, Any]:
    return {"id": VALID, "shortDescription": {"text": "Files can be read and have valid values"}}


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    pages = [source for source in rule.sources if source.startswith("https://")]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        **({"helpUri": pages[0]} if pages else {}),
        "properties": {"tags": [rule.family], "security-severity": _SCORES[rule.severity]},
    }


def _result(judgement: Judgement, rule: int) -> dict[str, Any]:
    subject = f"{judgement.path}: " if judgement.path else ""
    region = {"startLine": judgement.line, "startColumn": judgement.column}
    place = {"artifactLocation": {"uri": shown_path(judgement.file)}, "region": region}
    return {
        "ruleId": judgement.rule,
        "ruleIndex": rule,
        "level": "error" if judgement.is_fatal else "warning",
        "message": {"text": f"{subject}{judgement.message}. To do: {judgement.fix}"},
        "locations": [{"physicalLocation": place}],
    }

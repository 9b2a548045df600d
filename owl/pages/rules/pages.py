"""Write the pages of the rules."""

import importlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from owl.rendering import drawn_files
from policies.core.registry import rules
from policies.core.rule import Rule, Subject

DIRECTORY = Path("docs", "rules")
"""The pages' path in the project."""


def pages(chosen: Collection[Rule[Any]] | None = None) -> dict[str, str]:
    """Return every page, by file name.

    Args:
        chosen: The project's own rules, for its pages. Default: all rules.
    """
    drawn_rules, own = (rules().values(), False) if chosen is None else (chosen, True)
    templates = drawn_files.template_environment(Path(__file__).parent, {"cell": _cell, "link": _link, "shown": _shown})
    page, index = templates.get_template("rule.md.jinja"), templates.get_template("index.md.jinja")
    drawn = {f"{rule.id}.md": page.render(rule=rule, own=own, **_facts(rule)) for rule in drawn_rules}
    families = list(_families(drawn_rules))
    return drawn | {"README.md": index.render(families=families, own=own, count=len(drawn_rules))}


def write_pages(directory: Path, chosen: Collection[Rule[Any]] | None = None) -> int:
    """Write every page, remove those of deleted rules, and return the number of pages."""
    return drawn_files.write_pages(directory, pages(chosen))


def _families(drawn: Collection[Rule[Any]]) -> Iterator[tuple[str, list[Rule[Any]]]]:
    """Yield each family's description, with its rules."""
    for family in dict.fromkeys(rule.family for rule in drawn):
        words = (importlib.import_module(f"policies.{family}").__doc__ or family.replace("_", " ").title()).strip()
        yield words, [rule for rule in drawn if rule.family == family]


def _facts(rule: Rule[Any]) -> dict[str, Any]:
    properties = type(rule.parameters).model_json_schema().get("properties", {})
    return {
        "source": f"{rule.module.replace('.', '/')}.py",
        "cases": f"tests/policies/cases/{rule.family}/{rule.id}.yaml",
        "runs_on_files": rule.subject is not Subject.RESOURCES,
        "parameters": [
            {"name": name, "default": getattr(rule.parameters, name), "meaning": facts.get("description", "")}
            for name, facts in properties.items()
        ],
    }


def _cell(text: str) -> str:
    """Return a text that can't end its table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def _link(source: str) -> str:
    """Return a text with its addresses as links."""
    return re.sub(r"https://[^\s,;)]+", lambda found: f"<{found[0]}>", source)


def _shown(value: Any) -> str:
    """Return a default as it is written in the settings."""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, sorted(value))) or "none"
    return str(value)

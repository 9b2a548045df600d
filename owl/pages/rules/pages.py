"""Write the pages of the rules."""

import importlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from owl.registration.rejections import error_page
from owl.rendering import drawn_files
from policies import text_figures
from policies.core.registry import rules
from policies.core.rule import Rule, Subject

DIRECTORY = Path("docs", "rules")
"""The pages' path in the project."""

TEXTS = "texts.md"
"""The page on how the product's rules judge labelled texts."""


def pages(chosen: Collection[Rule[Any]] | None = None) -> dict[str, str]:
    """Return every page, by file name: of each rule, the index and, for the product, how they judge labelled texts.

    Args:
        chosen: The project's own rules, for its pages. Default: all rules.
    """
    drawn_rules, own = (rules().values(), False) if chosen is None else (chosen, True)
    templates = drawn_files.template_environment(Path(__file__).parent, {"cell": _cell, "link": _link, "shown": _shown})
    page, index = templates.get_template("rule.md.jinja"), templates.get_template("index.md.jinja")
    drawn = {f"{rule.id}.md": page.render(rule=rule, own=own, **_facts(rule)) for rule in drawn_rules}
    families = list(_families(drawn_rules))
    drawn["README.md"] = index.render(families=families, own=own, count=len(drawn_rules))
    return drawn if own else drawn | {TEXTS: _page_of_texts()}


def write_pages(directory: Path, chosen: Collection[Rule[Any]] | None = None) -> int:
    """Write every page, remove those of deleted rules, and return the number of pages."""
    return drawn_files.write_pages(directory, pages(chosen))


def _page_of_texts() -> str:
    figures = text_figures.recorded()
    templates = drawn_files.template_environment(
        Path(__file__).parent, {"cell": _cell, "share": _share, "error": lambda code: f"[{code}]({error_page(code)})"}
    )
    return templates.get_template("texts.md.jinja").render(
        figures=figures,
        count=sum(each.texts for by_corpus in figures.root.values() for each in by_corpus.values()),
        corpora=text_figures.CORPORA,
        kinds=text_figures.KINDS,
        good=text_figures.GOOD,
        between=text_figures.BETWEEN,
    )


def _share(figure: text_figures.Figure | None) -> str:
    """Return how many texts are refused, with the share of all if they are many."""
    if figure is None:
        return "-"
    share = f" ({figure.refused / figure.texts:.0%})" if figure.texts >= _ENOUGH_FOR_A_SHARE else ""
    return f"{figure.refused} of {figure.texts}{share}"


_ENOUGH_FOR_A_SHARE = 10
"""Of fewer texts, a percentage would say more than is known."""


def _families(drawn: Collection[Rule[Any]]) -> Iterator[tuple[str, list[Rule[Any]]]]:
    """Yield each family's description, with its rules."""
    for family in dict.fromkeys(rule.family for rule in drawn):
        words = (importlib.import_module(f"policies.{family}").__doc__ or family.replace("_", " ").title()).strip()
        yield words, [rule for rule in drawn if rule.family == family]


def _facts(rule: Rule[Any]) -> dict[str, Any]:
    properties = type(rule.parameters).schemas()
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

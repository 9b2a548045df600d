"""The pages of rules are current: one for each rule, and no others."""

from pathlib import Path

from owl.pages.rules import DIRECTORY, pages, write_pages
from owl.rendering import drawn_files
from policies.core.registry import rules
from tests.docs.documents import REPOSITORY

DRAWN = pages()


def test_the_committed_pages_are_current() -> None:
    """The committed pages are what `owl docs` writes."""
    committed = {path.name: path.read_text("utf-8") for path in (REPOSITORY / DIRECTORY).glob("*.md")}

    assert committed == DRAWN, "docs/rules is not what the code says: run `owl docs`"


def test_every_rule_has_a_page_that_the_index_leads_to() -> None:
    """No page is left of a rule that no longer exists."""
    assert {path.stem for path in (REPOSITORY / DIRECTORY).glob("*.md")} == {*rules(), "README", "texts"}
    assert [name for name in rules() if f"[{name}]({name}.md)" not in DRAWN["README.md"]] == []


def test_a_page_says_all_that_a_rule_says() -> None:
    """A page has title, reason, remedy, level, sources, and the parameters with their defaults."""
    rule, page = rules()["street-reuse"], DRAWN["street-reuse.md"]
    for said in (rule.title, rule.why, rule.fix[1:], f"| {rule.level} | {rule.severity} |", *rule.sources):
        assert said in page
    assert "| `most` | 10 | Maximum number of brands at one street address. |" in page


def test_pages_of_rules_that_are_no_more_go(tmp_path: Path) -> None:
    """Afterwards there is exactly one page for each rule, the index, and the page of texts."""
    (tmp_path / "of-old.md").write_text(f"{drawn_files.DRAWN} from policies/tier/of_old.py. -->\n")
    assert write_pages(tmp_path) == len(rules()) + 2
    assert {path.name for path in tmp_path.iterdir()} == DRAWN.keys()

"""Generate docs/rules: a page for each rule, and an index."""

from owl.pages.rules.pages import DIRECTORY, pages, write_pages

__all__ = ["DIRECTORY", "pages", "write_pages"]

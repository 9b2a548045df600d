"""The pages docs/rules: one for each rule, and an index, from the rules and their cases alone."""

from owl.pages.rules.pages import DIRECTORY, pages, write_pages

__all__ = ["DIRECTORY", "pages", "write_pages"]

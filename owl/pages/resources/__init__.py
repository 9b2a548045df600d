"""The pages in docs/resources: what a Twilio resource takes, gives and does, told from its own code alone."""

from owl.pages.resources.pages import DIRECTORY, pages, write_pages

__all__ = ["DIRECTORY", "pages", "write_pages"]

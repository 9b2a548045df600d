"""Generate docs/resources from the code: the inputs, outputs and behavior of each Twilio resource."""

from owl.pages.resources.pages import DIRECTORY, pages, write_pages

__all__ = ["DIRECTORY", "pages", "write_pages"]

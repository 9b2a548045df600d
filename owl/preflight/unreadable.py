"""Why a page can't be read."""


class Unreadable(Exception):  # noqa: N818 - a property of a page, not an error in the program
    """A page can't be read. The message goes on after the page's address: `it redirects in a circle`."""

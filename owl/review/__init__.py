"""What a pull request does to tenants, as a comment on it: from its base, its head, and the engine's previews."""

from owl.review import as_json
from owl.review.base import UnknownBase, base_directory
from owl.review.comment import MARKER, draw
from owl.review.published import PublishedOn
from owl.review.review import Review, review

__all__ = ["MARKER", "PublishedOn", "Review", "UnknownBase", "as_json", "base_directory", "draw", "review"]

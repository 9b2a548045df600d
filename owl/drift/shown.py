"""Values as reports show them: in one line, shortened, redacted."""

import json
from typing import Any

from owl.rendering.one_line import one_line
from redaction.redact import redact, redact_text

LONGEST = 160
"""Characters of a value."""

LONGEST_REASON = 500
"""Characters of an engine's error."""


def shown(value: Any, longest: int = LONGEST) -> str:
    """Return a value as one line; `nothing` for None."""
    if value is None:
        return "nothing"
    value = redact(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    plain = redact_text(one_line(text))
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"

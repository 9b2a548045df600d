"""Structured logs: one JSON document a line on standard error. No text in it can begin a line of its own."""

import json
import logging
from datetime import UTC, datetime

from redaction.redact import redact, redact_text


class JsonLines(logging.Formatter):
    """Writes a record as JSON in ASCII: line breaks and control characters are escaped, and secrets are redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line."""
        document = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact_text(record.getMessage()),
            **redact(getattr(record, "fields", {})),
        }
        if record.exc_info and record.exc_info[0]:
            document["error"] = redact_text(self.formatException(record.exc_info))
        return json.dumps(document, default=str)


def log_as_json() -> None:
    """Write all logs of this process as JSON lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("twilio").setLevel(logging.WARNING)  # below it the SDK logs whole requests
    logging.getLogger("uvicorn").setLevel(logging.ERROR)  # below it any client can fill the log

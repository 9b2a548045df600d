"""Logs refusals, at most one line a second for each reason: a million forged requests must not fill a disk."""

import logging
import time

from owl.receiver.refusal import Reason, Refused

EVERY_SECONDS = 1.0

_log = logging.getLogger(__name__)
_last: dict[Reason, float] = {}
_left_out: dict[Reason, int] = {}


def log_refusal(refused: Refused) -> None:
    """Log a refusal with its reason alone: nothing that the client sent."""
    now, reason = time.monotonic(), refused.reason
    if now - _last.get(reason, float("-inf")) < EVERY_SECONDS:
        _left_out[reason] = _left_out.get(reason, 0) + 1
        return
    _last[reason] = now
    fields = {"reason": reason.label, "status": int(reason.status), "not_logged_before": _left_out.pop(reason, 0)}
    if refused.cause:
        fields["cause"] = refused.cause
    _log.warning("a request was refused", extra={"fields": fields})

"""Failures of calls to Twilio: which can be retried, and what to tell the person who reads them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from typing import TypeVar

from providers.core.error_words import words_for

T = TypeVar("T")

ATTEMPTS = 5
"""Most attempts at a write whose answer got lost."""

_NOT_FOUND = 404
_REFUSED = range(400, 500)


class ResourceError(Exception):
    """An operation on a resource failed; the message says which, why, and what to do."""


class AnswerLost(Exception):  # noqa: N818 - it says what happened
    """A write was sent and no answer came back, so it may or may not have been carried out."""


class AccountGone(Exception):  # noqa: N818 - it says what happened
    """The account is closed or never existed: nothing in it can be reached."""

    status = _NOT_FOUND


class AccountSuspended(Exception):  # noqa: N818 - it says what happened
    """The account is suspended: its own credentials are refused (https://www.twilio.com/docs/api/errors/20003)."""


def is_gone(error: Exception) -> bool:
    """Return whether the error says that the object does not exist."""
    return getattr(error, "status", None) == _NOT_FOUND


def is_refusal(error: Exception) -> bool:
    """Return whether the error says that a call was not carried out: by Twilio, or by us before it was made."""
    return isinstance(error, ResourceError) or getattr(error, "status", None) in _REFUSED


@contextmanager
def gone_already() -> Iterator[None]:
    """Ignore that an object to be deleted is gone: an earlier attempt, or somebody else, deleted it."""
    try:
        yield
    except Exception as error:
        if not is_gone(error):
            raise


def repeated(write: Callable[[], T]) -> T:
    """Make a write that is safe to repeat, and repeat it when its answer is lost.

    Raises:
        AnswerLost: No attempt was answered.
    """
    import stamina  # noqa: PLC0415 - a run that changes nothing never loads it

    for attempt in stamina.retry_context(on=AnswerLost, attempts=ATTEMPTS, wait_initial=0.2, timeout=120.0):
        with attempt:
            return write()
    raise AssertionError("unreachable: the last attempt returns or raises")


class _NotThereError(Exception):
    """Not there yet."""


def awaited(look: Callable[[], T | None], *, looks: int | None = 6, seconds: float = 45) -> T | None:
    """Return what `look` finds, asked at growing intervals; None once looks or seconds are used up."""
    import stamina  # noqa: PLC0415 - as above

    def seen() -> T:
        found = look()
        if found is None:
            raise _NotThereError
        return found

    again = stamina.RetryingCaller(attempts=looks, timeout=seconds, wait_initial=1, wait_max=10, wait_jitter=1)
    try:
        return again(_NotThereError, seen)
    except _NotThereError:
        return None


def explain(error: Exception) -> str:
    """Return in one line what went wrong, and where to read more.

    Twilio's words may repeat what anybody wrote: a line break in them would begin a line of a log, or a command of the
    service that runs the workflow.
    """
    return " ".join("".join(each if each.isprintable() else " " for each in _explained(error)).split())


def _explained(error: Exception) -> str:
    if isinstance(error, AnswerLost):
        return (
            f"no answer from Twilio ({error}), so it may or may not have been carried out: "
            "run again, and whatever was created is found and adopted"
        )
    code, status, message = (getattr(error, name, None) for name in ("code", "status", "msg"))
    if message and (code or status):
        return words_for(code, status, message)
    if isinstance(error, ResourceError | AccountGone) or type(error).__module__.startswith("providers."):
        return "; ".join(str(error).splitlines())
    if (isinstance(error, OSError) and error.errno == ENOSPC) or "disk is full" in str(error):  # the local Twilio's
        return "the disk of this machine is full: make room, and run again"
    if type(error).__module__.startswith("requests."):
        return (
            f"Twilio can't be reached: check the network and its proxy, and run again ({type(error).__name__}: {error})"
        )
    return f"{type(error).__name__}: {error}"

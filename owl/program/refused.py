"""Refusals of the program: it ends before anything that it declared is registered with the engine."""

import os
import traceback
from collections.abc import Callable, Iterable
from typing import NoReturn

import pulumi

from owl.program.language_host import TOLD
from owl.program.record_log import log_with_record
from owl.records import NotApproved, ProgramRefused
from project import InvalidProject
from providers.core import run


class RefusedError(Exception):
    """The program refuses to run.

    Args:
        reason: The reason.
        tenants: The tenants whose files are the reason.
        not_approved: The irreversible steps without an approval, if they are the reason.
    """

    def __init__(self, reason: str, tenants: Iterable[str] = (), not_approved: Iterable[NotApproved] = ()) -> None:
        super().__init__(reason)
        self.record = ProgramRefused(
            sentence=f"stack {pulumi.get_stack()}: {reason}",
            reason=reason,
            tenants=tuple(sorted(set(tenants))),
            not_approved=tuple(not_approved),
        )


def or_leave(step: Callable[[], None]) -> None:
    """Do a step of the program. If it fails, the program ends: the engine would deploy what is declared so far."""
    try:
        step()
    except RefusedError as error:
        _leave(error.record)
    except (pulumi.RunError, InvalidProject) as error:
        _leave(RefusedError(str(error)).record)
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing may be deployed after it
        pulumi.log.debug(run.current().redact(traceback.format_exc()))
        reason = run.current().redact(f"{type(error).__name__}: {error}")
        _leave(RefusedError(f"nothing was changed, because of an error in owl: {reason}").record)


def _leave(record: ProgramRefused) -> NoReturn:
    """End the program before anything it declared is registered with the engine.

    The SDK sends declared resources to the engine when the program yields to the event loop, even after an exception.
    """
    log_with_record(record)
    os._exit(TOLD)

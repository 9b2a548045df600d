"""Failures on demand, without ending a process or waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import stamina

from emulator import embedded
from tests.providers.contract import Killed


def _die() -> None:
    raise Killed


@contextmanager
def trouble_in_process() -> Iterator[None]:
    """Let the local Twilio's fault `kill` raise `Killed`; retry as often as in production, but without a wait."""
    with (
        mock.patch.object(embedded, "_kill_process_group", _die),
        mock.patch.object(embedded.LocalTwilio, "lists_may_lag", True),  # as Twilio's may
        stamina.set_testing(True, attempts=1000, cap=True),
    ):
        yield

"""What a run exports and says of its tenants in the end."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from owl.registration.may_send import SendingStatus


def export_as_one(name: str, values: Mapping[str, Any]) -> None:
    """Export values as one output: in a preview the engine shows an output inside a dict as changed, even if it isn't.

    One secret makes all of them a secret.
    """
    pulumi.export(name, as_one(values))


def as_one(values: Mapping[str, Any]) -> pulumi.Output[Any]:
    """Return values as one output; the SDK would make a list of none."""
    return pulumi.Output.all(**values) if values else pulumi.Output.from_input({})


def line(status: SendingStatus) -> str:
    """Return a tenant's status in one line."""
    return status.registration_status


def line_as_of(seen: Sequence[Any]) -> str:
    """Return a tenant's status with the time of the last look: a run without `--refresh` asks Twilio nothing."""
    status, looked_at = seen
    as_of = f" (as of {dt.datetime.fromisoformat(looked_at):%Y-%m-%d %H:%M} UTC)" if looked_at else ""
    return f"{line(status)}{as_of}"


def tell(statuses: Mapping[str, str]) -> None:
    """Log the status of each tenant: the engine shows outputs only if they have changed."""
    pulumi.log.info("\n".join(f"{name}: {status}" for name, status in sorted(statuses.items())))

"""Options that take a day or a month, and what is said of anything else."""

import datetime as dt
import re
from typing import Any

import typer

from owl.reconciliation.month import Month, parse_month

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_option(name: str, purpose: str) -> Any:
    """Return an option that takes a day.

    Args:
        name: The option, such as `--today`.
        purpose: Its help.
    """
    return typer.Option(name, parser=_day, metavar="YYYY-MM-DD", help=purpose)


def month_option(name: str, purpose: str) -> Any:
    """Return an option that takes a month.

    Args:
        name: The option, such as `--month`.
        purpose: Its help.
    """
    return typer.Option(name, parser=_month, metavar="YYYY-MM", help=purpose)


def _day(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):  # Python takes other forms too, such as 20261201
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is not a day: write YYYY-MM-DD, such as 2026-12-01")


def _month(text: str) -> Month:
    month = parse_month(text)
    if month is None:
        raise typer.BadParameter(f"{text!r} is not a month: write YYYY-MM, such as 2026-11")
    return month

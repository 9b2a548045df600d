"""`owl margin`: the cost and margin of each tenant, at full use or as a month was."""

import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import Annotated, Any, NoReturn

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from finance import (
    InvalidWhatIf,
    WhatIf,
    margin_of_package,
    margin_of_tenant,
    read_what_if,
)
from finance.figures import CEILING, Comparison, dollars, many, one, percent
from owl.calendar_options import month_option
from owl.completion import package_ids, stack_names, tenant_ids
from owl.exit_codes import ExitCode, exit_codes
from owl.failure import Failure
from owl.reconciliation.month import Month
from owl.rendering.console import console
from owl.rendering.formats import Format, FormatOption, JsonOption, as_json
from owl.rendering.unknown_name import there_is_no
from owl.stacks.tenants import valid_tenants_of_stack
from tenants.model import State, Tenants

commands = typer.Typer()

WIDTH = 100
"""The width in columns when the output is not a terminal."""


@commands.command(
    "margin",
    epilog=exit_codes(
        done="the figures were shown",
        failed="no such tenant or package, an invalid --what-if, an invalid file, or a cell or usage that could not be "
        "read",
    ),
)
def margin(  # noqa: PLR0913, PLR0917 - an option each
    tenant: Annotated[
        str | None,
        typer.Argument(help="The tenant's id. Default: all tenants, with a total.", autocompletion=tenant_ids),
    ] = None,
    package: Annotated[
        str | None, typer.Option(help="A package instead of a tenant.", autocompletion=package_ids)
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="Assume another package, template (repeatable), price, message-price or segments.",
        ),
    ] = None,
    from_usage: Annotated[
        Month | None,
        month_option("--from-usage", "A month as it was, from Twilio's usage records, instead of a month at full use."),
    ] = None,
    stack: Annotated[
        str, typer.Option(help="With --from-usage: the stack they are deployed in.", autocompletion=stack_names)
    ] = "dev",
    form: FormatOption = Format.TEXT,
    json: JsonOption = False,  # noqa: FBT002 - an option
) -> None:
    """Show cost, gross profit and margin of a 31-day month in which every allowed message is sent."""
    as_document = json or form is Format.JSON
    if from_usage is not None:
        if package or what_if:
            said = "it is about what was really used: omit --package and --what-if"
            raise typer.BadParameter(said, param_hint="--from-usage")
        _from_usage(stack, from_usage, tenant, as_document=as_document)
    if tenant and package:
        raise typer.BadParameter(
            "give a tenant or --package, not both. To assume another package for a tenant, use --what-if package=...",
            param_hint="--package",
        )
    tenants, left_out = valid_tenants_of_stack(None, needed=tenant)
    try:
        supposed = read_what_if(what_if or [], tenants)
    except InvalidWhatIf as error:
        raise Failure(f"--what-if {error}") from None
    if tenant:
        figures = one("tenant", _of_tenant(tenant, tenants, supposed), supposed)
    elif package:
        figures = one("package", _of_package(package, tenants, supposed), supposed)
    else:
        closed = [each.id for each in tenants if each.state is State.CLOSED]
        figures = many(
            [_of_tenant(each.id, tenants, supposed) for each in tenants if each.id not in closed], supposed, closed
        )
        figures["not_read"] = [{"tenant": each, "reason": reason} for each, reason in left_out.items()]
    if as_document:
        typer.echo(as_json(figures))
    else:
        _print(_all(figures) if "tenants" in figures else _single(figures))
    sys.exit(ExitCode.FAILED if figures.get("not_read") else ExitCode.DONE)


def _from_usage(stack: str, month: Month, tenant: str | None, *, as_document: bool) -> NoReturn:
    """Show the margins of a month as it was, and end the command."""
    from owl.reconciliation.as_table import margin_table  # noqa: PLC0415 - the other figures need no engine
    from owl.reconciliation.figures import figures  # noqa: PLC0415 - as above
    from owl.reconciliation.of_stack import reconcile_stack  # noqa: PLC0415 - as above

    found = reconcile_stack(stack, month, tenant)
    shown = figures(found)
    if as_document:
        typer.echo(as_json(shown))
    else:
        _print(margin_table(shown))
    sys.exit(ExitCode.DONE if found.is_complete else ExitCode.FAILED)


def _print(shown: Iterator[Any]) -> None:
    console(WIDTH, is_fixed=True).print(*shown, sep="\n")


def _of_tenant(name: str, tenants: Tenants, what_if: WhatIf) -> Comparison:
    tenant = tenants.by_id.get(name)
    if tenant is None:
        raise Failure(there_is_no("tenant", name, tenants.by_id))
    supposed = margin_of_tenant(tenant, tenants, what_if) if what_if else None
    return Comparison(name, margin_of_tenant(tenant, tenants), supposed)


def _of_package(name: str, tenants: Tenants, what_if: WhatIf) -> Comparison:
    if name not in tenants.packages:
        raise Failure(f"there is no package {name!r}; there are {', '.join(tenants.packages)}")
    supposed = margin_of_package(name, tenants, what_if) if what_if else None
    return Comparison(name, margin_of_package(name, tenants), supposed)


def _all(figures: dict[str, Any]) -> Iterator[Any]:
    """Yield a table of the tenants, a row each, with the total."""
    compared = figures["what_if"] is not None
    result = ["revenue", "cost", "gross\nprofit", "margin"]
    table = _table()
    table.add_column("tenant", overflow="fold")
    if compared:
        _add_figures(table, [*result, *(f"what if\n{each}" for each in ("revenue", "cost", "profit", "margin"))])
    else:
        table.add_column("package", overflow="fold")
        _add_figures(table, ["messages", "segments\neach", *result, "one-off"])
    for each in figures["tenants"]:
        table.add_row(each["tenant"], *(_compared(each) if compared else _row(each["today"])))
    table.add_section()
    table.add_row("total", *(_compared(figures["total"]) if compared else _row(figures["total"]["today"])))
    yield table
    if compared:
        yield f"what if: {figures['what_if']}"
    if figures["not_counted"]:
        yield f"closed, not counted: {', '.join(figures['not_counted'])}"
    for each in figures["not_read"]:
        yield f"not read: {each['tenant']}: {each['reason']}"
    if any(each and each["cost_is_ceiling"] for each in figures["total"].values()):
        yield CEILING


def _row(today: dict[str, Any]) -> Iterator[str | Text]:
    yield today.get("package", "")
    yield f"{today['messages']:,}"
    yield str(today.get("segments_per_message", ""))
    yield from _result(today)
    yield dollars(today["one_off"])


def _compared(each: dict[str, Any]) -> Iterator[str | Text]:
    yield from _result(each["today"])
    yield from _result(each["supposed"])


def _result(figures: dict[str, Any]) -> Iterator[str | Text]:
    yield dollars(figures["revenue"])
    yield dollars(figures["cost"])
    yield dollars(figures["gross_profit"])
    yield _margin(figures)


def _margin(figures: dict[str, Any]) -> Text:
    """Return the margin, in red if it is a loss. The console leaves the color out where it is no terminal."""
    shown = percent(figures["margin_percent"])
    return Text(shown, style="red" if figures["gross_profit"].startswith("-") else "")


def _single(figures: dict[str, Any]) -> Iterator[Any]:
    """Yield a table of one tenant or package: its costs and its margin."""
    cases = [each for each in (figures["today"], figures["supposed"]) if each]
    yield f"{figures.get('tenant') or 'a tenant for reference'}, a month of {figures['days']} days at full use"
    table = _table()
    table.add_column("", overflow="fold")
    _add_figures(table, ["quantity", "unit price", "amount"])
    _add_figures(table, ["what if\nquantity", "what if\nunit price", "what if\namount"] if cases[1:] else ["price of"])
    for section in ("monthly", "once"):
        for lines in zip_longest(*(each[section] for each in cases)):
            table.add_row(lines[0]["what"], *(cell for line in lines for cell in _cells(line)), *_price_of(lines))
        table.add_section()
        for heading, amounts in _sums(section, cases):
            table.add_row(heading, *(cell for amount in amounts for cell in ("", "", amount)))
        table.add_section()
    yield table
    for heading, each in zip(("today", f"what if {figures['what_if']}"), cases, strict=False):
        yield f"{heading}: {_basis(each)}"
    if any(each["cost_is_ceiling"] for each in cases):
        yield CEILING


def _cells(line: dict[str, Any]) -> tuple[str, str, str]:
    return f"{Decimal(line['quantity']):,}", f"${line['unit_price']}", dollars(line["amount"])


def _price_of(lines: tuple[Any, ...]) -> tuple[str, ...]:
    return (lines[0]["price_of"],) if len(lines) == 1 else ()


def _sums(section: str, cases: list[dict[str, Any]]) -> Iterator[tuple[str, list[str | Text]]]:
    if section == "monthly":
        for key in ("cost", "revenue", "gross_profit"):
            yield key.replace("_", " "), [dollars(each[key]) for each in cases]
        yield "margin", [_margin(each) for each in cases]
    else:
        yield "one-off", [dollars(each["one_off"]) for each in cases]
        if any(Decimal(each["one_off"]) for each in cases):
            yield "earned back", [_months(each["months_to_earn_back"]) for each in cases]


def _basis(case: dict[str, Any]) -> str:
    segments = case["segments_per_message"]
    each = "1 segment" if segments == 1 else f"{segments} segments"
    longest = f", as {case['longest_template']} at its longest" if case["longest_template"] else ""
    return f"{case['package']}, {case['messages_per_day']:,} messages a day, each of {each}{longest}"


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0)


def _add_figures(table: Table, headings: list[str]) -> None:
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)


def _months(months: int | None) -> str:
    if months is None:
        return "never"
    return "in 1 month" if months == 1 else f"in {months} months"

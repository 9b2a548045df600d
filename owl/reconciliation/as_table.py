"""A reconciliation as tables: one of all tenants, or the lines of one."""

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.table import Table

from finance.figures import dollars, percent
from owl.rendering.counting import counted
from owl.rendering.on_stack import on_stack


def as_tables(figures: dict[str, Any], stack: str) -> Iterator[Any]:
    """Yield the table of all tenants of a stack with its notes; of a single one, its lines before them."""
    so_far = "" if figures["is_over"] else ", so far"
    if len(figures["tenants"]) == 1:
        [tenant] = figures["tenants"]
        yield f"{tenant['tenant']}, {figures['month']}{so_far}"
        yield _lines(tenant)
    else:
        yield f"{figures['month']}{so_far}"
        yield _tenants(figures)
    yield from _notes(figures, stack)


def margin_table(figures: dict[str, Any]) -> Iterator[Any]:
    """Yield a table of the margins as they were."""
    table = _table(["revenue", "cost", "gross\nprofit", "margin", "full use\ncost", "full use\nmargin"])
    rows = [(each["tenant"], each["full_use"], each["as_it_was"]) for each in figures["tenants"]]
    if len(rows) > 1:
        rows.append(("total", figures["total"]["full_use"], figures["total"]["as_it_was"]))
    for name, full, used in rows:
        if name == "total":
            table.add_section()
        table.add_row(
            name,
            dollars(used["revenue"]),
            dollars(used["cost"]),
            dollars(used["gross_profit"]),
            percent(used["margin_percent"]),
            dollars(full["cost"]),
            percent(full["margin_percent"]),
        )
    yield f"{figures['month']}{'' if figures['is_over'] else ', so far'}, from Twilio's usage records"
    yield table
    yield from _missing(figures)


def _tenants(figures: dict[str, Any]) -> Table:
    table = _table(["messages", "allowance", "days at\nallowance", "alerts", "full use\ncost", "cost", "margin"])
    for each in figures["tenants"]:
        table.add_row(
            each["tenant"],
            f"{each['messages']:,}",
            f"{each['allowance']:,}",
            str(len(each["days_at_allowance"])),
            "" if each["alerts_received"] is None else str(each["alerts_received"]),
            dollars(each["full_use"]["cost"]),
            dollars(each["as_it_was"]["cost"]),
            percent(each["as_it_was"]["margin_percent"]),
        )
    total = figures["total"]
    table.add_section()
    table.add_row(
        "total",
        f"{total['as_it_was']['messages']:,}",
        f"{sum(each['allowance'] for each in figures['tenants']):,}",
        "",
        "",
        dollars(total["full_use"]["cost"]),
        dollars(total["as_it_was"]["cost"]),
        percent(total["as_it_was"]["margin_percent"]),
    )
    return table


def _lines(tenant: dict[str, Any]) -> Table:
    table = _table(["full use", "as it was", "difference"])
    table.add_column("why", overflow="fold")
    for line in tenant["lines"]:
        amounts = (dollars(line[name]) for name in ("full_use", "used", "difference"))
        table.add_row(line["charge"], *amounts, line["reason"])
    table.add_section()
    full, used = tenant["full_use"], tenant["as_it_was"]
    for name in ("cost", "revenue", "gross_profit"):
        table.add_row(name.replace("_", " "), dollars(full[name]), dollars(used[name]))
    table.add_row("margin", percent(full["margin_percent"]), percent(used["margin_percent"]))
    return table


def _notes(figures: dict[str, Any], stack: str) -> Iterator[str]:
    for each in figures["tenants"]:
        reached, alerts = len(each["days_at_allowance"]), each["alerts_received"]
        if reached:
            above = f", {each['above_allowance']:,} messages above it" if each["above_allowance"] else ""
            days = counted(reached, "day")
            yield f"{each['tenant']} reached its allowance of {each['allowance_per_day']:,} on {days}{above}"
        if alerts is not None and alerts != reached:
            due = counted(reached, "usage alert")
            doctor = on_stack(f"owl doctor {each['tenant']}", stack)
            yield f"{each['tenant']}: {due} due, {alerts} raised: see `{doctor}`"
    if figures["billed_by_twilio"] is not None:
        elsewhere = figures["billed_outside_this_report"]
        rest = "" if elsewhere is None else f", {dollars(elsewhere)} of it outside this table"
        yield f"Twilio billed {dollars(figures['billed_by_twilio'])} in all{rest}"
    if any(
        line["source"] == "price book" and line["used"] != "0.00"
        for each in figures["tenants"]
        for line in each["lines"]
    ):
        yield "What Twilio has not billed is calculated from the price book; --format json and csv say which lines"
    yield from _missing(figures)


def _missing(figures: dict[str, Any]) -> Iterator[str]:
    for each in figures["unread_cells"]:
        yield f"not read: all tenants of {each['stack']}: {each['reason']}"
    for each in figures["not_read"]:
        yield f"not read: {each['tenant']}: {each['reason']}"
    if figures["not_counted"]:
        yield f"not counted, because they have no file: {', '.join(figures['not_counted'])}"
    if figures["not_yet"]:
        yield f"not counted, because their account is younger: {', '.join(figures['not_yet'])}"


def _table(headings: list[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=0)
    table.add_column("", overflow="fold")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table

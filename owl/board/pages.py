"""Turns a board into HTML. Every value is escaped, and the style is part of the page."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment
from markupsafe import Markup

from finance import figures
from owl.board.board import Board
from owl.board.chart import Bars, Chart
from owl.board.history import History
from owl.board.packages import package_use
from owl.board.received import error_codes
from owl.board.runbook import runbook
from owl.board.tenant_row import NOT_ASKED, Order, Selection, TenantRow
from owl.doctor.check import Verdict
from owl.registration.progress import Stage
from owl.rendering.drawn_files import template_environment
from owl.sending import meaning

TEMPLATES = Path(__file__).parent / "templates"
PER_PAGE = 100
"""How many tenants a page of the served board has."""

MOST_IN_ONE_FILE = 200
"""How many tenants have a page in one file: those that need attention first. A browser takes seconds for thousands."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Characters that control a terminal or the direction of writing, or that no page may contain."""

_LINK_OR_CODE = re.compile(r"(?P<url>https://[^\s<>\"'`),;]*[^\s<>\"'`),;.])|`(?P<code>[^`\n]+)`")
_MAY_SEND = "may send: "


def visible(text: str) -> str:
    """Return a text in which invisible characters are replaced by their code points."""
    return _INVISIBLE.sub(lambda found: f"U+{ord(found[0]):04X}", text)


def with_links(text: object) -> Markup:
    """Return a text in which addresses are links, and words between backticks are code."""
    parts, end = [], 0
    shown = visible(str(text))
    for found in _LINK_OR_CODE.finditer(shown):
        parts.append(Markup.escape(shown[end : found.start()]))
        if found["code"]:
            parts.append(Markup("<code>{}</code>").format(found["code"]))
        else:
            parts.append(Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(found["url"]))
        end = found.end()
    return Markup("").join([*parts, Markup.escape(shown[end:])])


@dataclass(frozen=True)
class Links:
    """Where the parts of the board are: in one file, or served.

    Attributes:
        is_served: Whether it is served.
        in_file: The tenants that have a page in the file.
    """

    is_served: bool
    in_file: frozenset[str] = frozenset()

    @property
    def home(self) -> str:
        """All tenants."""
        return "/" if self.is_served else "#tenants"

    @property
    def insights(self) -> str:
        """The insights of all tenants."""
        return "/insights" if self.is_served else "#insights"

    @property
    def packages(self) -> str:
        """The use of the packages."""
        return "/packages" if self.is_served else "#packages"

    def has(self, tenant_id: str) -> bool:
        """Return whether a tenant has a page."""
        return self.is_served or tenant_id in self.in_file

    def tenant(self, tenant_id: str) -> str:
        """Return where a tenant is."""
        return f"/tenants/{quote(tenant_id)}" if self.is_served else f"#tenant-{tenant_id}"

    def try_it(self, tenant_id: str) -> str:
        """Return where a tenant's test message is sent from."""
        return f"{self.tenant(tenant_id)}/test-message"

    def add_contact(self, tenant_id: str) -> str:
        """Return where a contact is added to a tenant."""
        return f"{self.tenant(tenant_id)}/contacts"

    def message(self, tenant_id: str, sid: str) -> str:
        """Return where a message is followed."""
        return f"{self.tenant(tenant_id)}/messages/{quote(sid)}"


@dataclass(frozen=True)
class Table:
    """The table of tenants, as it is searched, filtered, sorted and divided into pages.

    Attributes:
        board: The board.
        chosen: What is selected.
        form: Whether another selection can be made: only where the board is served.
    """

    board: Board
    chosen: Selection
    form: bool
    orders = tuple(Order)

    @cached_property
    def found(self) -> list[TenantRow]:
        """The tenants that are selected, on all pages."""
        return self.chosen.of(self.board.rows)

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        return max(1, -(-len(self.found) // PER_PAGE))

    @property
    def page(self) -> int:
        """The page that is shown."""
        return min(self.chosen.page, self.last_page)

    @property
    def rows(self) -> list[TenantRow]:
        """The tenants of the page; in one file, all."""
        return self.found[(self.page - 1) * PER_PAGE : self.page * PER_PAGE] if self.form else self.found

    @property
    def caption(self) -> str:
        """What the table shows."""
        of_all = "" if len(self.found) == len(self.board.rows) else f" of {len(self.board.rows):,}"
        tenants = "tenant" if len(self.found) == 1 and not of_all else "tenants"
        return f"{len(self.found):,}{of_all} {tenants}, {self.chosen.order.words}. Days are in UTC."

    def link(self, page: int) -> str:
        """Return where another page of the same selection is."""
        query = {
            "text": self.chosen.text,
            "package": self.chosen.package,
            "ring": self.chosen.ring,
            "status": self.chosen.status,
            "order": self.chosen.order.value,
            "page": str(page),
        }
        return f"/?{urlencode({name: value for name, value in query.items() if value})}"

    @property
    def packages(self) -> list[str]:
        """The packages that tenants have."""
        return sorted({row.package for row in self.board.rows} - {""})

    @property
    def rings(self) -> list[str]:
        """The rings that tenants are in."""
        return sorted({row.ring for row in self.board.rows} - {""})

    @property
    def statuses(self) -> list[str]:
        """The statuses that tenants have."""
        return sorted({row.status for row in self.board.rows})


def in_one_file(board: Board) -> list[TenantRow]:
    """Return the tenants that have a page in one file."""
    return Selection().of(board.rows)[:MOST_IN_ONE_FILE]


def one_file(board: Board, histories: Mapping[str, History]) -> str:
    """Return the board as one file, which loads nothing from elsewhere.

    Args:
        board: The board.
        histories: What was received about each tenant that has a page in the file.
    """
    policy = f"default-src 'none'; style-src '{source_of(style())}'; img-src data:; base-uri 'none'; form-action 'none'"
    rows = in_one_file(board)
    values = _common(board, Links(is_served=False, in_file=frozenset(row.tenant_id for row in rows)))
    values |= {"selection": Table(board, Selection(), form=False), "in_file": rows, "histories": histories}
    return _environment().get_template("one_file.html.jinja").render(**values, policy=policy)


def page(name: str, board: Board, **values: Any) -> str:
    """Return a page of the served board.

    Args:
        name: Its template in `templates/pages`, without its ending.
        board: The board.
        values: What else the template needs.
    """
    template = _environment().get_template(f"pages/{name}.html.jinja")
    return template.render({"here": "", **_common(board, Links(is_served=True)), **values})


@cache
def style() -> Markup:
    """Return the style of all pages."""
    return Markup((TEMPLATES / "board.css").read_text("utf-8"))  # noqa: S704 - a file of this project's own


@cache
def script() -> Markup:
    """Return the script that follows a message. Nothing needs it: a link does the same."""
    return Markup((TEMPLATES / "follow.js").read_text("utf-8"))  # noqa: S704 - a file of this project's own


def source_of(text: str) -> str:
    """Return the source by which a page's policy allows a text within it: its hash."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _common(board: Board, links: Links) -> dict[str, Any]:
    tenants = board.declared.tenants
    return {
        "board": board,
        "isv": tenants.isv.name if tenants else "The ISV",
        "links": links,
        "style": style(),
    }


@cache
def _environment() -> Environment:
    filters = {
        "dollars": figures.dollars,
        "margin": figures.percent,
        "to_look_at": _to_look_at,
        "tone": _tone,
        "with_links": with_links,
        "without_status": lambda text: str(text).removeprefix(_MAY_SEND),
    }
    environment = template_environment(TEMPLATES, filters)
    environment.autoescape = True
    environment.finalize = _finalized
    environment.globals |= {
        "charts": charts,
        "error_codes": error_codes,
        "meaning": meaning,
        "package_use": package_use,
        "runbook": runbook,
    }
    return environment


def _finalized(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def charts(board: Board, tenant_id: str | None) -> list[Chart]:
    """Return the charts of a tenant, or of all tenants."""
    series = board.counted.series(tenant_id)
    days = [day for day, _ in series]
    return [
        Chart(
            "Messages",
            days,
            (
                Bars("delivered", [each.delivered for _, each in series]),
                Bars("not delivered", [each.failed for _, each in series]),
            ),
        ),
        Chart("Opt-outs", days, (Bars("opt-outs", [each.opt_outs for _, each in series]),)),
        Chart("Error events", days, (Bars("error events", [each.errors.total() for _, each in series]),)),
    ]


def _tone(row: TenantRow) -> str:
    """Return the class of a tenant's status in the page's style."""
    if row.status in {NOT_ASKED, Stage.NOT_DEPLOYED, Stage.ON_TRIAL}:
        return "note"
    if row.status in {Stage.IN_REVIEW, Stage.WAITING}:
        return "warn"
    return "good" if _MAY_SEND.startswith(row.status) else "bad"


def _to_look_at(row: TenantRow) -> str:
    """Return what a person should look at, in a few words."""
    said = []
    if row.verdict not in {None, Verdict.OK, Verdict.NOT_CHECKED}:
        said.append(f"doctor: {row.verdict}")
    if row.mandatory:
        said.append(f"{row.mandatory} mandatory finding{'' if row.mandatory == 1 else 's'}")
    if row.advisory:
        said.append(f"{row.advisory} advisory finding{'' if row.advisory == 1 else 's'}")
    if row.drift:
        said.append(f"drift in {row.drift} object{'' if row.drift == 1 else 's'}")
    nothing = "nothing" if row.drift is not None else "nothing, but drift was not looked at"
    return ", ".join(said) or nothing

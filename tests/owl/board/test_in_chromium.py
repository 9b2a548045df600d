"""The board in a real Chromium: at 3, 150 and 1,000 tenants, light and dark, wide and narrow, by keyboard, printed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from owl.board.board import Board
from owl.board.history import History
from owl.board.of_stack import history_of
from owl.board.pages import in_one_file, one_file
from owl.receiver.database import open_database
from owl.receiver.tables import messages
from owl.stacks.receiver_database import ReceiverDatabase
from tests.owl.board.browser import (
    chromium,
    needs_chromium,
    opened,
    overflows,
    show_on_a_desk_by_day,
    show_on_a_phone_at_night,
    violations,
)
from tests.owl.board.sample import board_of, copies
from tests.owl.board.served import served
from tests.owl_inc import put_owl_inc
from tests.profiles import is_thorough, thorough

pytestmark = needs_chromium

SHOP = "freestyle-falcons"
WAYS = (show_on_a_desk_by_day, show_on_a_phone_at_night)
PAPER = 680
"""The width of A4 paper in pixels, without its margins."""

HOSTILE = (
    "</script><script>document.title = 'taken over'</script>",
    "\"'><img src=x onerror=\"document.title='taken over'\"><a href='javascript:alert(1)'>",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{POP DIRECTIONAL FORMATTING} \x1b[31m\x00 {{ 7 * 7 }} </bdi></style>",
    "מרץ \N{HEBREW LETTER ALEF}" + "x" * 40,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Board]:
    """Return a board with a receiver's database; the arguments are those of `copies` and `board_of`."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'receiver-dev.sqlite'}")

    def made(count: int, names: tuple[str, ...] = (), replies: tuple[str, ...] = ("STOP",)) -> Board:
        return board_of(tmp_path, copies(count, names), replies=replies)

    return made


def _file(board: Board, directory: Path) -> str:
    histories = {row.tenant_id: history_of(board, row.tenant_id) for row in in_one_file(board)[:3]}
    histories |= {row.tenant_id: History() for row in in_one_file(board)[3:]}
    path = directory / "board.html"
    path.write_text(one_file(board, histories), "utf-8")
    return path.as_uri()


def test_axe_finds_nothing(browser: Browser, board: Callable[..., Board], tmp_path: Path) -> None:
    """In the file and as it is served, each page: wide and light, or narrow and dark; both with `thorough`.

    What the file shows in one way, the served pages show in the other.
    """
    three = board(3)
    file = _file(three, tmp_path)
    with served(three) as url:
        for where, show in {
            file: show_on_a_desk_by_day,
            f"{file}#tenant-cadence-running": show_on_a_phone_at_night,
            f"{url}/": show_on_a_phone_at_night,
            f"{url}/insights": show_on_a_desk_by_day,
            f"{url}/packages": show_on_a_phone_at_night,
            f"{url}/tenants/alpine-spokes": show_on_a_desk_by_day,
            f"{url}/tenants/alpine-spokes/test-message": show_on_a_phone_at_night,
            f"{url}/tenants/alpine-spokes/contacts": show_on_a_desk_by_day,
        }.items():
            with opened(browser, where) as page:
                for each in WAYS:
                    each(page)
                    assert overflows(page) == 0, where
                for each in WAYS if is_thorough() else (show,):
                    each(page)
                    assert violations(page) == [], where


def test_a_fault_is_found(browser: Browser) -> None:
    """In the last of many rows too, although axe does not get those that are the same."""
    rows = f"{'<li>fine</li>' * 50}<li><img src='data:,'><a href='%23nowhere'>to nowhere</a></li>"
    fault = (
        f"data:text/html,<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1><ul>{rows}</ul></main>"
    )
    with opened(browser, fault) as page:
        assert {rule for rule, _ in violations(page)} == {"reference", "image-alt"}


@pytest.mark.parametrize("count", [150, pytest.param(1000, marks=thorough)])
def test_many_tenants(browser: Browser, board: Callable[..., Board], tmp_path: Path, count: int) -> None:
    """The file has all of them, and the served page the first hundred: search, filter and sort find the others."""
    many = board(count)
    with opened(browser, _file(many, tmp_path)) as page:
        assert page.locator("table.cards tbody tr").count() == count
        assert violations(page) == []
    with served(many) as url:
        with opened(browser, f"{url}/") as page:
            assert page.locator("table.cards tbody tr").count() == 100
            assert violations(page) == []
        with opened(browser, f"{url}/?order=name&page=2") as page:
            page.get_by_role("searchbox", name="Name or id").fill("PINE pedal")
            page.get_by_role("combobox", name="Package").select_option("bronze")
            page.get_by_role("combobox", name="Sort by").select_option("today")
            page.get_by_role("button", name="Show").click()
            found = [row for row in many.rows if row.tenant_id.startswith("pedal-and-pine")]
            assert f"{len(found)} of {count:,} tenants, most used today" in page.locator("caption").inner_text()
            [first, *_] = page.locator("table.cards tbody th .soft").all_inner_texts()
            assert first.startswith(max(found, key=lambda row: (row.used_percent or 0, row.tenant_id)).tenant_id[:14])


def test_words_of_anybody_stay_words(browser: Browser, board: Callable[..., Board], tmp_path: Path) -> None:
    """Names of tenants and texts of customers run nothing, load nothing, and turn no other text around."""
    hostile = board(7, names=HOSTILE, replies=(*HOSTILE, "12-3456789 is our EIN"))
    first = next(iter(hostile.by_id))
    with served(hostile) as url:
        for where in (_file(hostile, tmp_path), f"{url}/", f"{url}/tenants/{first}"):
            with opened(browser, where) as page:
                assert page.title().endswith("stack dev")
                assert page.locator("img").count() == 0
                assert page.locator("script").count() == 0
                assert page.locator("a[href^='javascript']").count() == 0
                text = page.content()
                assert "U+202E" in text
                assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text
                assert "{{ 7 * 7 }}" in text
                assert "12-3456789" not in text
        with opened(browser, f"{url}/?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&order=nonsense&page=-1") as page:
            assert page.get_by_label("Name or id").input_value() == '"><script>alert(1)</script>'
            assert page.get_by_text("No tenant is selected.").is_visible()


def test_by_keyboard_and_printed(browser: Browser, board: Callable[..., Board], tmp_path: Path) -> None:
    """The first key leads to the content, links have a visible focus. Paper has a table and no form."""
    seven = board(7)
    with opened(browser, _file(seven, tmp_path)) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.emulate_media(media="print")
        assert not page.get_by_role("navigation").first.is_visible()
        assert page.locator("table.cards").is_visible()
    with served(seven) as url, opened(browser, f"{url}/", width=PAPER) as page:
        page.emulate_media(media="print")
        assert not page.locator("form").is_visible()
        assert page.locator("table.cards thead").is_visible(), "the layout of a phone takes four pages"
        assert overflows(page) == 0


def test_forms_and_the_script(
    browser: Browser, board: Callable[..., Board], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser's own form writes the file; a message's page moves on to its final status without a click."""
    project = tmp_path / "project"
    put_owl_inc(project)
    monkeypatch.chdir(project)
    seven = board(7)
    engine = open_database(ReceiverDatabase(f"sqlite:///{tmp_path / 'receiver-dev.sqlite'}", "dev"))
    with engine.begin() as transaction:
        of_shop = messages.c.tenant == SHOP
        sid = transaction.scalar(select(messages.c.sid).where(of_shop).limit(1))
        transaction.execute(messages.update().where(messages.c.sid == sid).values(status="sent"))
    with served(seven) as url:
        with opened(browser, f"{url}/tenants/{SHOP}/contacts") as page:
            typed = {"contact_id": "bo", "name": "Bo", "phone_number": "+14155550177", "recorded_by": "Dolores"}
            for name, value in (typed | {"given_at": "2026-11-20T10:30"}).items():
                page.locator(f"[name={name}]").fill(value)
            page.get_by_role("button").click()
            assert f"bo is in tenants/{SHOP}.yaml" in page.get_by_role("status").inner_text()
        assert "+14155550177" in (project / "tenants" / f"{SHOP}.yaml").read_text("utf-8")
        with opened(browser, f"{url}/tenants/{SHOP}/messages/{sid}") as page:
            assert "sent" in page.locator("#message strong").inner_text()
            with engine.begin() as transaction:
                transaction.execute(messages.update().where(messages.c.sid == sid).values(status="delivered"))
            page.locator("#message[data-final] strong", has_text="delivered").wait_for()
            assert violations(page) == []
    engine.dispose()

"""A real Chromium, and what it notices on a page: errors, faults of accessibility, what is wider than the screen."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
"""Debian's package, or what GitHub's runners have. Playwright's own download is not used."""

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: run `make programs`")

WIDE, NARROW = 1280, 390


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, url: str, *, width: int = WIDE) -> Iterator[Page]:
    """Open a page, and make sure at the end that nothing went wrong on it."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.set_default_timeout(600_000)  # how long a thousand tenants take depends on how busy the machine is
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(url)
        yield page
        assert said == []
        origin = url.split("/", 3)[:3]
        assert [each for each in asked if each.split("/", 3)[:3] != origin and not each.startswith("data:")] == []
    finally:
        page.close()


def show_on_a_desk_by_day(page: Page) -> None:
    """Show a page wide and light."""
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.emulate_media(color_scheme="light")


def show_on_a_phone_at_night(page: Page) -> None:
    """Show a page narrow and dark."""
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.emulate_media(color_scheme="dark")


def violations(page: Page) -> list[tuple[str, Any]]:
    """Return what axe finds: each rule with the first element that violates it. The page has fewer elements afterwards.

    Axe looks at each element for milliseconds, and a thousand tenants have the same ones over and over. So references
    are checked in the whole page, and axe gets one of all siblings that differ in nothing but words and numbers.
    """
    found = [("reference", each) for each in page.evaluate(_BROKEN_REFERENCES)]
    page.evaluate(_KEEP_ONE_OF_EACH)
    result = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return found + [(each["id"], each["nodes"][0]["html"]) for each in result["violations"]]


_BROKEN_REFERENCES = """() => {
    const known = new Set();
    const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
    const twice = ids.filter(each => known.has(each) || !known.add(each));
    const named = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"];
    const missing = named.flatMap(name => [...document.querySelectorAll(`[${name}]`)]
        .flatMap(each => each.getAttribute(name).split(/\\s+/)).filter(each => each && !known.has(each)));
    const links = [...document.querySelectorAll("a[href^='#']")].map(each => each.getAttribute("href").slice(1));
    return [...twice, ...missing, ...links.filter(each => each && !known.has(each))];
}"""

_KEEP_ONE_OF_EACH = """() => {
    const told = new Set(["class", "role", "scope", "type", "style", "colspan", "rowspan", "aria-current"]);
    const shape = node => {
        if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "words" : "";
        if (node.nodeType !== Node.ELEMENT_NODE) return "";
        const seen = new Set();
        for (const each of [...node.childNodes]) {
            const its = shape(each);
            if (its && its !== "words" && seen.has(its)) each.remove();
            seen.add(its);
        }
        const attributes = [...node.attributes].map(({name, value}) => told.has(name) ? name + value : name);
        return `<${node.localName} ${attributes.join(" ")}>${[...seen].join("")}</>`;
    };
    shape(document.body);
}"""


def overflows(page: Page) -> int:
    """Return by how many pixels the page, or a table in it, is wider than there is room: that part is cut off."""
    return int(page.evaluate(_TOO_WIDE))


_TOO_WIDE = """() => Math.max(...[document.documentElement, ...document.querySelectorAll(".scroll")]
    .filter(each => each.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
    .map(each => each.scrollWidth - each.clientWidth))"""

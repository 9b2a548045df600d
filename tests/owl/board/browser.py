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
def opened(browser: Browser, url: str, *, width: int = WIDE, dark: bool = False) -> Iterator[Page]:
    """Open a page, and make sure at the end that nothing went wrong on it."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    said: list[str] = []
    asked: list[str] = []
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


def violations(page: Page) -> list[tuple[str, Any]]:
    """Return what axe finds: each rule with the first element that violates it."""
    return [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]


def overflows(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

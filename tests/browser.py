"""A headless Chromium for tests of pages: what it shows, what it logs, and what it asks for.

Uses the Chromium of the system (`apt-get install chromium`); nothing is downloaded.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Window:
    """A page in the browser with everything that went wrong or left it.

    Attributes:
        page: the page, to drive.
        faults: errors and warnings of the console, uncaught errors, and dialogs that opened.
        requests: addresses that it asked for, but for files of its own folder.
    """

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: Path) -> "Window":
        """Open a file, and forget what went before."""
        self.page.goto(path.as_uri())
        return self

    def count(self, selector: str) -> int:
        """How many elements of a selector can be seen."""
        return self.page.locator(f"{selector}:visible").count()

    def texts(self, selector: str) -> list[str]:
        """The texts of the elements that can be seen, on one line each."""
        found = self.page.locator(f"{selector}:visible").all_inner_texts()
        return [" ".join(text.split()) for text in found]

    def width(self) -> tuple[int, int]:
        """The width of the content and that of the window."""
        return tuple(
            self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        )

    def clean(self) -> bool:
        """Whether nothing went wrong and nothing was asked for; shows what did in a failure."""
        assert (self.faults, self.requests) == ([], [])
        return True


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium, started and ended. Without one the test fails in CI, and is skipped elsewhere."""
    if CHROMIUM is None:
        message = "no chromium; install it with: apt-get install -y chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, **options) -> Iterator[Window]:
    """A new window; `options` as for `Browser.new_context`: viewport, color_scheme, and so on."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(20_000)
    shown = Window(context.new_page())
    shown.page.on(
        "console",
        lambda message: (
            shown.faults.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    shown.page.on("pageerror", lambda error: shown.faults.append(str(error)))

    def refuse(dialog):
        shown.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    shown.page.on("dialog", refuse)
    context.on(
        "request",
        lambda request: (
            None if request.url.startswith("file:") else shown.requests.append(request.url)
        ),
    )
    try:
        yield shown
    finally:
        context.close()

"""A page of newsloom's in a real browser."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, FLAGS, ROOT

playwright = pytest.importorskip("playwright.sync_api")

Open = Callable[..., "playwright.Page"]
Report = Callable[..., Path]


@pytest.fixture(scope="session")
def report(newsloom_binary: str) -> Report:
    """Writes the page for a folder or file of articles."""

    def write(articles: Path, page: Path, *more: str) -> Path:
        subprocess.run([newsloom_binary, "report", "--quiet", articles, "--output", page, *more], check=True)
        return page

    return write


@pytest.fixture(scope="module")
def summit(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(ROOT / "examples/summit", tmp_path_factory.mktemp("report") / "summit.html")


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def view(browser: playwright.Browser) -> Iterator[Open]:
    """Opens a page; until the end it may log nothing, raise nothing and request nothing but itself."""
    contexts, complaints = [], []

    def open_page(path: Path, width: int = 1500, height: int = 900, **more: object) -> playwright.Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: complaints.append(f"error: {e}"))
        page.on("dialog", lambda d: complaints.append(f"dialog: {d.message}"))
        page.on("request", lambda r: None if r.url == path.as_uri() or r.url == "data:," else complaints.append(r.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []

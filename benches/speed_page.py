"""How large a report is, and how long a browser takes to load it, to filter a list and to scroll.

    python benches/speed_page.py report.html ...

Each page is opened afresh in Debian's Chromium. Printed: megabytes, elements, seconds until it is loaded,
milliseconds for a filter by article (the worst of three) and for one by words, and the longest frame while forty
screens are scrolled.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FILTER = """value => {
  const form = [...document.querySelectorAll("form.filters")].find(f => f.offsetParent), begun = performance.now();
  const field = form.elements[value.name];
  const last = field.options && field.options.length - 1;
  field.value = value.at === undefined ? value.words : field.options[Math.min(value.at, last)].value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.offsetHeight;
  return performance.now() - begun;
}"""
SCROLL = """async () => {
  let worst = 0, last = performance.now();
  for (let i = 0; i < 40; i++) {
    scrollBy(0, innerHeight);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
  }
  return worst;
}"""


def measure(page: Page, path: Path) -> str:
    begun = time.perf_counter()
    page.goto(path.resolve().as_uri())
    loaded = time.perf_counter() - begun
    elements = page.evaluate("document.querySelectorAll('*').length")
    by_article = max(page.evaluate(FILTER, {"name": "in", "at": at}) for at in (2, 10**6, 0))
    by_words = page.evaluate(FILTER, {"name": "find", "words": "police"})
    page.evaluate(FILTER, {"name": "find", "words": ""})
    frame = page.evaluate(SCROLL)
    megabytes = path.stat().st_size / 1e6
    return f"{megabytes:7.1f} {elements:9} {loaded:8.2f} {by_article:9.0f} {by_words:7.0f} {frame:7.0f}  {path.name}"


def main() -> None:
    print("     MB  elements  loaded s  filter ms  words ms  frame ms  page")
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for path in map(Path, sys.argv[1:]):
            page = browser.new_page(viewport={"width": 1500, "height": 900})
            print(measure(page, path))
            page.close()
        browser.close()


if __name__ == "__main__":
    main()

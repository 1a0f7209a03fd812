"""The report page in a real browser: filters, pointing, keyboard, dark mode, paper, hostile articles."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import CHROMIUM

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

Open = Callable[..., "playwright.Page"]
Report = Callable[..., Path]


def shown(page: playwright.Page, section: str) -> list[str]:
    return page.eval_on_selector_all(f"#{section} .item:not([hidden])", "items => items.map(i => i.id)")


def test_filters_narrow_the_statements(view: Open, summit: Path) -> None:
    page = view(summit)
    everything = shown(page, "statements")
    assert len(everything) > 10
    page.select_option("#statements [name=out]", label="04_sorrel-kurier")
    missing = shown(page, "statements")
    assert 0 < len(missing) < len(everything)
    assert page.inner_text("#statements output") == f"{len(missing)} of {len(everything)} shown"
    labels = page.eval_on_selector_all(
        "#statements .item:not([hidden]) > .wordings .place", "links => links.map(l => l.textContent)"
    )
    assert "04_sorrel-kurier" not in labels
    page.select_option("#statements [name=in]", label="03_daily-sentinel-online")
    page.select_option("#statements [name=grade]", "light_edit")
    both = shown(page, "statements")
    assert set(both) < set(missing)
    page.click("#statements button[type=reset]")
    expect(page.locator("#statements .item:not([hidden])")).to_have_count(len(everything))
    page.fill("#statements [name=find]", "border guards")
    assert 0 < len(shown(page, "statements")) < len(everything)


def test_quotes_by_speaker(view: Open, summit: Path) -> None:
    page = view(summit)
    speakers = page.eval_on_selector_all("#quotes [name=speaker] option", "o => o.slice(1).map(x => x.value)")
    assert len(speakers) > 1
    counts = []
    for speaker in speakers:
        page.select_option("#quotes [name=speaker]", speaker)
        counts.append(len(shown(page, "quotes")))
    assert all(counts)
    assert sum(counts) <= page.locator("#quotes .item").count()


def test_pointing_at_a_wording_lights_it_in_its_article(view: Open, summit: Path) -> None:
    page = view(summit)
    row = page.locator("#s2 .wordings tr").nth(1)
    label, words = row.locator(".place").first.inner_text(), row.locator("td.w").inner_text()
    row.locator("td.w").hover()
    page.wait_for_selector("#reader .lit")
    assert page.inner_text("#reader .full.active h3") == label
    lit = "".join(page.locator("#reader .lit").all_text_contents())
    assert lit.split() == words.split()
    # The reader glides there.
    expect(page.locator("#reader .lit").first).to_be_in_viewport(ratio=1)


def test_everything_by_keyboard(view: Open, summit: Path) -> None:
    page = view(summit)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the statements"
    page.keyboard.press("Enter")
    page.focus("#s1 .place >> nth=1")
    page.wait_for_selector("#reader .lit")
    first = page.inner_text("#reader .full.active h3")
    assert first == page.inner_text("#s1 .place >> nth=1")
    page.keyboard.press("Tab")
    expect(page.locator("#reader .full.active h3")).not_to_have_text(first)
    page.focus("#statements [name=find]")
    page.keyboard.type("telephone")
    assert 0 < len(shown(page, "statements")) < page.locator("#statements .item").count()
    page.focus("#omissions summary")
    page.keyboard.press("Enter")
    assert page.locator("#omissions details").first.get_attribute("open") is not None


def test_differing_words_are_marked_and_dropped_ones_on_request(view: Open, summit: Path) -> None:
    page = view(summit)
    assert page.locator("#statements ins").count() > 10
    dropped = page.locator("#s1 del").first
    assert not dropped.is_visible()
    page.check("#dropped")
    assert dropped.is_visible()


def test_a_link_to_a_hidden_statement_shows_it(view: Open, summit: Path) -> None:
    page = view(summit)
    page.fill("#statements [name=find]", "no statement has these words")
    assert shown(page, "statements") == []
    page.evaluate("location.hash = 's3'")
    expect(page.locator("#s3")).to_be_visible()


def test_without_javascript_all_is_there(view: Open, summit: Path) -> None:
    page = view(summit, java_script_enabled=False)
    assert page.locator("#s1 td.w").first.is_visible()
    assert page.locator("#reader .full").count() == 5
    assert all(page.locator("#reader .full").nth(i).is_visible() for i in range(5))
    assert not page.locator("form.filters").first.is_visible(), "what can't work is not shown"
    link = page.locator("#s1 .place").first
    link.click()
    target = page.locator(link.get_attribute("href") or "").first
    assert target.is_visible()
    assert page.locator("#reader :target").count() == 1


def test_dark_and_light_are_readable(view: Open, summit: Path) -> None:
    def contrast(page: playwright.Page, selector: str) -> float:
        return page.evaluate(
            """selector => {
              const rgb = c => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
              const linear = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
              const light = c => {
                const [r, g, b] = rgb(c).map(linear);
                return .2126 * r + .7152 * g + .0722 * b;
              };
              const background = e => getComputedStyle(e).backgroundColor;
              const at = document.querySelector(selector);
              let back = at;
              while (back !== document.documentElement && /, 0\\)$/.test(background(back))) back = back.parentElement;
              const [a, b] = [light(getComputedStyle(at).color), light(background(back))];
              return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            }""",
            selector,
        )

    backgrounds = set()
    for scheme in ("light", "dark"):
        page = view(summit, color_scheme=scheme)
        backgrounds.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        for selector in (
            "h1",
            ".lede",
            "#s1 td.w",
            "#s1 .how",
            "#s1 .place",
            "#statements ins",
            ".filters label",
            "nav .n",
        ):
            assert contrast(page, selector) >= 4.5, (scheme, selector)
    assert len(backgrounds) == 2


def test_narrow_screens_do_not_scroll_sideways(view: Open, summit: Path) -> None:
    for width in (360, 768, 1200, 1600):
        page = view(summit, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_paper_gets_everything_and_no_buttons(view: Open, summit: Path) -> None:
    page = view(summit)
    before = page.locator("details[open]").count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.locator("nav").is_visible()
    assert not page.locator("form.filters").first.is_visible()
    assert page.locator("details:not([open])").count() == 0
    assert all(page.locator("#reader .full").nth(i).is_visible() for i in range(5))
    # What comes nearest stands once on paper, under the articles that leave a statement out.
    assert not page.locator("#statements .absent table").first.is_visible()
    assert page.locator("#omissions table").first.is_visible()
    paper = page.pdf(format="A4")
    assert len(paper) > 10_000
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") < 80
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == before, "and then it is as it was"


def test_names_for_screen_readers(view: Open, summit: Path) -> None:
    page = view(summit)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('[role=img], section, nav, aside, form, table.wordings')]
          .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')))
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert unnamed == []
    levels = page.eval_on_selector_all("h1, h2, h3", "hs => hs.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    dead = page.eval_on_selector_all(
        "a[href^='#']",
        "links => links.map(l => l.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))",
    )
    assert dead == []
    for control in page.locator("select, input").all():
        assert control.evaluate("e => e.labels.length") == 1


NASTY = [
    "<script>document.title = 'owned'; alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "</span></div></article></aside></main><h1>newsloom says: this outlet lies</h1>",
    "<style>body { display: none }</style>",
    "<meta http-equiv=refresh content='0; url=https://example.org'>",
    "<iframe src=https://example.org></iframe>",
    "\u202e reversed \u202c \x1b[31m \x07",
    "Z" + "\u0300" * 300,
    "W" * 5000,
    "javascript:alert(3)",
    "\"'></a><a href=javascript:alert(4)>newsloom</a>",
]


def assert_untouched(page: playwright.Page) -> None:
    """Nothing that articles say became a part of the page."""
    assert page.locator("h1").count() == 1
    assert page.locator("script").count() == 1
    assert page.locator("iframe, img, object, embed, style >> nth=1").count() == 0
    assert page.eval_on_selector_all("a", "links => links.every(l => l.getAttribute('href').startsWith('#'))")
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')))"
    )


def test_a_hostile_article_runs_nothing_and_breaks_nothing(view: Open, report: Report, tmp_path: Path) -> None:
    text = "The ferry sank near Port Orla on Monday. " + " ".join(f"He said “{n}” on Monday.\n\n{n}" for n in NASTY)
    lines = [
        {
            "id": f"{nasty}{n}",
            "title": nasty,
            "text": text,
            "outlet": nasty + str(n),
            "date": nasty,
            "url": nasty,
            "lang": nasty,
        }
        for n, nasty in enumerate(NASTY)
    ]
    source = tmp_path / "nasty.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    page = view(report(source, tmp_path / "nasty.html"))
    page.wait_for_timeout(300)
    assert page.title().endswith("coverage compared")
    assert_untouched(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1500
    assert page.locator("body > *").evaluate_all("all => all.map(e => e.tagName)") == [
        "A",
        "HEADER",
        "NAV",
        "MAIN",
        "ASIDE",
        "FOOTER",
        "SCRIPT",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(view: Open, summit: Path, scheme: str) -> None:
    page = view(summit, color_scheme=scheme)
    found = Axe().run(page)
    assert found.response["passes"], "the check has looked at something"
    assert found.violations_count == 0, found.generate_report()


def test_the_policy_stops_what_slips_in(browser: playwright.Browser, summit: Path) -> None:
    page = browser.new_page()
    page.goto(summit.as_uri())
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert "default-src 'none'" in policy
    assert "sha256-" in policy
    assert "unsafe" not in policy
    blocked = page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          return window.ran === undefined;
        }"""
    )
    page.close()
    assert blocked


def test_two_hundred_articles_stay_fluid(view: Open, report: Report, tmp_path: Path) -> None:
    draw = random.Random(7)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    words = ["".join(draw.choices(syllables, k=3)) for _ in range(4000)]
    pool = [" ".join(draw.choices(words, k=14)).capitalize() + "." for _ in range(400)]
    articles = [{"id": f"a{i:03}", "text": " ".join(draw.sample(pool, 10))} for i in range(200)]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    page = view(report(source, tmp_path / "many.html", "--of", "story"))
    assert page.locator("#reader .full").count() == 200
    assert (tmp_path / "many.html").stat().st_size < 4e6
    frame = page.locator("#overview .tall").first
    assert frame.evaluate("e => e.scrollHeight > e.clientHeight && e.clientHeight < 700"), "200 rows scroll in a frame"
    spent = page.evaluate(
        """() => {
          const field = document.querySelector('#statements [name=in]');
          const start = performance.now();
          for (const value of ['3', '77', '']) {
            field.value = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            document.body.offsetHeight;
          }
          return (performance.now() - start) / 3;
        }"""
    )
    assert spent < 500, f"{spent:.0f} ms a filter"
    page.hover("#s1 td.w >> nth=0")
    page.wait_for_selector("#reader .lit")

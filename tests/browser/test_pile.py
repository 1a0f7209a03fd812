"""The page of a pile in a real browser: from topics to stories to coverage, one page at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import CHROMIUM, ROOT
from test_report import NASTY, assert_untouched

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

Open = Callable[..., "playwright.Page"]
Report = Callable[..., Path]


@pytest.fixture(scope="module")
def pile(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report(ROOT / "examples/pile.jsonl", tmp_path_factory.mktemp("pile") / "pile.html", "--clusters", "6")


def on_screen(page: playwright.Page) -> list[str]:
    return page.eval_on_selector_all(".page", "all => all.filter(p => p.offsetParent).map(p => p.id)")


def test_from_topic_to_story_to_coverage(view: Open, pile: Path) -> None:
    page = view(pile)
    assert on_screen(page) == ["home"]
    assert page.locator("#topics .scroll tbody tr").count() == 6
    page.click("#topics .scroll tbody tr:nth-child(2) th a")
    expect(page.locator("#topic-1")).to_be_visible()
    assert on_screen(page) == ["topic-1"]
    # Not inner_text: a title further down is not laid out until it is scrolled to.
    link = page.locator("#topic-1 .item h3 a").first
    title, story = link.text_content(), str(link.get_attribute("href"))[1:]
    link.click()
    expect(page.locator(f"#{story}")).to_be_visible()
    assert on_screen(page) == [story]
    assert page.locator(f"#{story} h2").text_content() == title
    number = story.removeprefix("story-")
    assert page.locator(f"#c{number}-statements .item").count() > 0
    place = page.locator(f"#c{number}-statements a.place >> nth=0")
    place.click()
    lit = page.locator(f"#{story} .full.active .lit")
    expect(lit.first).to_be_visible()
    assert "".join(lit.all_text_contents()).split() == place.locator("xpath=../../td[2]").inner_text().split()
    assert page.locator(f"#{story} .full.active h3, #{story} .full.active h4").inner_text() == place.inner_text()
    page.click(f"#{story} .eyebrow a >> nth=0")
    expect(page.locator("#home")).to_be_visible()
    assert on_screen(page) == ["home"]


def test_a_topic_says_why_its_least_sure_articles_are_there(view: Open, pile: Path) -> None:
    page = view(pile, width=390)
    page.evaluate("location.hash = 'topic-0'")
    why = page.locator("#topic-0 details.why")
    expect(why.locator("p:not(:first-of-type)").first).to_be_hidden()
    why.locator("summary").click()
    expect(why.locator("p:not(:first-of-type)").first).to_be_visible()
    lines = why.locator("p:not(:first-of-type)").all_inner_texts()
    assert 5 <= len(lines) <= 10
    margins = []
    for line in lines:
        margin, *terms = re.findall(r"(?:by |[+−])(\d\.\d{3})", line.replace("\n", " "))
        signs = [-1 if sign == "−" else 1 for sign in re.findall(r"([+−])\d\.\d{3}", line)]
        total = sum(sign * round(1000 * float(term)) for sign, term in zip(signs, terms, strict=True))
        assert total == round(1000 * float(margin)), line
        margins.append(total)
    assert margins == sorted(margins)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    why.locator("p a").first.click()
    assert on_screen(page)[0].startswith("topic-")
    assert on_screen(page) != ["topic-0"]


def test_a_storys_parts_and_texts_are_at_hand(view: Open, pile: Path) -> None:
    page = view(pile)
    page.evaluate("location.hash = 'story-1'")
    links = page.locator("#story-1 > nav a")
    assert links.all_text_contents()[0].startswith("Statements")
    for link in links.all():
        if link.is_visible():
            link.click()
            expect(page.locator(link.get_attribute("href") or "")).to_be_in_viewport()
            assert on_screen(page) == ["story-1"]
    page.focus("#c1-quotes a.place >> nth=0")
    expect(page.locator("#c1-reader .lit").first).to_be_visible()
    box = page.locator("#c1-reader").bounding_box()
    assert box is not None
    assert box["x"] > 750, "the texts stand beside the story"
    narrow = view(pile, width=900)
    narrow.evaluate("location.hash = 'story-1'")
    narrow.click("#c1-statements a.place >> nth=0")
    expect(narrow.locator("#c1-reader .full :target")).to_be_in_viewport()


def test_filters_narrow_the_stories(view: Open, pile: Path) -> None:
    page = view(pile)
    all_ = page.locator("#stories .item:not([hidden])").count()
    page.select_option("#stories [name=in]", label="Meridian Wire")
    told = page.locator("#stories .item:not([hidden])").count()
    page.select_option("#stories [name=out]", label="City Bulletin")
    both = page.locator("#stories .item:not([hidden])").count()
    assert 0 < both < told < all_
    outlets = page.locator("#stories .item:not([hidden])").evaluate_all(
        "items => items.map(i => [...i.querySelectorAll('li span:first-child')].map(s => s.textContent))"
    )
    assert all("Meridian Wire" in o and "City Bulletin" not in o for o in outlets)
    page.click("#stories button[type=reset]")
    page.select_option("#stories [name=topic]", index=1)
    assert 0 < page.locator("#stories .item:not([hidden])").count() < all_


def test_ids_are_unique_and_links_lead_somewhere(view: Open, pile: Path) -> None:
    page = view(pile)
    assert page.evaluate(
        "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
        " return ids.length > 200 && new Set(ids).size === ids.length; })()"
    )
    dead = page.eval_on_selector_all(
        "a", "links => links.map(l => l.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"
    )
    assert dead == []


def test_without_javascript_all_is_there(view: Open, pile: Path) -> None:
    page = view(pile, java_script_enabled=False)
    assert page.locator(".page").count() > 20
    assert all(page.locator(".page").nth(i).is_visible() for i in range(page.locator(".page").count()))


def test_paper_gets_every_page(view: Open, pile: Path) -> None:
    page = view(pile)
    page.emulate_media(media="print")
    assert len(on_screen(page)) == page.locator(".page").count()


def test_narrow_screens_do_not_scroll_sideways(view: Open, pile: Path) -> None:
    for part in ("", "#story-0", "#topic-0"):
        page = view(pile, width=390)
        page.evaluate(f"location.hash = {json.dumps(part)}")
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, part


@pytest.mark.parametrize("part", ["home", "topic-0", "story-0"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(view: Open, pile: Path, part: str, scheme: str) -> None:
    page = view(pile, color_scheme=scheme)
    page.evaluate(f"location.hash = {json.dumps(part)}")
    expect(page.locator(f"#{part}")).to_be_visible()
    found = Axe().run(page)
    assert found.response["passes"], "the check has looked at something"
    assert found.violations_count == 0, found.generate_report()


def test_hostile_articles_run_nothing_and_break_nothing(view: Open, report: Report, tmp_path: Path) -> None:
    lines = []
    for n, nasty in enumerate(NASTY * 3):
        text = f"The ferry {nasty} sank near Port Orla. He said “{nasty}” on Monday. Nobody was hurt in {nasty}."
        lines.append({"id": f"{nasty}{n}", "title": nasty, "text": text, "outlet": nasty, "date": nasty, "lang": nasty})
    source = tmp_path / "nasty.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    page = view(report(source, tmp_path / "nasty.html", "--of", "pile", "--clusters", "2"))
    page.wait_for_timeout(300)
    assert_untouched(page)
    assert page.locator("body > *").evaluate_all("all => all.map(e => e.tagName)") == [
        "A",
        "HEADER",
        "NAV",
        "MAIN",
        "FOOTER",
        "SCRIPT",
    ]

"""Word choice, differing facts, reporting verbs, composition and ribbons on the page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import newsloom as nl
import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import CHROMIUM, ROOT

playwright = pytest.importorskip("playwright.sync_api")
expect = playwright.expect

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]

Open = Callable[..., "playwright.Page"]


@pytest.fixture(scope="module")
def cmp() -> nl.Comparison:
    return nl.compare(ROOT / "examples/summit")


def test_the_bars_say_whose_words_an_article_consists_of(view: Open, summit: Path, cmp: nl.Comparison) -> None:
    page = view(summit)
    rows = page.locator("table.words tbody tr")
    expect(rows).to_have_count(len(cmp.articles))
    for n, row in enumerate(cmp.composition):
        shares = [row[kind] for kind in ("own", "shared", "quoted", "furniture")]
        cells = rows.nth(n).locator("td.num").all_text_contents()
        assert [int(c.split()[0]) for c in cells[:4]] == pytest.approx([100 * s for s in shares], abs=0.51)
        assert int(cells[4]) == row["n_words"]
        widths = rows.nth(n).locator("rect").evaluate_all("all => all.map(r => Number(r.getAttribute('width')))")
        assert widths == pytest.approx([100 * s for s in shares if s], abs=0.01)


def test_a_pair_can_be_chosen(view: Open, summit: Path, cmp: nl.Comparison) -> None:
    page = view(summit)
    pairs = {(p["a"], p["b"]) for p in cmp.passages}
    shown = page.locator("#passages .pairing:not([hidden])")
    expect(shown).to_have_count(len(pairs))
    expect(page.locator("#passages .pairing[open]")).to_have_count(1)
    a, b = sorted(pairs)[-1]
    page.select_option("#passages [name=in]", label=b)
    page.select_option("#passages [name=with]", label=a)
    expect(shown).to_have_count(1)
    expect(shown.locator("summary")).to_contain_text(f"{a} and {b}")
    assert shown.get_attribute("open") is not None, "the one that is left is open"
    expect(shown.locator("a.ribbon")).to_have_count(sum((p["a"], p["b"]) == (a, b) for p in cmp.passages))


def test_a_ribbon_lights_its_words(view: Open, summit: Path) -> None:
    page = view(summit)
    pair = page.locator("#passages .pairing[open]")
    ribbon, words = pair.locator("a.ribbon").nth(1), pair.locator("tbody").nth(1)
    ribbon.scroll_into_view_if_needed()
    ribbon.locator("path").hover()
    expect(ribbon).to_have_class(re.compile("tied"))
    expect(words).to_have_class(re.compile("tied"))
    expect(page.locator("#reader .lit").first).to_be_visible()
    lit = "".join(page.locator("#reader .lit").all_text_contents())
    assert "".join(words.locator("td.w").first.all_text_contents()).split() == lit.split()
    ribbon.locator("path").click()
    expect(page.locator("tbody:target")).to_have_attribute("data-p", "1")


def test_ribbons_by_keyboard(view: Open, summit: Path) -> None:
    page = view(summit)
    pair = page.locator("#passages .pairing[open]")
    pair.locator("summary").focus()
    page.keyboard.press("Tab")
    first = pair.locator("a.ribbon").first
    expect(first).to_be_focused()
    expect(first).to_have_class(re.compile("tied"))
    expect(pair.locator("tbody").first).to_have_class(re.compile("tied"))
    name = first.get_attribute("aria-label") or ""
    assert re.match(r"Passage 1, \d+ equal words: \w", name)
    page.keyboard.press("Tab")
    expect(pair.locator("a.ribbon").nth(1)).to_be_focused()
    expect(pair.locator("tbody").first).not_to_have_class(re.compile("tied"))
    page.keyboard.press("Enter")
    expect(page.locator("tbody:target")).to_be_in_viewport()


def test_word_choice_marks_the_words_in_their_sentences(view: Open, summit: Path, cmp: nl.Comparison) -> None:
    page = view(summit)
    choices = {frozenset((w["word_a"], w["word_b"])) for w in cmp.word_choice}
    items = page.locator("#word-choice .item")
    expect(items).to_have_count(len(choices))
    said = items.first.locator("h3 .w").all_text_contents()
    assert frozenset(said) in choices
    marks = items.first.locator("mark").all_text_contents()
    assert {m.lower() for m in marks} == set(said)
    row = cmp.word_choice[0]
    page.select_option("#word-choice [name=in]", label=row["a"])
    page.select_option("#word-choice [name=with]", label=row["b"])
    page.fill("#word-choice [name=find]", row["word_b"])
    left = page.locator("#word-choice .item:not([hidden])")
    expect(left.first).to_contain_text(row["a_sentence"][:40])
    assert left.count() < items.count()


def test_differing_facts_by_kind(view: Open, summit: Path, cmp: nl.Comparison) -> None:
    page = view(summit)
    kinds = set(cmp.drift["kind"])
    offered = page.locator("#drift [name=kind] option").all_text_contents()[1:]
    assert len(offered) == len(kinds) > 1
    page.select_option("#drift [name=kind]", "number")
    left = page.locator("#drift .item:not([hidden])")
    values = {v for r in cmp.drift.where(kind="number") for v in (r["a_value"], r["b_value"])}
    shown = set(left.locator("h3 .w").all_text_contents())
    assert shown == values
    statement = left.first.locator("header a")
    statement.click()
    expect(page.locator(f"{statement.get_attribute('href')} td.w").first).to_be_in_viewport()


def test_verbs_by_article_and_speaker(view: Open, summit: Path, cmp: nl.Comparison) -> None:
    page = view(summit)
    table = page.locator("#verbs table").first
    heads = table.locator("thead th").all_text_contents()[1:]
    assert {h.lower() for h in heads} == set(cmp.reporting_verbs["class"])
    row = cmp.reporting_verbs[0]
    line = table.locator("tbody tr", has_text=row["article"])
    expect(line.locator("td").nth(heads.index(row["class"].capitalize()))).to_contain_text(row["verb"])
    page.locator("#verbs summary").click()
    speakers = page.locator("#verbs th[scope=rowgroup]").all_text_contents()
    assert speakers == sorted(set(speakers))
    assert all(len(set(cmp.reporting_verbs.where(speaker=s)["article"])) > 1 for s in speakers)


def test_variants_of_a_quote_read_as_a_diff(view: Open, summit: Path, cmp: nl.Comparison) -> None:
    page = view(summit)
    changed = next(q for q in cmp.to_dict()["quotes"] if any(m["edits"] for m in q["members"]))
    member = next(m for m in changed["members"] if m["edits"])
    item = page.locator(f"#{changed['id']}")
    longest = item.locator("tr", has_text="the longest")
    expect(longest).to_have_count(1)
    expect(longest.locator("ins, del")).to_have_count(0)
    row = item.locator("tr", has=page.locator("ins, del")).first
    assert row.locator("a.place").text_content() == member["article"]
    assert row.locator("del").first.is_visible() or row.locator("del").count() == 0
    kept = row.locator("td.w").evaluate(
        "cell => { const c = cell.cloneNode(true); c.querySelectorAll('del').forEach(d => d.remove());"
        " return c.textContent; }"
    )
    assert kept.strip("“”").split() == member["text"].split()


def test_without_javascript_the_words_are_there(view: Open, summit: Path) -> None:
    page = view(summit, java_script_enabled=False)
    expect(page.locator("#word-choice mark").first).to_be_visible()
    expect(page.locator("#drift mark").first).to_be_visible()
    ribbon = page.locator("#passages a.ribbon").first
    ribbon.scroll_into_view_if_needed()
    ribbon.locator("path").click()
    expect(page.locator("tbody:target")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_narrow_screen_with_all_open(view: Open, summit: Path, scheme: str) -> None:
    page = view(summit, width=390, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.response["passes"], "the check has looked at something"
    assert found.violations_count == 0, found.generate_report()

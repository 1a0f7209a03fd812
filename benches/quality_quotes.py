"""Quotations, their speakers and variants, and site furniture, against gold labels.

Sets, each skipped when it is not there: `polnear` (attributions of political news), `coverage_gold` over
`allsides_events_fulltext` (real events), and the sample events beside this project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import newsloom as nl

Row = tuple[str, str, str, float, str]
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
WORD = re.compile(r"[\w'’.-]+")
PRONOUNS = {"he", "she", "they", "it", "we", "i", "who", "his", "her", "you"}
TITLES = {"the", "a", "an", "mr", "mrs", "ms", "sen", "gov", "rep", "dr", "in", "on"}


def rows(data: Path) -> Iterator[Row]:
    """One row a measure."""
    for part in ("dev", "train"):
        path = data / "polnear" / f"{part}.jsonl"
        if path.exists():
            yield from polnear(path, part)
    gold, docs = data / "coverage_gold" / "events.json", data / "allsides_events_fulltext" / "docs.jsonl"
    if gold.exists() and docs.exists():
        yield from coverage(gold, docs)
    for folder in sorted(p.parent for p in EXAMPLES.glob("*/gold.json")):
        yield from sample(folder)


def polnear(path: Path, part: str) -> Iterator[Row]:
    """Direct quotations found (IoU 0.5), precision of those of four words or more, named speakers."""
    found = total = right = long = named = speakers = 0
    for doc in map(json.loads, path.open(encoding="utf8")):
        text = doc["text"]
        quotes = list(nl.quotes(text))
        spans = []
        for attribution in doc["attributions"]:
            name = gold_name(" ".join(s[2] for s in attribution["source"]))
            for start, end in joined(text, attribution["content"]):
                spans.append((start, end))
                if attribution["type"] != "direct" or end - start <= 3:
                    continue
                total += 1
                best = max(quotes, key=lambda q: iou((q["start"], q["end"]), (start, end)), default=None)
                if best is None or iou((best["start"], best["end"]), (start, end)) < 0.5:
                    continue
                found += 1
                if name:
                    speakers += 1
                    named += name in [w.lower().strip(".") for w in WORD.findall(best["speaker"] or "")][-2:]
        for q in quotes:
            if len(q["text"].split()) >= 4:
                long += 1
                half = (q["end"] - q["start"]) / 2
                right += any(min(q["end"], e) - max(q["start"], s) >= half for s, e in spans)
    yield "quotes", f"polnear {part}", "direct quotations found", found / total, "0.935 plain pattern, target 0.97"
    yield "quotes", f"polnear {part}", "precision, 4 words or more", right / long, "0.968 plain pattern, target 0.97"
    yield "quotes", f"polnear {part}", "named speakers right", named / speakers, "0.40 plain pattern, target 0.80"


def iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared characters over all characters of two spans."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def joined(text: str, parts: Iterable[tuple[int, int, str]]) -> list[list[int]]:
    """The parts of a content, joined where only blanks within one paragraph are between them."""
    out: list[list[int]] = []
    for start, end, _ in sorted(parts):
        between = text[out[-1][1] : start] if out else "-"
        if not between.strip() and "\n" not in between:
            out[-1][1] = end
        else:
            out.append([start, end])
    return out


def gold_name(source: str) -> str | None:
    """The family name in a source; None when nobody is named."""
    if source.strip().lower() in PRONOUNS:
        return None
    head = re.split(r",| who | of the | for the ", re.sub(r"\([^)]*\)", " ", source))[0]
    words = WORD.findall(head)
    names = [re.sub(r"['’]s?$", "", w.strip(".")) for w in words if w[0].isupper() and w.lower() not in TITLES]
    return names[-1].lower() if names and words[-1][0].isupper() else None


def coverage(gold: Path, docs: Path) -> Iterator[Row]:
    """Quotations, speakers and furniture of real events."""
    events = json.loads(gold.read_text(encoding="utf8"))
    wanted = {i for e in events for i in e["articles"].values()}
    by_id = {d["id"]: d for d in map(json.loads, docs.open(encoding="utf8")) if d["id"] in wanted}
    count = Count()
    for event in events:
        articles = {alias: by_id[i] for alias, i in event["articles"].items()}
        records = [
            {"id": alias, "title": d.get("title") or "", "text": d["text"], "outlet": d.get("source") or alias}
            for alias, d in articles.items()
        ]
        text = {alias: d["text"] for alias, d in articles.items()}
        cmp = nl.compare(nl.Corpus(records))
        count.quotes(list(cmp.quotes), [(a, s, s + n, [w]) for a, s, n, w in event["quotes"]], text)
        count.furniture(list(cmp.boilerplate), [(a, s, s + n) for a, s, n in event["furniture"]])
    note = "plain pattern {}, target {}"
    yield "quotes", "coverage gold", "quotations found", count.ratio("hit", "gold"), note.format(0.908, 0.97)
    yield "quotes", "coverage gold", "precision, direct", count.ratio("right", "direct"), note.format(0.867, 0.95)
    yield "quotes", "coverage gold", "speakers right", count.ratio("speaker", "told"), note.format(0.315, 0.85)
    yield "furniture", "coverage gold", "precision", count.ratio("aside_right", "aside"), "target 0.85"
    yield "furniture", "coverage gold", "recall", count.ratio("line_hit", "line"), "target 0.85"


def sample(folder: Path) -> Iterator[Row]:
    """Quotations, speakers, pairs of variants and furniture of a sample event."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    alias = {Path(f).stem: a for a, f in gold["articles"].items()}
    text = {a: (folder / f).read_text(encoding="utf8") for a, f in gold["articles"].items()}
    cmp = nl.compare(str(folder))
    found = [q | {"article": alias[q["article"]]} for q in cmp.quotes]
    aside = [b | {"article": alias[b["article"]]} for b in cmp.boilerplate]
    count = Count()
    members = [
        (m[0], m[1], m[1] + m[2], [q["speaker"], *q["speaker_also"]]) for q in gold["quotes"] for m in q["members"]
    ]
    count.quotes(found, members, text)
    titles = [(m[0], m[1], m[1] + m[2]) for m in gold["titles"]]
    count.furniture(aside, [(a, s, s + n) for a, s, n in gold["furniture"]], titles)
    yield "quotes", folder.name, "quotations found", count.ratio("hit", "gold"), ""
    yield "quotes", folder.name, "speakers right", count.ratio("speaker", "told"), "target 0.95"
    yield "quotes", folder.name, "pairs of variants, F1", variants(gold["quotes"], found), "target 0.95"
    p, r = count.ratio("aside_right", "aside"), count.ratio("line_hit", "line")
    yield "furniture", folder.name, "F1", 2 * p * r / (p + r) if p + r else 0.0, "target 0.95"


def variants(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> float:
    """F1 over pairs of members from different articles."""

    def meets(m: Any, q: dict[str, Any]) -> bool:
        shared = min(m[1] + m[2], q["end"]) - max(m[1], q["start"])
        return bool(m[0] == q["article"] and 2 * shared >= min(m[2], q["end"] - q["start"]))

    groups = [[{q["quote"] for q in found if meets(m, q)} for m in g["members"]] for g in gold]
    truth = hits = 0
    for g, members in zip(gold, groups, strict=True):
        for i, j in combinations(range(len(members)), 2):
            if g["members"][i][0] != g["members"][j][0]:
                truth += 1
                hits += bool(members[i] & members[j])
    wrong = pairs = 0
    for a, b in combinations(found, 2):
        if a["quote"] == b["quote"] and a["article"] != b["article"]:
            pairs += 1
            wrong += not any(
                any(meets(m, a) for m in g["members"]) and any(meets(m, b) for m in g["members"]) for g in gold
            )
    p, r = (1 - wrong / pairs if pairs else 0.0), (hits / truth if truth else 0.0)
    return 2 * p * r / (p + r) if p + r else 0.0


class Count:
    """Counts over events."""

    def __init__(self) -> None:
        self._n: dict[str, int] = {}

    def _add(self, key: str, n: int = 1) -> None:
        self._n[key] = self._n.get(key, 0) + n

    def ratio(self, part: str, whole: str) -> float:
        """One count over another."""
        return self._n.get(part, 0) / self._n[whole] if self._n.get(whole) else 0.0

    def quotes(
        self, found: list[dict[str, Any]], gold: list[tuple[str, int, int, list[str | None]]], text: dict[str, str]
    ) -> None:
        """Count quotations found, right ones among the direct, and speakers."""
        for article, start, end, names in gold:
            near = [q for q in found if q["article"] == article and q["start"] < end and start < q["end"]]
            self._add("gold")
            self._add("hit", bool(near))
            names = [n for n in names if n and n != "?"]
            if near and names:
                best = max(near, key=lambda q: min(end, q["end"]) - max(start, q["start"]))
                self._add("told")
                self._add("speaker", any(same(n, best["speaker"]) for n in names))
        for q in found:
            if q["kind"] == "direct" and len(q["text"].split()) > 1:
                self._add("direct")
                self._add("right", any(q["article"] == a and q["start"] < e and s < q["end"] for a, s, e, _ in gold))

    def furniture(
        self,
        aside: list[dict[str, Any]],
        gold: list[tuple[str, int, int]],
        also: list[tuple[str, int, int]] | None = None,
    ) -> None:
        """Count lines of gold set aside, and right ones among those set aside; a title may be set aside."""

        def meets(b: dict[str, Any], line: tuple[str, int, int]) -> bool:
            return b["article"] == line[0] and b["start"] < line[2] and line[1] < b["end"]

        for line in gold:
            self._add("line")
            self._add("line_hit", any(meets(b, line) for b in aside))
        for b in aside:
            self._add("aside")
            self._add("aside_right", any(meets(b, line) for line in [*gold, *(also or [])]))


def same(gold: str, got: str | None) -> bool:
    """Same last name, and the same first name where both give one."""
    g, p = (re.findall(r"[\w-]+", (x or "").lower()) for x in (gold, got))
    return bool(g and p) and g[-1] == p[-1] and (len(p) == 1 or len(g) == 1 or g[0] in p)

"""Statements against gold: pairs of members from different articles, on real events and on our own samples."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import newsloom as nl

EXAMPLES = Path(__file__).parent.parent / "examples"
STRAIGHT = str.maketrans("“”„‘’‚´`", "\"\"\"'''''")
Counts = tuple[int, int, int, int]


def norm(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).strip()


def pairs(members: Iterable[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of different articles, each ordered."""
    for a, b in itertools.combinations(members, 2):
        if a[0] != b[0]:
            yield (a, b) if a[0] < b[0] else (b, a)


def counts(
    articles: list[dict[str, str]],
    alias: dict[str, str],
    gold: list[list[list]],
    source: str | None = None,
    titles: Iterable[list] = (),
) -> Counts:
    """Right and all pairs found, gold pairs found and all; a gold member is found in a member that holds its words.

    With `source` a folder is read, as the command does: a file's first line is its title. Members that lie in `titles`,
    the headings of which the gold tells nothing, are passed over.
    """
    text = {alias[a["id"]]: a["text"] for a in articles}
    truth = [p for s in gold for p in pairs((m[0], norm(text[m[0]][m[1] : m[1] + m[2]])) for m in s)]
    result = json.loads(nl.compare(source or nl.Corpus(articles)).to_json())
    hit: set[int] = set()
    right = found = 0
    headings = {(t[0], norm(text[t[0]][t[1] : t[1] + t[2]])) for t in titles}
    for s in result["statements"]:
        members = ((alias[m["article"]], norm(m["text"])) for m in s["members"])
        for a, b in pairs(m for m in members if not any(m[0] == t[0] and m[1] in t[1] for t in headings)):
            here = {
                i for i, (x, y) in enumerate(truth) if x[0] == a[0] and y[0] == b[0] and x[1] in a[1] and y[1] in b[1]
            }
            found += 1
            right += bool(here)
            hit |= here
    return right, found, len(hit), len(truth)


def measures(area: str, name: str, all_counts: list[Counts], target: str) -> Iterator[tuple[str, str, str, float, str]]:
    right, found, hit, truth = (sum(c) for c in zip(*all_counts, strict=True))
    p, r = right / max(found, 1), hit / max(truth, 1)
    yield area, name, "statement pair precision", p, "0.75 or more"
    yield area, name, "statement pair recall", r, f"{truth} gold pairs"
    yield area, name, "statement pair F1", 2 * p * r / max(p + r, 1e-9), target


def rows(data: Path) -> Iterator[tuple[str, str, str, float, str]]:
    """Rows of the quality table."""
    path = data / "coverage_gold" / "events.json"
    if path.exists():
        events = json.loads(path.read_text("utf8"))
        wanted = {i for e in events for i in e["articles"].values()}
        with (data / "allsides_events_fulltext" / "docs.jsonl").open(encoding="utf8") as f:
            docs = {o["id"]: o for o in map(json.loads, f) if o["id"] in wanted}
        found = []
        for e in events:
            articles = [
                {"id": i, "outlet": docs[i].get("source") or a} | {k: docs[i].get(k) or "" for k in ("title", "text")}
                for a, i in e["articles"].items()
            ]
            found.append(
                counts(articles, {i: a for a, i in e["articles"].items()}, [s["members"] for s in e["statements"]])
            )
        yield from measures(
            "statements",
            "coverage_gold",
            found,
            "TF-IDF with mutual best 0.474; weights are derived here, each event left out 0.682",
        )
    for gold_path in sorted(EXAMPLES.glob("*/gold.json")):
        gold = json.loads(gold_path.read_text("utf8"))
        alias = {Path(n).stem: a for a, n in gold["articles"].items()}
        articles = [
            {"id": Path(n).stem, "text": (gold_path.parent / n).read_text("utf8")} for n in gold["articles"].values()
        ]
        members = [s["members"] for s in gold["statements"]]
        found = [counts(articles, alias, members, str(gold_path.parent), gold["titles"])]
        yield from measures("statements", f"examples/{gold_path.parent.name}", found, "0.90")

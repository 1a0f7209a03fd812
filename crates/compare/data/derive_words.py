"""Derive the two word tables beside this file from articles.

usage: python derive_words.py ARTICLES.jsonl PAIRS.jsonl EVENTS.jsonl ... [--without GOLD.json]

ARTICLES hold a `text` each: how common a word is in English news, for `common.en.tsv`.
EVENTS hold `id, title, text, label`, `label` being the event: sentences of two outlets that share most of their telling words, with
PAIRS (`text_a, text_b, label`, those with label 1), are taken as two wordings of one thing. Words that stand against each other in
such pairs far more often than chance and far more than they stand together in one sentence mean nearly the same: `kin.en.tsv`.
Events that GOLD names are left out, so that the gold stays unseen.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import Stemmer

HERE = Path(__file__).parent
STEM = Stemmer.Stemmer("english").stemWord
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[.'’][A-Za-zÀ-ÿ]+)*|\d+(?:[.,]\d+)*")
COMMON = 0.02  # share of sentences from which a word is no evidence of its own
TELLING = math.exp(-4)  # share of sentences below which a word is as telling as any
EVENTS = 4  # events in which two words must stand against each other
Z = 4.0  # standard deviations above chance
LIFT = 1.7  # log of observed by expected
APART = 0.6  # by how much the lift exceeds the pointwise mutual information within sentences


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“A-Z])|\n+", text) if s.strip()]


def words(text: str) -> list[tuple[str, bool]]:
    """Stems, each with whether it stood in lower case."""
    out = []
    for w in WORD.findall(text):
        form = w.lower().replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
        out.append((STEM(form), w.islower()))
    return out


def records(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf8") as f:
        yield from map(json.loads, f)


def common(articles: Path) -> dict[str, float]:
    """Share of sentences by stem, for stems that mostly stand in lower case."""
    df: collections.Counter[str] = collections.Counter()
    lower: collections.Counter[str] = collections.Counter()
    n = 0
    for o in records(articles):
        for s in sentences(o["text"])[:60:2]:
            n += 1
            seen = {}
            for w, small in words(s):
                seen[w] = seen.get(w, False) or small
            df.update(seen.keys())
            lower.update(w for w, small in seen.items() if small)
    return {w: c / n for w, c in df.items() if not w[0].isdigit() and lower[w] > c / 2}


def aligned(groups: Iterable[list[dict]], share: dict[str, float]) -> Iterator[tuple[str, set[str], set[str]]]:
    """Sentences of two outlets that are each other's nearest: event and the words of both."""
    for records_ in groups:
        units = [(a, {w for w, _ in words(s)}) for a, o in enumerate(records_) for s in sentences(o.get("title", "") + "\n" + o["text"])[:60]]
        units = [(a, s) for a, s in units if 5 <= len(s) <= 60]
        df = collections.Counter(w for _, s in units for w in s)
        n = len(units)
        idf = {w: math.log((n + 1) / (c + 1)) * min(-math.log(share.get(w, TELLING)), 4) for w, c in df.items()}
        norm = [math.sqrt(sum(idf[w] ** 2 for w in s)) or 1.0 for _, s in units]
        best: dict[tuple[int, int], float] = {}
        pairs = []
        for i, j in itertools.combinations(range(n), 2):
            if units[i][0] == units[j][0]:
                continue
            score = sum(idf[w] ** 2 for w in units[i][1] & units[j][1]) / norm[i] / norm[j]
            if score > 0.2:
                pairs.append((score, i, j))
                for key in ((i, units[j][0]), (j, units[i][0])):
                    best[key] = max(best.get(key, 0.0), score)
        for score, i, j in pairs:
            if score >= 0.85 * max(best[i, units[j][0]], best[j, units[i][0]]):
                yield records_[0]["label"], units[i][1], units[j][1]


def kin(pairs: Iterable[tuple[str, set[str], set[str]]], singles: Iterable[set[str]], share: dict[str, float]) -> list[tuple[str, str]]:
    telling = lambda s: {w for w in s if share.get(w, 0) < COMMON and not w[0].isdigit() and len(w) > 2}  # noqa: E731
    against: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    alone: dict[str, set[str]] = collections.defaultdict(set)
    events = set()
    for event, a, b in pairs:
        a, b = telling(a), telling(b)
        a, b = a - b, b - a
        if len(a) > 12 or len(b) > 12:
            continue
        events.add(event)
        for w in a | b:
            alone[w].add(event)
        for w, v in itertools.product(a, b):
            against[min(w, v), max(w, v)].add(event)
    together: collections.Counter[tuple[str, str]] = collections.Counter()
    count: collections.Counter[str] = collections.Counter()
    n = 0
    for s in singles:
        n += 1
        s = sorted(telling(s))
        count.update(s)
        if len(s) < 25:
            together.update(itertools.combinations(s, 2))
    out = []
    for (w, v), e in against.items():
        expected = len(alone[w]) * len(alone[v]) / (2 * len(events))
        lift = math.log(len(e) / expected)
        pmi = math.log((together[w, v] + 0.5) * n / (count[w] * count[v] + 1))
        if (w not in share or v not in share) and w[:3] != v[:3]:
            continue  # a name stands for nothing but its own short forms
        if len(e) >= EVENTS and (len(e) - expected) / math.sqrt(expected + 0.5) >= Z and lift >= LIFT and lift - pmi >= APART:
            out.append((w, v))
    return sorted(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("events", type=Path, nargs="+")
    parser.add_argument("--without", type=Path)
    args = parser.parse_args()
    share = common(args.articles)
    unseen = {i for e in json.loads(args.without.read_text("utf8")) for i in e["articles"].values()} if args.without else set()
    groups = collections.defaultdict(list)
    for o in itertools.chain.from_iterable(map(records, args.events)):
        groups[o["label"]].append(o)
    groups = {k: g for k, g in groups.items() if not any(o["id"] in unseen for o in g)}
    wordings = [(o["id"], {w for w, _ in words(o["text_a"])}, {w for w, _ in words(o["text_b"])})
                for o in records(args.pairs) if o["label"] == 1 and o.get("split") != "test"]
    singles = [{w for w, _ in words(s)} for g in groups.values() for o in g for s in sentences(o["text"])[:60]]
    found = kin(itertools.chain(aligned(groups.values(), share), wordings), singles, share)
    with (HERE / "common.en.tsv").open("w", encoding="utf8") as f:
        for w, s in sorted((w, s) for w, s in share.items() if s > TELLING):
            f.write(f"{w}\t{-math.log(s):.2f}\n")
    with (HERE / "kin.en.tsv").open("w", encoding="utf8") as f:
        f.writelines(f"{w}\t{v}\n" for w, v in found)


if __name__ == "__main__":
    main()

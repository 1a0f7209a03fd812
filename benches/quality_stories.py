"""Stories against gold events, beside average linkage of scikit-learn's TF-IDF rows at its best threshold.

Sets, each skipped when it is not there: `allsides_events_fulltext`, `ecbplus`, `neus_allsides_leads` (title and lead;
events drawn once, their titles alone, and all events) and the sample pile beside this project. Where articles have
dates, once with and once without them. The baseline is told the threshold that is best on the very set, and no dates:
it says what one number can do, not what a user would get.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
from newsloom.metrics import bcubed_precision_recall_fscore
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.feature_extraction.text import TfidfVectorizer

Row = tuple[str, str, str, float, str]
PILE = Path(__file__).resolve().parent.parent / "examples" / "pile.jsonl"
SETS = ("allsides_events_fulltext", "ecbplus", "neus_allsides_leads")
DRAWN = 667


def rows(data: Path) -> Iterator[Row]:
    """B-cubed F of each set, with the baseline's beside it."""
    for name in SETS:
        path = data / name / "docs.jsonl"
        if not path.exists():
            continue
        docs = [json.loads(line) for line in path.open(encoding="utf8")]
        if name != "neus_allsides_leads":
            yield from measured(name, docs)
            if all(d.get("title") for d in docs):
                yield from measured(f"{name}, titles", titles(docs))
            continue
        events = sorted({d["label"] for d in docs})
        drawn = set(np.random.default_rng(0).choice(events, min(DRAWN, len(events)), replace=False))
        some = [d for d in docs if d["label"] in drawn]
        yield from measured(f"neus leads, {len(drawn)} events", some)
        yield from measured(f"neus titles, {len(drawn)} events", titles(some))
        yield from measured("neus leads", docs)
    docs = [json.loads(line) for line in PILE.open(encoding="utf8")]
    yield from measured("sample pile", [{**d, "label": d["story"]} for d in docs])


def titles(docs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The headlines alone."""
    return [{**d, "text": d["title"], "title": ""} for d in docs]


def measured(name: str, docs: list[dict[str, Any]]) -> Iterator[Row]:
    """Stories with default settings."""
    kept = [d for d in docs if d["text"].strip()]
    gold = [d["label"] for d in kept]
    records = [{"id": d["id"], "title": d.get("title") or "", "text": d["text"]} for d in kept]
    best, threshold = average_linkage([f"{d['title']} {d['text']}" for d in records], gold)
    beside = f"average linkage at its best threshold, {threshold:.2f}: {best:.3f}"
    piles = {name: records}
    if any(d.get("date") for d in kept):
        piles[f"{name}, with dates"] = [r | {"date": d.get("date") or ""} for r, d in zip(records, kept, strict=True)]
    for called, pile in piles.items():
        found = {a["id"]: a["story"] for a in nl.Corpus(pile).stories().assignments}
        precision, recall, f = bcubed_precision_recall_fscore(gold, [found[d["id"]] for d in kept])
        yield "stories", called, "B-cubed F", f, f"P {precision:.3f}, R {recall:.3f}; {beside}"


def average_linkage(texts: list[str], gold: list[str]) -> tuple[float, float]:
    """The best B-cubed F over thresholds of the cosine, and the threshold."""
    x = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    distance = 1 - (x @ x.T).toarray()
    tree = linkage(np.maximum(distance[np.triu_indices(len(texts), 1)], 0), "average")
    thresholds = np.arange(0.08, 0.5, 0.02)
    return max((bcubed_precision_recall_fscore(gold, fcluster(tree, 1 - t, "distance"))[2], t) for t in thresholds)

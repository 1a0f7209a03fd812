"""Topics against gold labels, the number of topics given, beside scikit-learn's k-means with as many clusters.

Sets, each skipped when it is not there: `bbc_news` and the stories of `reuters21578` that have one of its 8 largest
labels. Also what is chosen when no number is given.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

Row = tuple[str, str, str, float, str]
SEEDS = range(3)
LARGEST = 8


def rows(data: Path) -> Iterator[Row]:
    """Normalised mutual information over seeds, its spread, and scikit-learn's in the same run."""
    for name in ("bbc_news", "reuters21578"):
        path = data / name / "docs.jsonl"
        if path.exists():
            docs = [d for d in map(json.loads, path.open(encoding="utf8")) if d.get("label")]
            yield from measured(name, largest(docs) if name == "reuters21578" else docs)


def largest(docs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the most frequent labels."""
    labels = {label for label, _ in Counter(d["label"] for d in docs).most_common(LARGEST)}
    return [d for d in docs if d["label"] in labels]


def measured(name: str, docs: list[dict[str, Any]]) -> Iterator[Row]:
    """Topics with the number of labels, then without a number."""
    corpus = nl.Corpus([{"id": d["id"], "title": d.get("title") or "", "text": d["text"]} for d in docs])
    kept = {a.id for a in corpus}
    docs = [d for d in docs if d["id"] in kept]
    gold = [d["label"] for d in docs]
    k = len(set(gold))

    def nmi(topics: nl.Topics) -> float:
        found = {a["id"]: a["topic"] for a in topics.assignments}
        return float(normalized_mutual_info_score(gold, [found[d["id"]] for d in docs]))

    ours = [nmi(corpus.topics(k, random_state=s, n_resamples=0)) for s in SEEDS]
    texts = [f"{d.get('title') or ''} {d['text']}" for d in docs]
    tuned = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2, max_df=0.5)
    lsa = make_pipeline(tuned, TruncatedSVD(100, random_state=0), Normalizer(copy=False))
    beside = {
        "default k-means": TfidfVectorizer().fit_transform(texts),
        "tuned TF-IDF": tuned.fit_transform(texts),
        "LSA": lsa.fit_transform(texts),
    }
    notes = []
    for kind, x in beside.items():
        inits = 1 if kind == "default k-means" else 10
        labels = [KMeans(k, n_init=inits, random_state=s).fit_predict(x) for s in SEEDS]
        found = [normalized_mutual_info_score(gold, found) for found in labels]
        notes.append(f"{kind} {np.mean(found):.3f} ± {np.std(found):.3f}")
    yield "topics", name, f"NMI, k={k}", float(np.mean(ours)), "scikit-learn: " + "; ".join(notes)
    yield "topics", name, "its sd over seeds", float(np.std(ours)), f"{len(ours)} seeds"
    free = corpus.topics()
    yield "topics", name, "NMI, k chosen", nmi(free), f"{len(free)} topics, unsure: {free.quality['unsure']}"

"""Grouping of rows on sets with labels: agreement and inertia, ours beside scikit-learn's on the same rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from newsloom import LSA, KMeans, SphericalKMeans, TfidfVectorizer
from sklearn import cluster, decomposition
from sklearn.metrics import normalized_mutual_info_score

SEEDS = range(5)


def labelled(data: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, texts and labels of each set; of Reuters the eight largest classes of articles with one label."""
    docs = [json.loads(line) for line in (data / "bbc_news" / "docs.jsonl").open(encoding="utf-8")]
    yield "bbc_news", [d["text"] for d in docs], [d["label"] for d in docs]
    docs = [json.loads(line) for line in (data / "reuters21578" / "docs.jsonl").open(encoding="utf-8")]
    single = [d for d in docs if d.get("label") and d["text"].strip()]
    largest = {label for label, _ in Counter(d["label"] for d in single).most_common(8)}
    kept = [d for d in single if d["label"] in largest]
    yield "reuters21578, 8 classes", [d["text"] for d in kept], [d["label"] for d in kept]


def rows(data: Path) -> Iterator[tuple[str, str, str, float, str]]:
    for name, texts, truth in labelled(data):
        k = len(set(truth))
        X = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=3, max_df=0.5).fit_transform(texts)
        nmi = [normalized_mutual_info_score(truth, SphericalKMeans(k, random_state=s).fit(X).labels_) for s in SEEDS]
        theirs = [cluster.KMeans(k, random_state=s).fit(X) for s in SEEDS]
        beside = [normalized_mutual_info_score(truth, t.labels_) for t in theirs]
        yield "k-means", name, "NMI, SphericalKMeans", mean(nmi), f"scikit-learn KMeans {mean(beside):.3f}, same rows"
        yield "k-means", name, "deviation over seeds", float(np.std(nmi)), f"scikit-learn {np.std(beside):.3f}"
        ours = [KMeans(k, random_state=s).fit(X).inertia_ / t.inertia_ for s, t in zip(SEEDS, theirs, strict=True)]
        yield "k-means", name, "inertia, KMeans by scikit-learn's", mean(ours), "same seeds"
        svd = decomposition.TruncatedSVD(100, random_state=0).fit(X)
        explained = LSA(100).fit(X).explained_variance_ratio_.sum()
        yield "LSA", name, "variance explained", explained, f"TruncatedSVD {svd.explained_variance_ratio_.sum():.4f}"


def mean(values: list[float]) -> float:
    return float(np.mean(values))

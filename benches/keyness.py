"""Keyness of every outlet of a pile: seconds, beside the counting of scikit-learn and the same formula in numpy.

    python benches/keyness.py DATA [--rounds 3]

DATA is a folder with allsides_articles/docs.jsonl, or a JSONL file with the fields `text` and `source`. The peer
counts words with `CountVectorizer` (quanteda is no Python package), adds up the rows of each outlet and computes the
log-likelihood ratio of the words that the outlet uses; the scores of these words have to agree.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer


def records(path: Path) -> list[dict[str, str]]:
    file = path if path.is_file() else path / "allsides_articles" / "docs.jsonl"
    with file.open(encoding="utf-8") as lines:
        return [{k: row[k] for k in ("id", "text", "source")} for row in map(json.loads, lines)]


def peer(texts: list[str], outlets: list[str]) -> dict[tuple[str, str], float]:
    """The log-likelihood ratio of each outlet's own words, as published."""
    vectorizer = CountVectorizer(token_pattern=r"(?u)\b\w+\b")
    counts = vectorizer.fit_transform(texts)
    names, groups = np.unique(outlets, return_inverse=True)
    rows = (len(names), len(texts))
    sums = (sp.csr_matrix((np.ones(len(texts)), (groups, np.arange(len(texts)))), shape=rows) @ counts).tocoo()
    total, size = np.asarray(counts.sum(0)).ravel(), np.bincount(sums.row, sums.data)
    keep = total[sums.col] >= 2
    row, column, a = sums.row[keep], sums.col[keep], sums.data[keep].astype(float)
    n, n1 = float(size.sum()), size[row]
    n2, word = n - n1, total[column].astype(float)

    def part(o: Any, e: Any) -> Any:
        return np.where(o > 0, o * np.log(np.maximum(o, 1) / e), 0.0)

    b = word - a
    g2 = 2 * (
        part(a, word * n1 / n)
        + part(b, word * n2 / n)
        + part(n1 - a, (n - word) * n1 / n)
        + part(n2 - b, (n - word) * n2 / n)
    )
    terms = vectorizer.get_feature_names_out()
    return dict(zip(zip(names[row], terms[column], strict=True), np.sign(a / n1 - b / n2) * g2, strict=True))


def timed(run: Any, *args: Any, **more: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run(*args, **more)
    return time.perf_counter() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = records(options.data)
    corpus = nl.Corpus(rows, outlet="source")
    print(f"{len(corpus)} articles, {sum(len(r['text']) for r in rows) / 1e6:.0f} million characters")
    for measure in ("lr", "chi2", "log_ratio", "lrc", "log_odds", "pmi", "exact"):
        seconds = [timed(corpus.keyness, by="outlet", measure=measure) for _ in range(options.rounds)]
        found = seconds[0][1]
        tested = sum(found.groups["n_tested"])
        best = min(s for s, _ in seconds)
        print(f"{measure:10} {best:6.2f} s  {len(found.groups)} groups, {tested:,} tests, {len(found):,} rows")
    ours = min(timed(corpus.keyness, by="outlet")[0] for _ in range(options.rounds))
    theirs, expected = timed(peer, [r["text"] for r in rows], [r["source"] for r in rows])
    parts = nl.Corpus([{**r, "outlet": f"part {i % 491}"} for i, r in enumerate(rows)])
    seconds, found = min((timed(parts.keyness, by="outlet") for _ in range(options.rounds)), key=lambda run: run[0])
    print(f"{len(found.groups)} parts of equal size, lr: {seconds:.2f} s")
    print(f"scikit-learn and numpy {theirs:.2f} s: {theirs / ours:.1f} times our time")
    # One tokenizer for both, to compare scores: plain Latin words, as texts.
    letters = CountVectorizer(token_pattern=r"(?u)\b[a-z]+\b").build_analyzer()
    plain = [" ".join(letters(r["text"])) for r in rows[:500]]
    outlets = [r["source"] for r in rows[:500]]
    expected = peer(plain, outlets)
    found = nl.Corpus([{"text": t, "outlet": o} for t, o in zip(plain, outlets, strict=True)]).keyness(top=None)
    both = [
        abs(k["score"] - expected[k["target"], k["feature"]]) for k in found if (k["target"], k["feature"]) in expected
    ]
    print(f"largest difference of {len(both):,} scores: {max(both):.1e}")


if __name__ == "__main__":
    main()

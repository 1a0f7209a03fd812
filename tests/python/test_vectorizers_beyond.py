"""What the vectorizers have beyond scikit-learn's: corpora, SMART strings, files as they are needed, Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
import pytest

pytest.importorskip("scipy")

DOCS = [
    "the bridge is closed",
    "the bridge reopens on monday",
    "rain on monday rain on tuesday rain",
    "under the bridge",
]


def same(a: Any, b: Any) -> None:
    np.testing.assert_allclose(a.toarray(), b.toarray(), rtol=1e-12)


@pytest.mark.parametrize("params", [{}, {"analyzer": "char_wb"}, {"tokenizer": str.split, "token_pattern": None}])
def test_a_corpus_is_a_list_of_texts(params: dict[str, Any]) -> None:
    corpus = nl.Corpus([{"text": t} for t in DOCS])
    for make in (nl.TfidfVectorizer, nl.CountVectorizer, nl.HashingVectorizer):
        v = make(**params)
        same(v.fit_transform(corpus), v.fit_transform(DOCS))
        same(v.transform(corpus), v.transform(list(corpus)))
    if not params:
        same(nl.CountVectorizer().partial_fit(corpus).transform(corpus), nl.CountVectorizer().fit_transform(DOCS))


def gensims(counts: Any, terms: list[str], smartirs: str, pivot: float | None, slope: float) -> Any:
    """SMART weights as the formulas say them, document by document."""
    n, df = len(counts), (counts > 0).sum(axis=0)
    tf_of: dict[str, Any] = {
        "n": lambda c, r: c,
        "b": lambda c, r: 1.0,
        "l": lambda c, r: 1 + np.log2(c),
        "a": lambda c, r: 0.5 + 0.5 * c / max(r),
        "d": lambda c, r: 1 + np.log2(1 + np.log2(c)),
        "L": lambda c, r: (1 + np.log2(c)) / (1 + np.log2(np.mean(r))),
    }
    df_of: dict[str, Any] = {
        "n": lambda d: 1.0,
        "f": lambda d: np.log2(n / d),
        "t": lambda d: np.log2((n + 1) / d),
        "p": lambda d: max(0.0, np.log2((n - d) / d)) if d < n else 0.0,
    }
    tf, idf, norm = smartirs
    characters = np.array([len(t) + 1 for t in terms])
    out = np.zeros(counts.shape)
    for i, row in enumerate(counts):
        present = [c for c in row if c]
        for j, c in enumerate(row):
            if c:
                out[i, j] = tf_of[tf](c, present) * df_of[idf](df[j])
    lengths: dict[str, Any] = {
        "n": np.ones(n),
        "c": np.sqrt((out**2).sum(axis=1)),
        "u": (counts > 0).sum(axis=1).astype(float),
        "b": (counts * characters).sum(axis=1).astype(float),
    }
    length = lengths[norm]
    if norm in "ub" and pivot is None:
        pivot = length.mean()
    if pivot is not None and norm != "n":
        length = (1 - slope) * pivot + slope * length
    return out / np.where(length == 0, 1, length)[:, None]


@pytest.mark.parametrize("tf", "nbladL")
@pytest.mark.parametrize("rest", ["nn", "fc", "tu", "pb"])
@pytest.mark.parametrize("pivot", [None, 5.0])
def test_smart_strings(tf: str, rest: str, pivot: float | None) -> None:
    smartirs = tf + rest
    v = nl.TfidfVectorizer(smartirs=smartirs, pivot=pivot, slope=0.3)
    X = v.fit_transform(DOCS)
    counts = nl.CountVectorizer().fit_transform(DOCS).toarray()
    expected = gensims(counts, v.get_feature_names_out().tolist(), smartirs, pivot, 0.3)
    np.testing.assert_allclose(X.toarray(), expected, rtol=1e-12, atol=1e-15)
    same(v.transform(DOCS), X)
    same(nl.TfidfVectorizer(smartirs=smartirs, pivot=pivot, slope=0.3).partial_fit(DOCS).transform(DOCS), X)


def test_smart_models_are_saved(tmp_path: Path) -> None:
    for smartirs in ("ltb", "tpc", "nxu"):
        v = nl.TfidfVectorizer(smartirs=smartirs).fit(DOCS)
        v.save(tmp_path / "m")
        other = nl.TfidfVectorizer.load(tmp_path / "m")
        same(other.transform(DOCS), v.transform(DOCS))
        assert other.weighting == v.weighting
    with pytest.raises(ValueError, match="'smartirs' parameter of TfidfVectorizer"):
        nl.TfidfVectorizer(smartirs="nfz").fit(DOCS)
    with pytest.raises(ValueError, match="'slope' parameter"):
        nl.TfidfVectorizer(smartirs="nfc", slope=2).fit(DOCS)
    with pytest.raises(ValueError, match="term_lengths"):
        nl.SmartTransformer(smartirs="nfb").fit([[1, 2]])


def test_files_are_read_when_their_turn_comes(tmp_path: Path) -> None:
    paths = []
    for i, text in enumerate(DOCS * 500):
        paths.append(tmp_path / str(i))
        paths[-1].write_text(text)
    opened = 0

    def each() -> Iterator[str]:
        nonlocal opened
        for path in paths:
            opened += 1
            yield str(path)

    v = nl.TfidfVectorizer(input="filename")
    same(v.fit_transform(each()), nl.TfidfVectorizer().fit_transform(DOCS * 500))
    assert opened == len(paths)
    same(v.transform(each()), v.transform(map(str, paths)))


INTERRUPTED = """
import os, signal, threading, time
import newsloom as nl
v = nl.TfidfVectorizer(ngram_range=(1, 2)).fit(["old words"])
text = " ".join(f"word{i % 997} other{i % 1013}" for i in range(20_000))
def texts():
    while True:
        yield text
sent = []
def interrupt():
    sent.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)
for source in (texts(), [text] * 20_000):
    threading.Timer(0.5, interrupt).start()
    try:
        v.fit_transform(source)
    except KeyboardInterrupt:
        print("stopped", time.monotonic() - sent[-1] < 1, v.get_feature_names_out().tolist(), v.transform(["old"]).nnz)
"""


def test_control_c_stops_a_fit_within_a_second() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, encoding="utf8", timeout=60)
    assert done.stdout.splitlines() == ["stopped True ['old', 'old words', 'words'] 1"] * 2, done.stderr


class Loud(str):
    """A string of a class of its own."""


def test_strings_of_other_classes_have_the_same_terms() -> None:
    sk = pytest.importorskip("sklearn.feature_extraction.text")
    docs = ["new york rain", np.str_("new york sun"), Loud("rain in new york")]
    ours, theirs = nl.CountVectorizer(ngram_range=(1, 2)), sk.CountVectorizer(ngram_range=(1, 2))
    same(ours.fit_transform(docs), theirs.fit_transform(docs))
    assert ours.get_feature_names_out().tolist() == theirs.get_feature_names_out().tolist()
    grown = nl.CountVectorizer(ngram_range=(1, 2)).partial_fit(docs[:2]).partial_fit(docs[2:])
    same(grown.transform(docs), theirs.transform(docs))

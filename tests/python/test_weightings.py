"""The weightings: what the printed formula says is what is computed; class TF-IDF; models that are no models."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
import pytest
from newsloom import _core

pytest.importorskip("scipy")

X = np.array([[3, 1, 0, 2], [0, 1, 5, 0], [1, 0, 2, 2]])


def said(formula: str, counts: Any) -> Any:
    """The formula in words, computed entry by entry."""
    shared = {
        "ln": np.log,
        "log2": np.log2,
        "sqrt": np.sqrt,
        "max": max,
        "n": len(counts),
        "A": int(counts.sum(axis=1).mean()),
        "mean_length": counts.sum(axis=1).mean(),
    }
    for words in ("mean length", "max tf", "mean tf"):
        formula = formula.replace(words, words.replace(" ", "_"))
    out = np.zeros(counts.shape)
    for (i, j), tf in np.ndenumerate(counts):
        if tf:
            row = {"tf": tf, "df": (counts[:, j] > 0).sum(), "f": counts[:, j].sum(), "length": counts[i].sum()}
            row |= {"max_tf": counts[i].max(), "mean_tf": counts[i][counts[i] > 0].mean()}
            out[i, j] = eval(formula, shared | row)
    return out


def of_counts() -> list[Any]:
    flags: list[dict[str, bool]] = [
        {"use_idf": a, "smooth_idf": b, "sublinear_tf": c} for a, b, c in product([True, False], repeat=3)
    ]
    return [
        *(nl.TfidfTransformer(norm=None, **f) for f in flags),
        nl.BM25Transformer(),
        nl.BM25Transformer(k1=0.9, b=0.4),
        *(
            nl.ClassTfidfTransformer(bm25_weighting=a, reduce_frequent_words=b)
            for a, b in product([True, False], repeat=2)
        ),
        *(nl.SmartTransformer(smartirs=f"{a}{b}n") for a, b in product("nbladL", "nftp")),
    ]


@pytest.mark.parametrize("transformer", of_counts(), ids=lambda t: f"{type(t).__name__}: {t.weighting}")
def test_the_formula_said_is_the_formula_used(transformer: Any) -> None:
    with np.errstate(invalid="ignore"):
        found = transformer.fit_transform(X).toarray()
        np.testing.assert_allclose(found, said(transformer.weighting, X), rtol=1e-12)


def test_class_tfidf_by_hand() -> None:
    transformer = nl.ClassTfidfTransformer().fit(X, multiplier=[1, 1, 2, 1])
    # 17 words in 3 classes: A = 5.
    np.testing.assert_allclose(transformer.idf_, np.log(1 + 5 / np.array([4, 2, 7, 4])) * [1, 1, 2, 1])
    np.testing.assert_allclose(transformer.transform(X).toarray()[1, 2], 5 / 6 * 2 * np.log(1 + 5 / 7))
    with pytest.raises(ValueError, match="'bm25_weighting' parameter"):
        nl.ClassTfidfTransformer(bm25_weighting="x").fit(X)


def test_trimming_by_every_kind_of_bound() -> None:
    tf, df = X.sum(axis=0), (X > 0).sum(axis=0)
    assert (tf.tolist(), df.tolist()) == ([4, 2, 7, 4], [2, 2, 2, 2])
    for bounds, kept in [
        ({"min_termfreq": 4}, [0, 2, 3]),
        ({"max_termfreq": 4}, [0, 1, 3]),
        ({"min_termfreq": 0.2, "termfreq_type": "prop"}, [0, 2, 3]),
        ({"max_termfreq": 2, "termfreq_type": "rank"}, [0, 1, 3]),
        ({"min_termfreq": 2, "termfreq_type": "rank"}, [0, 2, 3]),
        ({"max_termfreq": 0.5, "termfreq_type": "quantile"}, [0, 1, 3]),
        ({"min_docfreq": 3}, []),
        ({"max_docfreq": 0.7, "docfreq_type": "prop"}, [0, 1, 2, 3]),
        ({"min_termfreq": 3, "max_docfreq": 2}, [0, 2, 3]),
    ]:
        trimmed, columns = nl.dfm_trim(X, **bounds)
        assert columns.tolist() == kept, bounds
        assert trimmed.toarray().tolist() == X[:, kept].tolist()
    with pytest.raises(ValueError, match="docfreq_type must be one of count, prop, rank, quantile, got 'x'"):
        nl.dfm_trim(X, min_docfreq=1, docfreq_type="x")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.nlm"
    nl.TfidfVectorizer(stemmer="english", ngram_range=(1, 2)).partial_fit(["wind and rain", "rain"]).save(path)
    return path


def test_every_altered_byte_is_noticed(model: Path) -> None:
    data = model.read_bytes()
    for at in range(0, len(data), 7):
        model.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(ValueError, match=r"\w"):
            nl.TfidfVectorizer.load(model)
    for end in range(0, len(data), 11):
        model.write_bytes(data[:end])
        with pytest.raises(ValueError, match=r"\w"):
            nl.TfidfVectorizer.load(model)


def test_other_models_are_told_from_ours(model: Path) -> None:
    blocks = ["terms", "ends", "idf", "counts"]
    text, parts = _core.unpack(model.read_bytes(), "vectorizer", 1, blocks)

    def written(kind: str = "vectorizer", version: int = 1, **changes: Any) -> None:
        params = json.dumps(json.loads(text) | changes)
        model.write_bytes(_core.pack(kind, version, params, list(zip(blocks, parts, strict=True))))

    for kind, version, changes, message in [
        ("vectorizer", 2, {}, "version"),
        ("kmeans", 1, {}, "kmeans"),
        ("vectorizer", 1, {"class": "CountVectorizer"}, "holds a CountVectorizer"),
        ("vectorizer", 1, {"stemmer_version": "rust-stemmers 0.1"}, "stemmer is 'rust-stemmers 0.1'"),
        ("vectorizer", 1, {"params": {"klingon": 1}}, "malformed"),
        ("vectorizer", 1, {"idf": "float32"}, "one finite idf per term"),
    ]:
        written(kind, version, **changes)
        with pytest.raises(ValueError, match=message):
            nl.TfidfVectorizer.load(model)
    written()
    assert nl.TfidfVectorizer.load(model).vocabulary_


def test_gigantic_tokens_and_nul() -> None:
    docs = ["x" * 3_000_000 + " and rain", "nul\0rain \0", "é" * 500_000 + "\0and", "rain " * 100_000]
    v = nl.CountVectorizer(ngram_range=(1, 2)).fit(docs)
    assert v.vocabulary_["x" * 3_000_000] == len(v.vocabulary_) - 4
    assert v.transform(docs).toarray()[3, v.vocabulary_["rain rain"]] == 99_999
    assert (v.transform(docs) != v.fit_transform(docs)).nnz == 0

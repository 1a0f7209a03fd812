"""The vectorizers against scikit-learn's: same terms, columns, values, types, errors and warnings."""

from __future__ import annotations

import warnings
from typing import Any

import newsloom as nl
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sk = pytest.importorskip("sklearn.feature_extraction.text")

WORDS = st.text("abcDEé ΣσİßÀ\u0301\u200d½_1中.,'’“-\n\t\x1c\xa0", max_size=8)
DOCS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=7)
PATTERNS = [r"(?u)\b\w\w+\b", r"\w+", r"(?u)\b\w{3,}\b", r"(?u)\b(\w+)\b", r"[a-z]+", r"(\w)\w*", r"\S+"]
TEXT: dict[str, Any] = {
    "strip_accents": st.sampled_from([None, "ascii", "unicode"]),
    "lowercase": st.booleans(),
    "analyzer": st.sampled_from(["word", "word", "char", "char_wb"]),
    "ngram_range": st.sampled_from([(1, 1), (1, 2), (2, 2), (1, 3), (2, 4), (1, 6), (0, 1), (0, 2), (3, 2)]),
    "token_pattern": st.sampled_from(PATTERNS),
    "stop_words": st.sampled_from([None, None, "english", ["ab", "dé", "abc"], []]),
    "binary": st.booleans(),
}
COUNT: dict[str, Any] = {
    "max_df": st.one_of(st.integers(1, 4), st.floats(0, 1)),
    "min_df": st.one_of(st.integers(1, 4), st.floats(0, 1)),
    "max_features": st.sampled_from([None, None, 1, 3, 10]),
}
TFIDF: dict[str, Any] = {
    "norm": st.sampled_from(["l1", "l2", None]),
    "use_idf": st.booleans(),
    "smooth_idf": st.booleans(),
    "sublinear_tf": st.booleans(),
}


def some(options: dict[str, Any]) -> Any:
    """Some of the parameters, the others at their defaults."""
    return st.fixed_dictionaries({}, optional=options)


def outcome(run: Any) -> tuple[Any, list[str]]:
    """The result or the error, and the warnings."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            result = run()
        except Exception as e:
            result = (type(e).__name__, str(e))
    return result, [f"{w.category.__name__}: {w.message}" for w in seen]


def assert_same(ours: Any, theirs: Any) -> None:
    """Equal matrices, of equal type; or equal errors."""
    if isinstance(theirs, tuple):
        assert ours == theirs
        return
    assert not isinstance(ours, tuple), ours
    assert (ours.shape, ours.dtype, ours.indices.dtype, ours.indptr.dtype, type(ours)) == (
        theirs.shape,
        theirs.dtype,
        theirs.indices.dtype,
        theirs.indptr.dtype,
        type(theirs),
    )
    np.testing.assert_allclose(
        ours.toarray(), theirs.toarray(), rtol=1e-12 if ours.dtype == np.float64 else 1e-6, atol=1e-12
    )
    assert ours.nnz == theirs.nnz


def compare(name: str, params: dict[str, Any], docs: list[str], more: list[str]) -> None:
    ours, theirs = getattr(nl, name)(**params), getattr(sk, name)(**params)
    a, b = outcome(lambda: ours.fit_transform(docs)), outcome(lambda: theirs.fit_transform(docs))
    assert a[1] == b[1]
    assert_same(a[0], b[0])
    if isinstance(b[0], tuple):
        return
    if name != "HashingVectorizer" and docs:
        assert ours.vocabulary_ == theirs.vocabulary_
        assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
        assert all(
            sorted(x) == sorted(y)
            for x, y in zip(ours.inverse_transform(a[0]), theirs.inverse_transform(b[0]), strict=True)
        )
    if hasattr(theirs, "idf_"):
        np.testing.assert_array_equal(ours.idf_, theirs.idf_)
        assert ours.idf_.dtype == theirs.idf_.dtype
    a, b = outcome(lambda: ours.transform(more)), outcome(lambda: theirs.transform(more))
    assert a[1] == b[1]
    assert_same(a[0], b[0])


SLOW = settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(some(TEXT | COUNT | {"dtype": st.sampled_from([np.int64, np.int32, np.float64, np.float32])}), DOCS, DOCS)
def test_counts_are_scikit_learns(params: dict[str, Any], docs: list[str], more: list[str]) -> None:
    compare("CountVectorizer", params, docs, more)


@SLOW
@given(some(TEXT | COUNT | TFIDF | {"dtype": st.sampled_from([np.float64, np.float32, np.int64])}), DOCS, DOCS)
def test_weights_are_scikit_learns(params: dict[str, Any], docs: list[str], more: list[str]) -> None:
    compare("TfidfVectorizer", params, docs, more)


HASHING: dict[str, Any] = {
    "n_features": st.sampled_from([1, 7, 64, 2**20]),
    "alternate_sign": st.booleans(),
    "norm": TFIDF["norm"],
    "dtype": st.sampled_from([np.float64, np.float32, np.int64]),
}


@SLOW
@given(some(TEXT | HASHING), DOCS.filter(bool), DOCS.filter(bool))
def test_hashed_counts_are_scikit_learns(params: dict[str, Any], docs: list[str], more: list[str]) -> None:
    compare("HashingVectorizer", params, docs, more)


@SLOW
@given(
    some(TFIDF),
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=6),
    st.sampled_from([np.int64, np.float32, np.float64]),
    st.sampled_from(["csr_matrix", "csc_array", "array"]),
)
def test_transformer_is_scikit_learns(params: dict[str, Any], rows: list[list[int]], dtype: Any, kind: str) -> None:
    import scipy.sparse as sp

    X = np.asarray(rows, dtype=dtype) if kind == "array" else getattr(sp, kind)(np.asarray(rows, dtype=dtype))
    ours, theirs = nl.TfidfTransformer(**params), sk.TfidfTransformer(**params)
    a, b = outcome(lambda: ours.fit_transform(X)), outcome(lambda: theirs.fit_transform(X))
    assert a[1] == b[1]
    assert_same(a[0], b[0])


@SLOW
@given(
    st.sets(WORDS, max_size=6) | st.lists(WORDS, max_size=6) | st.dictionaries(WORDS, st.integers(0, 5), max_size=4),
    DOCS,
)
def test_given_vocabulary(vocabulary: Any, docs: list[str]) -> None:
    for params in ({}, {"ngram_range": (1, 2), "stop_words": ["ab"]}, {"analyzer": "char"}):
        compare("CountVectorizer", {"vocabulary": vocabulary, **params}, docs, docs)
        compare("TfidfVectorizer", {"vocabulary": vocabulary, **params}, docs, docs)


@SLOW
@given(st.lists(st.text(), max_size=6), some(TEXT))
def test_any_text_at_all(docs: list[str], params: dict[str, Any]) -> None:
    """Lone surrogates, NUL, unassigned characters."""
    for extra in ("", "\ud800", "ab\udfffcd \ud83dAΣ\ud800b", "nul\0nul ab"):
        compare("CountVectorizer", params, [d + extra for d in docs], docs)


@pytest.mark.parametrize("lowercase", [True, False])
def test_every_character(lowercase: bool) -> None:
    """Each code point as a word, beside letters, and doubled: case, word class and accents are those of this Python."""
    docs = [" ".join(f"{c}a {c}{c} B{c}" for c in map(chr, range(a, a + 256))) for a in range(0, 0x30000, 256)]
    for accents in (None, "unicode", "ascii"):
        params = {"strip_accents": accents, "lowercase": lowercase}
        ours, theirs = nl.CountVectorizer(**params).fit(docs), sk.CountVectorizer(**params).fit(docs)
        assert ours.vocabulary_ == theirs.vocabulary_
        assert len(ours.vocabulary_) > 100

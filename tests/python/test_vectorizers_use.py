"""The vectorizers in use: within scikit-learn, on odd input, grown, saved, and beyond what scikit-learn has."""

from __future__ import annotations

import copy
import pickle
import re
import sys
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
import pytest
from newsloom import _core

sk = pytest.importorskip("sklearn.feature_extraction.text")

DOCS = [
    "The bridge is closed.",
    "The bridge reopens on Monday!",
    "Rain on Monday, rain on Tuesday",
    "Ünder the bridge",
    "",
]


def same(a: Any, b: Any) -> None:
    np.testing.assert_allclose(a.toarray(), b.toarray(), rtol=1e-12)


def test_pickles_copies_and_clones() -> None:
    from sklearn.base import clone

    for v in (nl.TfidfVectorizer(ngram_range=(1, 2)).fit(DOCS), nl.CountVectorizer().fit(DOCS)):
        for other in (pickle.loads(pickle.dumps(v)), copy.deepcopy(v)):
            same(other.transform(DOCS), v.transform(DOCS))
            assert other.vocabulary_ == v.vocabulary_
        assert clone(v).get_params() == v.get_params()
        assert not hasattr(clone(v), "vocabulary_")


def test_pipelines_and_grid_search() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline

    search = GridSearchCV(
        make_pipeline(nl.TfidfVectorizer(), LogisticRegression()),
        {"tfidfvectorizer__ngram_range": [(1, 1), (1, 2)]},
        cv=2,
    )
    search.fit(DOCS[:4], [0, 0, 1, 1])
    assert search.best_params_["tfidfvectorizer__ngram_range"] in [(1, 1), (1, 2)]
    pipe = make_pipeline(nl.CountVectorizer(), nl.TfidfTransformer()).fit(DOCS)
    same(pipe.transform(DOCS), nl.TfidfVectorizer().fit_transform(DOCS))


@pytest.mark.parametrize("name", ["CountVectorizer", "TfidfVectorizer", "TfidfTransformer", "HashingVectorizer"])
def test_every_parameter_and_method(name: str) -> None:
    ours, theirs = getattr(nl, name)(), getattr(sk, name)()
    params = ours.get_params()
    assert {k: params[k] for k in theirs.get_params()} == theirs.get_params()
    assert set(params) - set(theirs.get_params()) <= {
        "stemmer",
        "stemmer_engine",
        "n_jobs",
        "smartirs",
        "pivot",
        "slope",
    }
    public = {m for m in dir(theirs) if not m.startswith("_")}
    assert public - set(dir(ours)) == set()
    mine, other = ours.__sklearn_tags__(), theirs.__sklearn_tags__()
    assert (mine.input_tags, mine.transformer_tags, mine.requires_fit) == (
        other.input_tags,
        other.transformer_tags,
        other.requires_fit,
    )


BAD = [
    {"input": "x"},
    {"encoding": 3},
    {"decode_error": "x"},
    {"strip_accents": "x"},
    {"lowercase": 2},
    {"preprocessor": 1},
    {"tokenizer": 1},
    {"stop_words": "german"},
    {"stop_words": 3},
    {"token_pattern": 3},
    {"ngram_range": [1, 2]},
    {"analyzer": "x"},
    {"max_df": 1.5},
    {"max_df": 0},
    {"min_df": -1},
    {"min_df": "x"},
    {"max_features": 0},
    {"vocabulary": 3},
    {"binary": "x"},
    {"norm": "l3"},
    {"use_idf": 2},
    {"smooth_idf": None},
    {"sublinear_tf": "x"},
]


@pytest.mark.parametrize("params", BAD)
def test_wrong_parameters_are_named_as_scikit_learn_does(params: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="parameter") as theirs:
        sk.TfidfVectorizer(**params).fit(DOCS)
    with pytest.raises(ValueError, match="parameter") as ours:
        nl.TfidfVectorizer(**params).fit(DOCS)
    assert type(ours.value) is type(theirs.value)

    def words(e: Any) -> list[str]:
        return sorted(re.findall(r"[^\s{},]+", str(e.value)))

    assert words(ours) == words(theirs)


@pytest.mark.parametrize(
    "docs",
    [[None], ["a bb", None], [3], [b"\xff"], [np.nan], ["ab", float("nan")], "text", 3, None, [["ab"]], [b"ab cd"]],
)
def test_odd_documents(docs: Any) -> None:
    def outcome(module: Any) -> Any:
        try:
            return module.CountVectorizer().fit_transform(docs).toarray().tolist()
        except Exception as e:
            return type(e), str(e)

    assert outcome(nl) == outcome(sk)


def test_unfitted_and_empty() -> None:
    from sklearn.exceptions import NotFittedError

    for module in (nl, sk):
        with pytest.raises(NotFittedError):
            module.CountVectorizer().transform(DOCS)
        with pytest.raises(NotFittedError):
            module.TfidfVectorizer().transform(DOCS)
        with pytest.raises(NotFittedError):
            _ = module.TfidfVectorizer().idf_
        with pytest.raises(ValueError, match="empty vocabulary"):
            module.TfidfVectorizer().fit(["", "a"])


def test_a_failed_fit_leaves_the_estimator_as_it_was() -> None:
    v = nl.TfidfVectorizer().fit(DOCS)
    before = v.transform(DOCS)

    def broken() -> Any:
        yield "some words"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        v.fit(broken())
    with pytest.raises(ValueError, match="empty vocabulary"):
        v.fit([""])
    same(v.transform(DOCS), before)


def letters(text: str) -> list[str]:
    return list(text)


def shout(text: str) -> str:
    return text.upper()


@pytest.mark.parametrize(
    "params",
    [
        {"analyzer": str.split},
        {"tokenizer": str.split, "token_pattern": None, "ngram_range": (1, 2)},
        {"preprocessor": shout},
        {"strip_accents": shout},
        {"analyzer": letters},
        {"tokenizer": letters, "token_pattern": None, "stop_words": ["e"], "max_features": 4},
    ],
)
def test_callables_stay_exact(params: dict[str, Any]) -> None:
    ours, theirs = nl.TfidfVectorizer(**params), sk.TfidfVectorizer(**params)
    same(ours.fit_transform(DOCS), theirs.fit_transform(DOCS))
    assert ours.vocabulary_ == theirs.vocabulary_


def test_hooks_of_a_subclass_are_used() -> None:
    class Own(nl.CountVectorizer):
        def build_tokenizer(self) -> Any:
            return str.split

    assert "closed." in Own().fit(DOCS).vocabulary_


def test_input_kinds(tmp_path: Path) -> None:
    expected = nl.TfidfVectorizer().fit_transform(DOCS)
    pd, pl, pa = pytest.importorskip("pandas"), pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    kinds: list[Any] = [
        tuple(DOCS),
        iter(DOCS),
        (d for d in DOCS),
        np.array(DOCS),
        np.array(DOCS, dtype=object),
        pd.Series(DOCS),
        pd.Series(DOCS, dtype=object),
        pd.Series(DOCS, dtype="string[pyarrow]"),
        pl.Series(DOCS),
        pa.array(DOCS),
        pa.array(DOCS, type=pa.large_string()),
        pa.chunked_array([DOCS[:2], DOCS[2:]]),
        pa.array(["left out", *DOCS, "also"])[1:-1],
        pa.array(DOCS).dictionary_encode(),
        [d.encode() for d in DOCS],
    ]
    for kind in kinds:
        same(nl.TfidfVectorizer().fit_transform(kind), expected)
    paths = [tmp_path / f"{i}.txt" for i in range(len(DOCS))]
    for path, text in zip(paths, DOCS, strict=True):
        path.write_text(text, encoding="utf-8")
    same(nl.TfidfVectorizer(input="filename").fit_transform(paths), expected)
    same(nl.TfidfVectorizer(input="file").fit_transform([p.open("rb") for p in paths]), expected)
    latin = [d.encode("latin-1") for d in DOCS]
    same(nl.TfidfVectorizer(encoding="latin-1").fit_transform(latin), expected)


def test_arrow_columns_are_read_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    expected = nl.CountVectorizer(ngram_range=(1, 2)).fit_transform(DOCS)
    columns = [
        pa.array(DOCS),
        pa.array(DOCS, type=pa.large_string()),
        pa.array(DOCS, type=pa.string_view()),
        pa.array(["left out", *DOCS], type=pa.string_view())[1:],
        pa.chunked_array([DOCS[:2], [], DOCS[2:]]),
        pa.array(DOCS * 2).dictionary_encode()[: len(DOCS)],
        pl.Series(DOCS),
        pl.concat([pl.Series(DOCS[:1]), pl.Series(DOCS[1:])], rechunk=False),
        pl.Series(DOCS, dtype=pl.Categorical),
    ]
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for column in columns:
        assert _core.TextColumn.from_arrow(column) is not None
        same(nl.CountVectorizer(ngram_range=(1, 2)).fit_transform(column), expected)
        same(nl.HashingVectorizer().fit_transform(column), nl.HashingVectorizer().fit_transform(DOCS))
    for other in (pa.array([1, 2]), pa.array(["a", None]), pl.Series(["a", None]), pl.Series([b"a"])):
        assert _core.TextColumn.from_arrow(other) is None
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'lower'"):
        nl.CountVectorizer().fit(pl.Series(["some words", None]))
    bad = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\x02\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    with pytest.raises(ValueError, match="the Arrow column is malformed"):
        nl.CountVectorizer().fit(bad)
    with pytest.raises(ValueError, match="empty vocabulary"):
        nl.CountVectorizer().fit(pl.Series([], dtype=pl.String))


class Shouting:
    """No string, but it has a lower case."""

    def lower(self) -> str:
        return "quiet now"


@pytest.mark.parametrize("docs", [["a bb", Shouting()], ["a bb", 3.5], [bytearray(b"ab")], [["ab"], "cd"], [{}]])
@pytest.mark.parametrize("params", [{}, {"lowercase": False}, {"analyzer": "char", "ngram_range": (1, 2)}])
def test_what_is_no_string_is_taken_as_scikit_learn_does(docs: Any, params: dict[str, Any]) -> None:
    def outcome(module: Any) -> Any:
        try:
            return module.CountVectorizer(**params).fit_transform(docs).toarray().tolist()
        except Exception as e:
            return type(e), str(e)

    assert outcome(nl) == outcome(sk)


def test_a_changed_vocabulary_counts() -> None:
    v = nl.CountVectorizer().fit(DOCS)
    v.transform(DOCS)
    v.vocabulary_.pop("the")
    v.vocabulary_["closed"], v.vocabulary_["under"] = v.vocabulary_["closed"], v.vocabulary_.pop("closed")
    with_it = sk.CountVectorizer()
    with_it.vocabulary_, with_it.fixed_vocabulary_ = dict(v.vocabulary_), True
    assert v.vocabulary_ == with_it.vocabulary_
    v.vocabulary_ = {"bridge": 0, "rain": 1}
    assert v.transform(["rain on the bridge, rain"]).toarray().tolist() == [[1, 2]]


def test_stems() -> None:
    v = nl.CountVectorizer(stemmer="english", stop_words=["the"], ngram_range=(1, 2))
    x = v.fit_transform(["The mayors resigned", "mayor resigns"])
    assert list(v.get_feature_names_out()) == ["mayor", "mayor resign", "resign"]
    assert x.toarray().tolist() == [[1, 1, 1], [1, 1, 1]]
    assert v.build_analyzer()("The mayors resigned") == ["mayor", "resign", "mayor resign"]
    assert v.transform(["a mayor, the mayors"]).toarray().tolist() == [[2, 0, 0]]
    with pytest.raises(ValueError, match="klingon"):
        nl.CountVectorizer(stemmer="klingon").fit(DOCS)


@pytest.mark.parametrize("params", [{}, {"min_df": 2, "ngram_range": (1, 2)}, {"max_features": 3, "stemmer": "en"}])
def test_parts_make_the_whole(params: dict[str, Any]) -> None:
    whole = nl.TfidfVectorizer(**params).fit(DOCS)
    grown = nl.TfidfVectorizer(**params)
    grown.partial_fit(DOCS[:3]).partial_fit(DOCS[3:])
    left, right = (
        nl.TfidfVectorizer(**params).partial_fit(DOCS[:3]),
        nl.TfidfVectorizer(**params, min_df=1) if not params else None,
    )
    assert grown.vocabulary_ == whole.vocabulary_
    np.testing.assert_array_equal(grown.idf_, whole.idf_)
    same(grown.transform(DOCS), whole.transform(DOCS))
    if right is not None:
        merged = left.merge(right.partial_fit(DOCS[3:]))
        np.testing.assert_array_equal(merged.idf_, whole.idf_)
    if not params:
        with pytest.raises(ValueError, match="can't merge: ngram_range differs"):
            grown.merge(nl.TfidfVectorizer(ngram_range=(1, 2)).partial_fit(DOCS))


@pytest.mark.parametrize("name", ["CountVectorizer", "TfidfVectorizer"])
def test_saved_and_loaded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "model.nlm"
    kind = getattr(nl, name)
    v = kind(stemmer="english", stop_words=["the"], dtype=np.float32, ngram_range=(1, 2)).fit(DOCS)
    v.save(path)
    back = kind.load(path)
    same(back.transform(DOCS), v.transform(DOCS))
    assert back.transform(DOCS).dtype == np.float32
    assert back.get_params() == v.get_params()
    grown = kind().partial_fit(DOCS[:3])
    grown.save(path)
    assert kind.load(path).partial_fit(DOCS[3:]).vocabulary_ == kind().fit(DOCS).vocabulary_
    with pytest.raises(ValueError, match="holds no code"):
        kind(tokenizer=str.split).fit(DOCS).save(path)
    data = path.read_bytes()
    for bad, message in [
        (data[:40], "truncated|malformed"),
        (data[:-30] + b"x" * 30, "altered|checksum"),
        (b"PK" + data[2:], "no newsloom state"),
        (b"", "no newsloom state"),
    ]:
        path.write_bytes(bad)
        with pytest.raises(ValueError, match=message):
            kind.load(path)


def test_threads_change_no_bit() -> None:
    docs = [f"{d} word{i % 37} word{i % 11} é{i}" for i, d in enumerate(DOCS * 2000)]
    one = nl.TfidfVectorizer(n_jobs=1, ngram_range=(1, 2)).fit_transform(docs)
    for n in (2, 3):
        other = nl.TfidfVectorizer(n_jobs=n, ngram_range=(1, 2)).fit_transform(docs)
        assert (one.indices == other.indices).all()
        assert one.data.tobytes() == other.data.tobytes()


def test_bm25_by_hand() -> None:
    x = nl.BM25Transformer(k1=1.0, b=0.5).fit_transform([[1, 0], [1, 2]]).toarray()
    rare, common = np.log(1 + 1.5 / 1.5), np.log(1 + 0.5 / 2.5)
    np.testing.assert_allclose(x[0], [common * 2 / (1 + 0.5 + 0.5 * 0.5), 0])
    np.testing.assert_allclose(x[1], [common * 2 / (1 + 0.5 + 0.5 * 1.5), rare * 4 / (2 + 0.5 + 0.5 * 1.5)])
    with pytest.raises(ValueError, match="'b' parameter"):
        nl.BM25Transformer(b=2).fit([[1]])


def test_smart_by_hand() -> None:
    X = [[2, 1, 0], [0, 1, 4]]
    np.testing.assert_allclose(nl.SmartTransformer(smartirs="lfn").fit_transform(X).toarray(), [[2, 0, 0], [0, 0, 3]])
    np.testing.assert_allclose(nl.SmartTransformer(smartirs="anu").fit_transform(X).toarray()[0], [0.5, 0.375, 0])
    pivoted = nl.SmartTransformer(smartirs="bnu", pivot=4, slope=0.5).fit_transform(X).toarray()
    np.testing.assert_allclose(pivoted[0], [1 / 3, 1 / 3, 0])
    with pytest.raises(ValueError, match="smartirs"):
        nl.SmartTransformer(smartirs="xyz").fit(X)


def test_dfm_schemes_by_hand() -> None:
    X = [[1, 10, 0], [5, 0, 0]]
    expected = {
        "prop": [1 / 11, 10 / 11, 0],
        "propmax": [0.1, 1, 0],
        "logcount": [1, 2, 0],
        "boolean": [1, 1, 0],
        "augmented": [0.55, 1, 0],
        "logave": [1 / (1 + np.log10(5.5)), 2 / (1 + np.log10(5.5)), 0],
        "logsmooth": [np.log10(1.5), np.log10(10.5), 0],
    }
    for scheme, row in expected.items():
        np.testing.assert_allclose(nl.dfm_weight(X, scheme).toarray()[0], row)
    with pytest.raises(ValueError, match="scheme must be one of"):
        nl.dfm_weight(X, "x")
    assert nl.dfm_trim(X, min_termfreq=7)[1].tolist() == [1]
    assert nl.dfm_trim(X, min_docfreq=1, docfreq_type="prop")[1].tolist() == [0]
    assert nl.dfm_trim(X, min_termfreq=2, termfreq_type="rank")[1].tolist() == [0, 1]
    assert nl.dfm_trim(X, min_termfreq=0.5, termfreq_type="quantile")[1].tolist() == [0, 1]


def test_importing_newsloom_imports_no_scikit_learn() -> None:
    import subprocess

    code = "import newsloom, sys; assert not {'sklearn', 'scipy', 'pandas'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

"""`newsloom tfidf` beside the vectorizers in Python: models and rows go both ways."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
import pytest

sp = pytest.importorskip("scipy.sparse")

DOCS = [
    "The bridge is closed.",
    "The bridges reopen on Monday!",
    "Rain on Monday, rain on Tuesday",
    "Ünder the bridge ١",
    "?!",
]
TEXTS = [t for t in DOCS if any(map(str.isalnum, t))]


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    path = tmp_path / "pile.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{i}", "text": t}) + "\n" for i, t in enumerate(DOCS)), "utf8")
    return path


def run(binary: str, *args: Any, code: int = 0) -> str:
    done = subprocess.run([binary, "tfidf", *map(str, args)], capture_output=True, encoding="utf8")
    assert done.returncode == code, done.stderr
    return done.stderr


def rows(binary: str, model: Path, pile: Path) -> Any:
    out = model.with_suffix(".npz")
    run(binary, "transform", "--model", model, pile, "--output", out)
    X = sp.load_npz(out)
    assert X.format == "csr"
    assert X.indices.dtype == np.int32
    return X


@pytest.mark.parametrize(
    ("estimator", "params"),
    [
        ("TfidfVectorizer", {}),
        ("TfidfVectorizer", {"stemmer": "english", "stemmer_engine": "snowball", "stop_words": "english"}),
        ("TfidfVectorizer", {"ngram_range": (1, 3), "sublinear_tf": True, "norm": "l1", "strip_accents": "unicode"}),
        ("TfidfVectorizer", {"dtype": np.float32, "use_idf": False, "binary": True}),
        ("TfidfVectorizer", {"analyzer": "char_wb", "ngram_range": (2, 4), "smooth_idf": False}),
        (
            "TfidfVectorizer",
            {"dtype": np.float32, "token_pattern": r"\w{3,}", "stop_words": ["the"], "lowercase": False},
        ),
        ("TfidfVectorizer", {"dtype": np.int32}),
        ("TfidfVectorizer", {"token_pattern": "[a-z]+", "ngram_range": (1, 2), "stop_words": ["the"], "stemmer": "en"}),
        ("TfidfVectorizer", {"token_pattern": r"(?:\W)(\w*)", "strip_accents": "ascii", "dtype": np.float32}),
        ("CountVectorizer", {"token_pattern": r"\S+ \S+", "ngram_range": (1, 3), "dtype": np.uint8}),
        ("CountVectorizer", {"dtype": np.int16}),
        ("CountVectorizer", {"dtype": bool}),
        ("CountVectorizer", {"ngram_range": (2, 2)}),
        ("CountVectorizer", {"binary": True, "dtype": np.float64, "analyzer": "char"}),
    ],
)
def test_models_of_python_work_in_the_command(
    estimator: str, params: dict[str, Any], pile: Path, newsloom_binary: str
) -> None:
    v = getattr(nl, estimator)(**params).fit(TEXTS)
    model = pile.with_name("model.nlm")
    v.save(model)
    expected, found = v.transform(TEXTS), rows(newsloom_binary, model, pile)
    assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
    assert (found.indptr == expected.indptr).all()
    assert (found.indices == expected.indices).all()
    assert (found.data == expected.data).all(), "bit for bit"


def test_models_of_the_command_work_in_python(pile: Path, newsloom_binary: str) -> None:
    model = pile.with_name("model.nlm")
    flags = "--ngram-range 1,2 --min-df 1 --max-df 0.9 --stop-words english --sublinear-tf --stemmer en --no-smooth-idf"
    run(newsloom_binary, "fit", pile, *flags.split(), "--output", model)
    v = nl.TfidfVectorizer.load(model)
    mine = nl.TfidfVectorizer(
        ngram_range=(1, 2), max_df=0.9, stop_words="english", sublinear_tf=True, stemmer="en", smooth_idf=False
    ).fit(TEXTS)
    assert v.vocabulary_ == mine.vocabulary_
    np.testing.assert_allclose(v.idf_, mine.idf_, rtol=1e-15)
    np.testing.assert_allclose(v.transform(TEXTS).toarray(), mine.transform(TEXTS).toarray(), rtol=1e-14)
    assert (rows(newsloom_binary, model, pile) != v.transform(TEXTS)).nnz == 0
    run(newsloom_binary, "fit", pile, "--counts", "--max-features", "1", "--binary", "--output", model)
    counts = nl.CountVectorizer.load(model)
    assert counts.vocabulary_ == nl.CountVectorizer(max_features=1, binary=True).fit(TEXTS).vocabulary_
    with pytest.raises(ValueError, match="holds a CountVectorizer"):
        nl.TfidfVectorizer.load(model)


def test_triples(pile: Path, newsloom_binary: str) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    model, out = pile.with_name("model.nlm"), pile.with_name("rows.parquet")
    run(newsloom_binary, "fit", pile, "--output", model)
    run(newsloom_binary, "transform", "--model", model, pile, "--output", out)
    table = pq.read_table(out)
    assert table.schema.names == ["row", "id", "term", "value"]
    v = nl.TfidfVectorizer.load(model)
    X = v.transform(TEXTS).tocoo()
    terms = v.get_feature_names_out()
    assert table.column("row").to_pylist() == X.row.tolist()
    assert table.column("id").to_pylist() == [f"d{i}" for i in X.row]
    assert table.column("term").to_pylist() == [terms[c] for c in X.col]
    assert table.column("value").to_pylist() == X.data.tolist()


@pytest.mark.parametrize("smartirs", ["nfc", "lxn", "atu", "dpb", "Lnc", "bfb"])
@pytest.mark.parametrize("more", [{}, {"pivot": 4.0, "slope": 0.5, "binary": True}, {"dtype": np.float32}])
def test_smart_strings(smartirs: str, more: dict[str, Any], pile: Path, newsloom_binary: str) -> None:
    model = pile.with_name("model.nlm")
    v = nl.TfidfVectorizer(smartirs=smartirs, **more).fit(TEXTS)
    v.save(model)
    expected, found = v.transform(TEXTS), rows(newsloom_binary, model, pile)
    tolerance = 1e-12 if expected.dtype == np.float64 else 1e-6
    assert found.dtype == expected.dtype
    np.testing.assert_allclose(found.toarray(), expected.toarray(), rtol=tolerance)
    if "dtype" in more:
        return
    flags = ["--smartirs", smartirs, *(["--pivot", 4, "--slope", 0.5, "--binary"] if more else [])]
    run(newsloom_binary, "fit", pile, *flags, "--output", model)
    other = nl.TfidfVectorizer.load(model)
    np.testing.assert_allclose(other.transform(TEXTS).toarray(), expected.toarray(), rtol=1e-12)
    assert other.weighting == v.weighting


def test_a_pattern_of_ones_own_in_fit(pile: Path, newsloom_binary: str) -> None:
    model = pile.with_name("model.nlm")
    run(newsloom_binary, "fit", pile, "--token-pattern", "[^aeiou ]+", "--ngram-range", "1,2", "--output", model)
    mine = nl.TfidfVectorizer(token_pattern="[^aeiou ]+", ngram_range=(1, 2)).fit(TEXTS)
    assert nl.TfidfVectorizer.load(model).vocabulary_ == mine.vocabulary_
    for flags, word in [
        (["--token-pattern", r"\w+(?= )"], "look-around"),
        (["--token-pattern", "(a)(b)"], "at most one capturing group"),
        (["--smartirs", "xyz"], "smartirs must be three letters"),
        (["--smartirs", "lfc", "--slope", "2"], "slope must be from 0 to 1"),
    ]:
        said = run(newsloom_binary, "fit", pile, *flags, "--output", model, code=2)
        assert word in said


ODD = "cafe\u0301s नमस्ते 1½ x² ‿x a\u200db\u1680c\x1cd\xa0e Ⓐb well-known Dé_f 3.5 ١٢ 中文"


@pytest.mark.parametrize(
    "pattern",
    [r"\b\w+\b", r"\S+", r"[^\W\d]+", r"\d+", "(?i)[A-F]\\w*", r"(?:^|\s)(\w)", r"\w+-\w+", r"\B\w", r"[\s.]\D"],
)
def test_patterns_are_pythons(pattern: str, tmp_path: Path, newsloom_binary: str) -> None:
    texts = [ODD, ODD.upper(), ODD[::-1]]
    pile, model = tmp_path / "odd.jsonl", tmp_path / "model.nlm"
    pile.write_text("".join(json.dumps({"id": f"d{i}", "text": t}) + "\n" for i, t in enumerate(texts)), "utf8")
    mine = nl.CountVectorizer(token_pattern=pattern, lowercase=False).fit(texts)
    mine.save(model)
    assert (rows(newsloom_binary, model, pile) != mine.transform(texts)).nnz == 0
    run(newsloom_binary, "fit", pile, "--counts", "--no-lowercase", "--token-pattern", pattern, "--output", model)
    assert nl.CountVectorizer.load(model).vocabulary_ == mine.vocabulary_


def test_what_only_python_can_do_is_said(pile: Path, newsloom_binary: str) -> None:
    model = pile.with_name("model.nlm")
    for name, params, word in [
        (
            "TfidfVectorizer",
            {"token_pattern": r"\w+(?=\W)"},
            "token_pattern must be a regular expression, but look-around",
        ),
        ("CountVectorizer", {"dtype": np.float16}, "dtype must be"),
    ]:
        getattr(nl, name)(**params).fit(TEXTS).save(model)
        said = run(newsloom_binary, "transform", "--model", model, pile, "-o", pile.with_name("r.npz"), code=1)
        assert word in said
        assert len(said.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("ending", ["npz", "parquet"])
def test_an_interrupted_transform_leaves_no_file(newsloom_binary: str, pile: Path, tmp_path: Path, ending: str) -> None:
    model, folder = tmp_path / "model.nlm", tmp_path / "out"
    folder.mkdir()
    run(newsloom_binary, "fit", pile, "--output", model)
    command = [newsloom_binary, "tfidf", "transform", "--model", model, "--output", folder / f"rows.{ending}", "-"]
    process = subprocess.Popen(
        [str(c) for c in command],
        stdin=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdin is not None
    # More than a pipe holds: once it is written, the command has begun to read, and it waits for more.
    process.stdin.write(pile.read_bytes() * 5000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == -signal.SIGINT
    process.stdin.close()
    assert list(folder.iterdir()) == []

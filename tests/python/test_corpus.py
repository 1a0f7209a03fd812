import datetime

import newsloom as nl
import numpy as np
import pandas as pd
import polars as pl
import pytest

RECORDS = [
    {"id": "a", "text": "The ferry was late.", "outlet": "Ledger", "words": 4, "tags": ["sea", "harbour"]},
    {"id": "b", "text": "A ferry sailed.", "outlet": "Echo", "words": 3, "tags": []},
    {"id": "c", "text": "Nobody sailed.", "outlet": "Ledger", "words": 2, "tags": None},
]


def test_extra_fields_are_carried_through():
    corpus = nl.Corpus(RECORDS)
    assert corpus.articles["words"] == [4, 3, 2]
    assert corpus["a"].extra == {"words": 4, "tags": ["sea", "harbour"]}
    assert [a.id for a in corpus] == ["a", "b", "c"]


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame, lambda r: pl.DataFrame(r).to_arrow()])
def test_any_frame_gives_the_same_corpus(frame):
    plain = [{k: r[k] for k in ("id", "text", "outlet", "words")} for r in RECORDS]
    assert nl.Corpus(frame(plain)).articles == nl.Corpus(plain).articles


def test_values_of_frames_become_plain():
    day = pd.Timestamp("2026-03-14")
    corpus = nl.Corpus(
        pd.DataFrame([{"text": "One.", "date": day, "n": np.int64(3)}, {"text": "Two.", "date": pd.NaT, "n": 4}])
    )
    assert corpus.articles["date"][0].startswith("2026-03-14")
    assert corpus.articles["date"][1] == ""
    assert corpus.articles["n"] == [3, 4]
    assert nl.Corpus([{"text": "One.", "date": datetime.date(2026, 3, 14)}])[0].date == "2026-03-14"


def test_fields_can_be_mapped():
    corpus = nl.Corpus([{"body": "One.", "source": "Echo"}], text="body", outlet="source")
    assert (corpus[0].text, corpus[0].outlet) == ("One.", "Echo")


def test_filter_and_split():
    corpus = nl.Corpus(RECORDS)
    assert [a.id for a in corpus.where(outlet="Ledger")] == ["a", "c"]
    assert [a.id for a in corpus.where(outlet=["Ledger", "Echo"], words=3)] == ["b"]
    assert {name: len(part) for name, part in corpus.by("outlet").items()} == {"Ledger": 2, "Echo": 1}
    with pytest.raises(KeyError, match="no field 'outlets'"):
        corpus.where(outlets="Ledger")


@pytest.mark.parametrize(
    ("source", "kind", "match"),
    [
        ("a text", TypeError, r"newsloom.read reads files"),
        ([{"title": "No text"}], ValueError, 'needs the field "text"'),
        ([{"text": 3}], ValueError, "text"),
        ([{"id": "a", "text": "One."}, {"id": "a", "text": "Two."}], ValueError, "ids must be unique"),
        ([3], TypeError, "article 0 must be a dict or a string, got int"),
        ([{1: "x", "text": "One."}], TypeError, "field names must be strings"),
        ([{"text": "One.", "x": object()}], TypeError, "field x"),
    ],
)
def test_bad_records_are_named(source, kind, match):
    with pytest.raises(kind, match=match):
        nl.Corpus(source)


def test_bad_paths_are_named(tmp_path):
    with pytest.raises(ValueError, match="no path given"):
        nl.read()
    with pytest.raises(FileNotFoundError, match="nowhere"):
        nl.read(tmp_path / "nowhere.txt")
    (tmp_path / "bad.jsonl").write_text('{"text": "One."}\n{"text": \n')
    with pytest.raises(ValueError, match=r"bad\.jsonl:2"):
        nl.read(tmp_path / "bad.jsonl")
    with pytest.raises(IndexError, match="below 1, got 7"):
        nl.Corpus(["One."])[7]
    with pytest.raises(KeyError, match="no article 'x'"):
        nl.Corpus(["One."])["x"]

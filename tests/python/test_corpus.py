import datetime
import subprocess

import duckdb
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


def test_a_frame_needs_no_python_object_per_cell(monkeypatch):
    """The records path is not taken: what the stream gives is read by columns."""
    monkeypatch.setattr("newsloom._corpus.records_of", lambda source: pytest.fail("read row by row"))
    relation = duckdb.sql("select 'a' as id, 'The ferry was late.' as text, date '2026-03-14' as date, [1, 2] as n")
    for frame in (pd.DataFrame(RECORDS[:2]), pl.DataFrame(RECORDS[:2]), relation):
        assert nl.Corpus(frame)["a"].text == "The ferry was late."
    assert nl.Corpus(relation)["a"].date == "2026-03-14"
    assert nl.Corpus(relation)["a"].extra == {"n": [1, 2]}
    with pytest.raises(ValueError, match=r"the column \"x\" holds Interval"):
        nl.Corpus(duckdb.sql("select 'a' as text, interval 1 day as x"))


def test_frames_that_give_no_stream_are_read_row_by_row():
    mixed = pd.DataFrame({"text": ["One.", "Two."], "n": [1, "many"]})
    assert nl.Corpus(mixed).articles["n"] == [1, "many"]
    for texts in (pd.Series(["One.", "Two."]), pl.Series(["One.", "Two."]), pl.Series(["One.", "Two."]).to_arrow()):
        assert [a.text for a in nl.Corpus(texts)] == ["One.", "Two."]


def test_a_field_that_may_be_the_outlet_is_named():
    corpus = nl.Corpus([{"text": "One.", "source": "Echo"}])
    (reason,) = corpus.notes["reason"]
    assert reason.startswith(
        'no article names its outlet; if the field "source" does, map it: outlet="source" in Python'
    )
    assert reason.endswith("--field outlet=source on the command line")
    assert len(nl.Corpus([{"text": "One.", "source": "Echo"}], outlet="source").notes) == 0


def test_columns_by_name():
    assert nl.Corpus({"id": ["a", "b"], "text": ["One.", "Two."]})["b"].text == "Two."
    with pytest.raises(ValueError, match="columns must be equally long"):
        nl.Corpus({"id": ["a"], "text": ["One.", "Two."]})
    with pytest.raises(TypeError, match="for one article: a list with one dict"):
        nl.Corpus({"id": "a", "text": "One."})


def test_what_scikit_learn_loads(tmp_path):
    from sklearn.datasets import load_files

    for outlet, name, text in [("echo", "1.txt", "A ferry sailed."), ("ledger", "1.txt", "The ferry was late.")]:
        (tmp_path / outlet).mkdir()
        (tmp_path / outlet / name).write_text(text)
    corpus = nl.Corpus(load_files(tmp_path, encoding="utf-8", shuffle=False), outlet="target")
    assert [(a.id, a.outlet, a.text) for a in corpus] == [
        ("echo/1.txt", "echo", "A ferry sailed."),
        ("ledger/1.txt", "ledger", "The ferry was late."),
    ]
    with pytest.raises(TypeError, match="encoding='utf-8'"):
        nl.Corpus(load_files(tmp_path))


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        (["2026-03-14", ""], [datetime.date(2026, 3, 14), None]),
        (["2026-03-14", "2026-03-15T08:00:00Z"], [datetime.date(2026, 3, 14), datetime.date(2026, 3, 15)]),
        (["2026-03-14", "in spring"], ["2026-03-14", "in spring"]),
        (["20260314", ""], ["20260314", ""]),
        (["", ""], ["", ""]),
    ],
)
def test_dates_are_dates(given, expect):
    articles = nl.Corpus([{"text": "One.", "date": date} for date in given]).articles
    found = [d.date() if isinstance(d, datetime.datetime) else d for d in articles["date"]]
    assert found == expect
    if isinstance(expect[0], datetime.date):
        assert articles.to_polars()["date"].dtype.is_temporal()
        assert articles.to_pandas()["date"].dtype.kind == "M"
        assert "date32" in str(articles.to_arrow().schema) or "timestamp" in str(articles.to_arrow().schema)


def test_files_of_every_kind_mixed(tmp_path):
    frame = pl.DataFrame({"id": ["p"], "body": ["A ferry sailed from the harbour."], "source": ["Echo"]})
    frame.write_parquet(tmp_path / "pile.parquet")
    frame.with_columns(id=pl.lit("q")).to_pandas().to_csv(tmp_path / "pile.csv.gz", index=False)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "c.txt").write_text("The ferry was late.")
    (tmp_path / "notes" / "c.docx").write_text("")
    corpus = nl.read(tmp_path / "pile.*", tmp_path / "notes", text="body", outlet="source", outlet_from_folder=True)
    assert {a.id: a.outlet for a in corpus} == {"p": "Echo", "q": "Echo", "c": "notes"}
    assert [(note["kind"], note["source"].endswith("c.docx")) for note in corpus.notes] == [("skipped", True)]


PAGE = """<html><head><title>Ferry late</title><meta property="og:site_name" content="Echo"></head><body><article>
<p>The ferry to the islands was two hours late on Monday, since a rope had caught in its screw.</p>
<p>Ninety people waited on the quay until noon, and the harbour master handed out tea.</p></article></body></html>"""


def many_kinds(folder):
    """Every format, plain and in each packing, in folders; and what can't be read."""
    import pyarrow as pa

    (folder / "deep" / "er").mkdir(parents=True)
    for packing in ("", ".gz", ".zst"):
        tag = packing.strip(".") or "plain"
        rows = pl.DataFrame(
            {"id": [f"{kind}-{tag}" for kind in ("csv", "jsonl", "parquet")], "body": ["A ferry sailed."] * 3}
        ).with_columns(paper=pl.lit("Echo"))
        wholes = {
            folder / f"txt-{tag}.txt": b"The ferry was late.",
            folder / "deep" / f"html-{tag}.html": PAGE.encode(),
            folder / "deep" / f"rows-{tag}.csv": rows[:1].write_csv().encode(),
            folder / "deep" / "er" / f"rows-{tag}.jsonl": rows[1:2].write_ndjson().encode(),
        }
        rows[2:].write_parquet(folder / "plain.parquet")
        wholes[folder / f"rows-{tag}.parquet"] = (folder / "plain.parquet").read_bytes()
        (folder / "plain.parquet").unlink()
        for path, content in wholes.items():
            with pa.output_stream(
                str(path) + packing, compression={"": None, ".gz": "gzip", ".zst": "zstd"}[packing]
            ) as out:
                out.write(content)
    (folder / "deep" / "notes.docx").write_bytes(b"PK")
    (folder / "deep" / "empty.txt").write_bytes(b"")
    (folder / "deep" / ".hidden.txt").write_text("Hidden words.")
    (folder / "deep" / "er" / "broken.jsonl").write_text('{"body": "A whole line."}\n{"body": \n')
    return [folder / "txt-*", folder / "deep", folder / "rows-plain.parquet", folder / "rows-*.parquet.*"]


def test_every_format_in_every_packing_in_one_call(tmp_path, newsloom_binary):
    paths = many_kinds(tmp_path)
    corpus = nl.read(*paths, skip_bad=True, text="body", outlet="paper")
    kinds, tags = ("csv", "html", "jsonl", "parquet", "txt"), ("gz", "plain", "zst")
    assert sorted(a.id for a in corpus) == sorted(["broken:1", *(f"{k}-{t}" for k in kinds for t in tags)])
    assert {a.outlet for a in corpus if not a.id.startswith(("txt", "broken"))} == {"Echo"}
    reasons = {str(n["source"]).removeprefix(f"{tmp_path}/"): n["reason"] for n in corpus.notes}
    assert reasons["deep/notes.docx"].startswith("its ending is none of .txt, .html")
    assert reasons["deep/empty.txt"] == "the file is empty"
    assert reasons["deep/.hidden.txt"] == "hidden file"
    assert reasons["deep/er/broken.jsonl:2"].startswith("each line must be a JSON object")
    assert len(reasons) == 4
    # The command reads the same and says the same.
    words = [
        newsloom_binary,
        "stories",
        "--skip-bad",
        "--field",
        "text=body",
        "--field",
        "outlet=paper",
        "-f",
        "csv",
        *paths,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert sorted(pl.read_csv(done.stdout.encode())["id"]) == sorted(a.id for a in corpus)
    assert all(f"{n['source']}: skipped: {n['reason']}" in done.stderr for n in corpus.notes)
    with pytest.raises(ValueError, match=r"broken\.jsonl:2: each line must be a JSON object"):
        nl.read(*paths, text="body")


def test_a_bunch_made_by_hand():
    from sklearn.utils import Bunch

    bunch = Bunch(
        data=["A ferry sailed.", "Wheat is dear.", "The ferry was late."],
        target=np.array([1, 0, 1]),
        target_names=["trade", "sea"],
        DESCR="three posts",
    )
    corpus = nl.Corpus(bunch)
    assert [a.id for a in corpus.where(target="sea")] == ["1", "3"]
    assert {name: len(part) for name, part in corpus.by("target").items()} == {"sea": 2, "trade": 1}


def test_values_of_frames_become_plain():
    day = pd.Timestamp("2026-03-14")
    corpus = nl.Corpus(
        pd.DataFrame([{"text": "One.", "date": day, "n": np.int64(3)}, {"text": "Two.", "date": pd.NaT, "n": 4}])
    )
    assert corpus.articles["date"] == [datetime.date(2026, 3, 14), None]
    assert [a.date for a in corpus] == ["2026-03-14", ""]
    assert corpus.articles["n"] == [3, 4]
    assert nl.Corpus([{"text": "One.", "date": datetime.date(2026, 3, 14)}])[0].date == "2026-03-14"


def test_fields_can_be_mapped():
    corpus = nl.Corpus([{"body": "One.", "source": "Echo"}], text="body", outlet="source")
    assert (corpus[0].text, corpus[0].outlet) == ("One.", "Echo")


def test_filter_and_split():
    corpus = nl.Corpus(RECORDS)
    assert [a.id for a in corpus.where(outlet="Ledger")] == ["a", "c"]
    assert [a.id for a in corpus.where(outlet=["Ledger", "Echo"], words=3)] == ["b"]
    assert [a.id for a in corpus.where(words=lambda n: n > 2)] == ["a", "b"]
    dated = nl.Corpus([{"text": "One.", "date": "2026-03-14"}, {"text": "Two."}])
    assert len(dated.where(date=datetime.date(2026, 3, 14))) == 1
    assert {name: len(part) for name, part in corpus.by("outlet").items()} == {"Ledger": 2, "Echo": 1}
    with pytest.raises(KeyError, match="no field 'outlets'; did you mean 'outlet'"):
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


def test_a_notebook_shows_what_articles_have():
    page = nl.Corpus(
        [{"id": "a", "text": "The ferry was late.", "outlet": "", "desk": "sea", "path": "x.txt"}]
    )._repr_html_()
    assert all(f">{name}</th>" in page for name in ("id", "text", "desk"))
    assert not any(f">{name}</th>" in page for name in ("outlet", "url", "path"))

import datetime
import pickle

import duckdb
import newsloom as nl
import polars as pl
import pytest
from newsloom import Table

T = Table({"id": ["a", "b", "c"], "text": ["One <b>word</b>.", "Two.", None], "score": [0.5, 1.0, 0.25]})


def test_rows_and_columns_agree():
    assert len(T) == 3
    assert [row["id"] for row in T] == T["id"] == ["a", "b", "c"]
    assert T[-1] == {"id": "c", "text": None, "score": 0.25}
    assert T[:2].columns == ["id", "text", "score"]
    assert len(T.where(id="b", score=1.0)) == 1
    assert len(T.where(id="b", score=2.0)) == 0


def test_says_what_is_wrong():
    with pytest.raises(ValueError, match="equally long"):
        Table({"a": [1], "b": []})
    with pytest.raises(KeyError, match="no column 'x'; there are id, text, score"):
        T["x"]
    with pytest.raises(IndexError, match="below 3, got 3"):
        T[3]


def test_goes_to_any_data_frame():
    assert list(T.to_pandas()["score"]) == [0.5, 1.0, 0.25]
    assert T.to_polars()["id"].to_list() == ["a", "b", "c"]
    assert T.to_arrow().column("text").null_count == 1


def test_html_escapes_and_clips():
    page = T._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    long = Table({"text": ["word " * 200] * 30})._repr_html_()
    assert "…" in long
    assert "20 more rows" in long
    assert "min-width" in long
    assert "white-space:nowrap'>2026-02-03" in Table({"date": ["2026-02-03"]})._repr_html_()


def test_html_marks_what_a_row_is_about():
    t = nl.kwic(["The <i>port</i> strike & the port."], "port")
    assert t._repr_html_().count("<mark>port</mark>") == 2
    far = Table({"text": ["so " * 100 + "here it is" + " so" * 100]})._marked(text=lambda row: [(300, 304)])
    page = far._repr_html_()
    assert "…" in page
    assert "<mark>here</mark> it is" in page
    both = Table({"text": ["a<b>c"]})._marked(text=lambda row: [(0, 1), (2, 3)])
    assert "<mark>a</mark>&lt;<mark>b</mark>&gt;c" in both._repr_html_()
    assert "<mark>" in both[:1]._repr_html_()
    assert "<mark>" in both.where(text="a<b>c")._repr_html_()
    assert pickle.loads(pickle.dumps(both)) == both


def test_html_marks_how_wordings_differ():
    summit = nl.compare("examples/summit")
    gates = next(s["statement"] for s in summit.statements if "six of the nine gates" in s["text"])
    page = summit.statements.where(statement=gates)._repr_html_()
    assert "six</mark> of the nine gates" in page
    for table, side in ((summit.word_choice, "word_a"), (summit.drift, "a_text")):
        row = table[0]
        assert f"<mark>{row[side]}</mark>".lower() in table[:1]._repr_html_().lower()
    member = next(m for q in summit.to_dict()["quotes"] for m in q["members"] if any(e["text"] for e in m["edits"]))
    words = next(e["text"] for e in member["edits"] if e["text"])
    assert (
        f"<mark>{words}</mark>" in summit.quotes.where(article=member["article"], start=member["start"])._repr_html_()
    )


def test_rows_may_lack_fields():
    assert Table.from_rows([{"a": 1}, {"b": 2}]).to_dict() == {"a": [1, None], "b": [None, 2]}
    assert Table.from_rows([], ["a"]).columns == ["a"]


def test_arrow_stream_keeps_types():
    import pyarrow as pa

    numbers = {"n": [1, None], "x": [1, 2.5], "b": [True, None]}
    t = Table(numbers | {"s": ["é", None], "l": [["a", "b"], None], "e": [None, None]})
    got = pa.table(t)
    assert [str(f.type) for f in got.schema] == ["int64", "double", "bool", "string", "list<item: string>", "string"]
    assert got.to_pydict() == t.to_dict() | {"x": [1.0, 2.5]}
    assert pa.table(Table({})).num_rows == 0


def test_arrow_stream_serves_polars_and_duckdb():
    assert pl.DataFrame(T).equals(T.to_polars())
    arrow = T.to_arrow()  # noqa: F841 duckdb finds it by name
    assert duckdb.sql("select max(score) from arrow").fetchall() == [(1.0,)]


def test_libraries_take_a_table_as_it_is():
    import pandas as pd
    import pyarrow as pa

    # duckdb finds a table by the name that it has here.
    high = duckdb.sql("select id, score from T where score > 0.4 order by id")
    assert high.fetchall() == [("a", 0.5), ("b", 1.0)]
    assert pa.RecordBatchReader.from_stream(T).read_all().num_rows == 3
    if hasattr(pd.DataFrame, "from_arrow"):
        assert list(pd.DataFrame.from_arrow(T)["score"]) == [0.5, 1.0, 0.25]
    # And what they hold comes back.
    assert Table(pl.DataFrame(T)) == T


def test_days_and_moments_are_typed():
    import datetime

    import pyarrow as pa

    day, noon = datetime.date(2026, 3, 14), datetime.datetime(2026, 3, 14, 12, tzinfo=datetime.timezone.utc)
    t = Table({"day": [day, None], "noon": [noon, None], "text": ["2026-03-14", "soon"]})
    got = pa.table(t)
    assert [str(f.type) for f in got.schema] == ["date32[day]", "timestamp[us, tz=UTC]", "string"]
    assert got.to_pydict() == t.to_dict()
    assert [d.kind for d in t.to_pandas().dtypes][:2] == ["M", "M"]


def test_any_frame_becomes_a_table():
    import datetime

    import pandas as pd

    rows = {"id": ["a", "b"], "day": [datetime.date(2026, 3, 14), None], "n": [1, 2], "tags": [["x"], []]}
    polars = pl.DataFrame(rows)
    for frame in (polars, polars.to_arrow(), duckdb.sql("select * from polars")):
        assert Table(frame).to_dict() == rows
    pandas = pd.DataFrame({"day": pd.to_datetime(["2026-03-14", None]), "x": [0.5, 1.5]})
    assert Table(pandas).to_dict() == {"day": rows["day"], "x": [0.5, 1.5]}
    assert Table(polars[:0]).columns == list(rows)
    assert Table(T) == T
    with pytest.raises(TypeError, match="columns by name or a data frame, got list"):
        Table([1])


def test_a_frame_goes_through_without_a_copy():
    pa = pytest.importorskip("pyarrow")
    frame = pa.table({"n": [1, 2, 3], "day": pa.array([datetime.date(2024, 5, 1)] * 3)})

    def address(table):
        return table["n"].chunk(0).buffers()[1].address

    table = Table(frame)
    assert (len(table), table.columns) == (3, ["n", "day"])
    assert address(pa.table(table)) == address(frame)
    again = pickle.loads(pickle.dumps(Table(frame)))
    assert again.to_dict() == {"n": [1, 2, 3], "day": [datetime.date(2024, 5, 1)] * 3}
    # Whoever has asked for the values may change them.
    table["n"][0] = 7
    assert pa.table(table)["n"].to_pylist() == [7, 2, 3]

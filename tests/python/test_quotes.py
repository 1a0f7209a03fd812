"""Quotations from Python: spans are code points, speakers are traced."""

from __future__ import annotations

import newsloom as nl
import pytest
from hypothesis import given
from hypothesis import strategies as st

MARKS = st.text(st.sampled_from("“”„«»‘’'\"「」 \nabAB.,!?é🙂—שё"), max_size=80)


def test_spans_are_code_points() -> None:
    text = "Café 🙂 opened. “Très bien,” said Anna Berg."
    (row,) = nl.quotes(text)
    assert text[row["start"] : row["end"]] == row["text"] == "Très bien,"
    assert (row["speaker"], row["cue"], row["kind"]) == ("Anna Berg", "said", "direct")


def test_nothing_quoted() -> None:
    table = nl.quotes("It isn't quoted.")
    assert len(table) == 0
    assert table.columns == ["start", "end", "text", "speaker", "cue", "kind", "part_of", "attribution"]


def test_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match="klingon"):
        nl.quotes("“Hello,” he said.", language="klingon")


@given(MARKS)
def test_rows_stand_in_the_text(text: str) -> None:
    end = 0
    for i, row in enumerate(nl.quotes(text)):
        assert end <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["part_of"] is None or row["part_of"] < i
        end = row["end"]

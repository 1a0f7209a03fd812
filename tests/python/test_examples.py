"""The sample articles and their gold hold what their table and their fields promise."""

import importlib.util
import json
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def make_gold() -> ModuleType:
    """`examples/make_gold.py`, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("make_gold", EXAMPLES / "make_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("event", ["summit", "court"])
def test_gold_is_what_its_table_gives(make_gold: ModuleType, event: str) -> None:
    gold = make_gold.build(EXAMPLES / event)
    assert make_gold.dump(gold) == (EXAMPLES / event / "gold.json").read_text(encoding="utf-8")
    assert len(gold["articles"]) == 5
    assert len(gold["statements"]) >= 30


ARTICLES = {"x.txt": "A headline\nThe dam broke at noon. Nobody was hurt.\n", "y.txt": "At noon the dam broke.\n"}
TABLE = """article x x.txt
article y y.txt
statement broke: The dam broke at noon
  x | The dam broke at noon.
  y paraphrase | At noon the dam broke.
title
  x | A headline
single
  x | Nobody was hurt.
quote q: ?
  x unmarked | at noon
drift d: none, in broke
  x 1 | noon
  y 2 | noon
"""


def write_event(folder: Path, table: str) -> Path:
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "gold_source.table").write_text(table, encoding="utf-8")
    return folder


def test_offsets_are_code_points_of_the_file(make_gold: ModuleType, tmp_path: Path) -> None:
    gold = make_gold.build(write_event(tmp_path, TABLE))
    assert gold["statements"][0]["members"] == [["x", 11, 22], ["y", 0, 22, "paraphrase"]]
    assert gold["sentences"] == {"x": [[11, 22], [34, 16]], "y": [[0, 22]]}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  x | The dam broke at noon.", "  x | The dam burst at noon.", "exactly once, it stands 0 times"),
        ("  x 1 | noon", "  x 1 | o", "exactly once, it stands"),
        ("  y paraphrase | At noon the dam broke.\n", "", "two different articles"),
        ("y paraphrase", "y", "one grade"),
        ("y paraphrase", "y verbatim", "verbatim or not"),
        ("  x | The dam broke at noon.", "  x | at noon. Nobody", "not inside one sentence"),
        ("  x | Nobody was hurt.\n", "", "nothing was decided"),
        ("  x unmarked | at noon", "  x | at noon", "marked or unmarked"),
        ("  y 2 | noon", "  y 1 | noon", "values do not differ"),
    ],
)
def test_a_broken_table_is_refused(make_gold: ModuleType, tmp_path: Path, old: str, new: str, message: str) -> None:
    assert TABLE.count(old) == 1
    with pytest.raises(make_gold.GoldError, match=message):
        make_gold.build(write_event(tmp_path, TABLE.replace(old, new)))


def test_pile() -> None:
    rows = [json.loads(line) for line in (EXAMPLES / "pile.jsonl").read_text(encoding="utf-8").splitlines()]
    ids = {row["id"] for row in rows}
    sizes = Counter(row["story"] for row in rows)
    assert len(ids) == len(rows) >= 64
    assert len({row["topic"] for row in rows}) == 6
    assert sum(size > 1 for size in sizes.values()) >= 20
    assert sum(size == 1 for size in sizes.values()) >= 8
    assert len({(row["story"], row["topic"]) for row in rows}) == len(sizes)
    assert all(80 <= len(row["text"].split()) <= 250 for row in rows)
    dates = sorted(date.fromisoformat(row["date"]) for row in rows)
    assert (dates[-1] - dates[0]).days > 28
    by_id = {row["id"]: row for row in rows}
    reprints = [row for row in rows if "near_duplicate_of" in row]
    assert len(reprints) == 3
    assert all(by_id[row["near_duplicate_of"]]["story"] == row["story"] for row in reprints)

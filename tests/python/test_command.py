"""The command where it meets Python's world and a terminal."""

import os
import pty
import subprocess

import polars as pl
import pytest


def in_terminal(words, columns, **environment):
    """What the command writes when a person looks: a terminal of that many columns."""
    main, other = pty.openpty()
    names = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    environment = names | {"TERM": "xterm", "COLUMNS": str(columns)} | environment
    process = subprocess.Popen(words, stdout=other, stderr=subprocess.DEVNULL, env=environment)
    os.close(other)
    out = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:
            break
        if not chunk:
            break
        out += chunk
    os.close(main)
    assert process.wait() == 0
    return out.decode()


def test_a_terminal_gets_bold_words_unless_no_color_is_set(newsloom_binary):
    words = [newsloom_binary, "topics", "examples/pile.jsonl", "--clusters", "6"]
    assert "\x1b[" in in_terminal(words, 80)
    assert "\x1b[" not in in_terminal(words, 80, NO_COLOR="1")


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("command", [["compare", "examples/summit"], ["stories", "examples/pile.jsonl"]])
def test_tables_fit_the_terminal(newsloom_binary, command, columns):
    lines = in_terminal([newsloom_binary, *command], columns, NO_COLOR="1").splitlines()
    assert len(lines) > 20
    assert max(len(line.rstrip()) for line in lines) <= columns


@pytest.mark.parametrize("part", ["statements", "quotes", "omissions", "similarity"])
def test_parquet_says_what_csv_says(newsloom_binary, tmp_path, part):
    words = [newsloom_binary, "compare", "--quiet", "examples/summit", "--part", part, "--output"]
    subprocess.run([*words, tmp_path / "out.parquet"], check=True)
    subprocess.run([*words, tmp_path / "out.csv"], check=True)
    typed, plain = pl.read_parquet(tmp_path / "out.parquet"), pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert typed.columns == plain.columns
    assert len(typed) == len(plain) > 0
    assert (
        typed.select(pl.col(pl.String))
        .fill_null("")
        .equals(plain.select(typed.select(pl.col(pl.String)).columns).fill_null(""))
    )
    assert any(dtype.is_numeric() for dtype in typed.dtypes)


def test_articles_from_parquet(newsloom_binary, tmp_path):
    frame = pl.read_ndjson("examples/pile.jsonl").rename({"text": "body"})
    frame.write_parquet(tmp_path / "pile.parquet")
    words = [newsloom_binary, "stories", "--format", "csv", "--quiet"]
    ours = subprocess.run([*words, tmp_path / "pile.parquet", "--field", "text=body"], capture_output=True, check=True)
    theirs = subprocess.run([*words, "examples/pile.jsonl"], capture_output=True, check=True)
    assert ours.stdout == theirs.stdout

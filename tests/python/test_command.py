"""The command where it meets Python's world and a terminal."""

import os
import pty
import shutil
import signal
import subprocess
import time

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


def test_topics_are_shown_with_their_time_their_kin_and_what_else_was_tried(newsloom_binary, tmp_path):
    def shown(*words):
        return subprocess.run([newsloom_binary, "topics", *words], capture_output=True, check=True, text=True).stdout

    chosen = shown("examples/pile.jsonl")
    for words in ("over time", "█", "Numbers of topics", "without structure", "Topics that are alike"):
        assert words in chosen, words
    (tmp_path / "undated.jsonl").write_text('{"text": "A ferry sank."}\n{"text": "The striker scored."}\n')
    assert "over time" not in shown(str(tmp_path / "undated.jsonl"), "--clusters", "2")


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize(
    "command", [["compare", "examples/summit"], ["stories", "examples/pile.jsonl"], ["topics", "examples/pile.jsonl"]]
)
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


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


BASH = """
source {file}
COMP_WORDS=(newsloom compare --pa) COMP_CWORD=2 COMP_LINE="newsloom compare --pa" COMP_POINT=21
$(complete -p newsloom | sed 's/.*-F \\([^ ]*\\).*/\\1/') newsloom --pa compare
echo "${{COMPREPLY[@]}}"
"""
ZSH = """
fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -d {folder}/dump
test $_comps[newsloom] = _newsloom && autoload +X _newsloom && functions _newsloom
"""
FISH = "source {file}; complete -C 'newsloom compare --pa'"


@pytest.mark.parametrize(
    ("shell", "words", "script"),
    [
        pytest.param("bash", ["bash", "-c"], BASH, marks=needs("bash")),
        pytest.param("zsh", ["zsh", "-fc"], ZSH, marks=needs("zsh")),
        pytest.param("fish", ["fish", "--no-config", "-c"], FISH, marks=needs("fish")),
    ],
)
def test_completions_load_in_their_shells(newsloom_binary, tmp_path, shell, words, script):
    file = tmp_path / "_newsloom"
    file.write_bytes(subprocess.run([newsloom_binary, "completions", shell], capture_output=True, check=True).stdout)
    run = [*words, script.format(file=file, folder=tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, env=os.environ | {"HOME": str(tmp_path)})
    assert "--part" in done.stdout, done.stderr
    assert done.stderr == ""


@needs("groff")
@pytest.mark.parametrize("command", [[], ["compare"], ["tfidf", "fit"], ["report"]])
def test_the_manual_renders_without_a_warning(newsloom_binary, command):
    page = subprocess.run([newsloom_binary, "man", *command], capture_output=True, check=True).stdout
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=page, capture_output=True, check=True)
    assert done.stderr == b""
    assert b"Examples:" in done.stdout


def test_an_interrupted_run_leaves_the_old_file(newsloom_binary, tmp_path):
    words = " ".join(f"word{i % 7919}" for i in range(4000))
    (tmp_path / "pile.jsonl").write_text("".join(f'{{"text": "{words} {i}."}}\n' for i in range(1500)))
    (tmp_path / "out.csv").write_text("as it was")
    # Whoever started the tests in the background had this signal ignored.
    process = subprocess.Popen(
        [newsloom_binary, "stories", "pile.jsonl", "--output", "out.csv"],
        cwd=tmp_path,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == -signal.SIGINT
    assert (tmp_path / "out.csv").read_text() == "as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "pile.jsonl"]

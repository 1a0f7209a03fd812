"""Keywords in context and collocations: by hand, by definition, through the command."""

import itertools
import json
import math
import subprocess

import newsloom as nl
import pytest

TEXTS = [
    "“Café owners” met.\nThe café owner’s bank-loan plan: café owners object.",
    "",
    "No café here? One café owner.",
]


def test_rows_point_into_the_text():
    table = nl.kwic(TEXTS, ["café owner*", "bank*"], window=3)
    assert table.columns == ["docname", "from", "to", "pre", "keyword", "post", "pattern"]
    assert table["keyword"] == ["Café owners", "café owner’s", "bank-loan", "café owners", "café owner"]
    assert table["docname"] == ["text1"] * 4 + ["text3"]
    for row in table:
        text = TEXTS[int(row["docname"][4:]) - 1]
        assert text[row["from"] : row["to"]] == row["keyword"]
    assert (table[1]["pre"], table[1]["post"]) == ("met. The", "bank-loan plan:")


def test_articles_are_named_by_their_ids():
    corpus = nl.Corpus([{"id": "a", "text": "The strike began."}, {"id": "b", "text": "A Strike ended."}])
    assert nl.kwic(corpus, "strike")["docname"] == ["a", "b"]
    assert nl.kwic(corpus, "strike", case_insensitive=False)["docname"] == ["a"]
    assert len(nl.kwic(corpus, "^str", valuetype="regex")) == 2
    assert len(nl.kwic(corpus, "str*", valuetype="fixed")) == 0
    assert nl.collocations(corpus, min_count=1)["count"] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nl.kwic(["a"], ""), "pattern must be one word or more"),
        (lambda: nl.kwic(["a"], "(", valuetype="regex"), "pattern must be a regular expression"),
        (lambda: nl.kwic(["a"], "a", valuetype="exact"), "valuetype must be one of glob, regex, fixed"),
        (lambda: nl.kwic(["a"], "a", -1), "window must be at least 0, got -1"),
        (lambda: nl.collocations(["a"], size=1), "size must be from 2 to 5, got 1"),
        (lambda: nl.collocations(["a"], size=[2, 6]), "size must be one or more whole numbers from 2 to 5"),
        (lambda: nl.collocations(["a"], min_count=0), "min_count must be at least 1"),
        (lambda: nl.collocations(["a"], smoothing=0), "smoothing must be a positive number"),
        (lambda: nl.collocations(["a"], method="pmi"), "method must be"),
    ],
)
def test_wrong_parameters_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_one_text_is_no_list_of_texts():
    for call in (lambda: nl.kwic("a b", "a"), lambda: nl.collocations("a b")):
        with pytest.raises(TypeError, match="got one text"):
            call()


def by_definition(stretches, size, smoothing=0.5):
    """Lambda and z of each run: every run against every other."""
    runs = [tuple(s[i : i + size]) for s in stretches for i in range(len(s) - size + 1)]
    scores = {}
    for target in set(runs):
        cells = dict.fromkeys(itertools.product((False, True), repeat=size), smoothing)
        for run in runs:
            cells[tuple(a == b for a, b in zip(target, run, strict=True))] += 1
        scored = sum((-1) ** (size - sum(cell)) * math.log(n) for cell, n in cells.items())
        scores[" ".join(target)] = (scored, scored / math.sqrt(sum(1 / n for n in cells.values())))
    return scores


@pytest.mark.parametrize("size", [2, 3, 4])
def test_lambda_and_z_are_those_of_the_definition(size):
    stretches = [
        ["p", "q", "r", "p", "q", "s", "p", "q", "r"],
        ["q", "r", "s", "p", "q", "r", "p"],
        ["s", "s", "p", "q"],
    ]
    table = nl.collocations(
        [", ".join(" ".join(s) for s in stretches[:2]), " ".join(stretches[2])], size=size, min_count=1
    )
    expect = by_definition(stretches, size)
    assert set(table["collocation"]) == set(expect)
    for row in table:
        assert (row["lambda"], row["z"]) == pytest.approx(expect[row["collocation"]], abs=1e-9)
    assert table["z"] == sorted(table["z"], reverse=True)


def test_order_of_texts_does_not_matter():
    texts = [f"the port authority of {c} spoke, the {c} port closed" for c in "abcdefgh"] * 100
    forth, back = nl.collocations(texts, size=[2, 3]), nl.collocations(texts[::-1], size=[3, 2], n_jobs=1)
    assert list(forth) == list(back)


def test_the_command_gives_the_same_rows(newsloom_binary, tmp_path):
    def newsloom(*args):
        done = subprocess.run([newsloom_binary, *args], capture_output=True, text=True, encoding="utf-8", check=True)
        return done.stdout

    path = tmp_path / "pile.jsonl"
    path.write_text(
        "".join(json.dumps({"id": f"t{i}", "text": t}) + "\n" for i, t in enumerate(TEXTS) if t), encoding="utf-8"
    )
    corpus = nl.read(str(path))
    found = json.loads(newsloom("kwic", "café owner*", str(path), "--window", "2", "--format", "json"))
    assert found["kwic"] == list(nl.kwic(corpus, "café owner*", 2))
    found = json.loads(newsloom("collocations", str(path), "--size", "2-3", "--format", "json", "--top", "0"))
    assert found["collocations"] == list(nl.collocations(corpus, size=[2, 3]))
    assert newsloom("kwic", "café", str(path), "--format", "csv").startswith(
        "docname,from,to,pre,keyword,post,pattern\n"
    )

import json
import random
import subprocess

import newsloom as nl
import pytest

SUMMIT = "examples/summit"


@pytest.fixture(scope="module")
def cmp():
    return nl.compare(SUMMIT)


def rows(corpus):
    return [{k: v for k, v in row.items() if k != "path"} for row in corpus.articles]


def test_every_span_is_the_text_it_names(cmp):
    corpus = nl.read(SUMMIT)
    found = 0
    for table in (cmp.statements, cmp.quotes, cmp.boilerplate):
        for row in table:
            assert corpus[row["article"]].text[row["start"] : row["end"]] == row["text"]
            found += 1
    assert found > 50


def test_order_and_threads_change_nothing():
    records = rows(nl.read(SUMMIT))
    expected = nl.compare(nl.Corpus(records)).to_json()
    for seed in range(3):
        random.Random(seed).shuffle(records)
        assert nl.compare(nl.Corpus(records), n_jobs=1 + seed).to_json() == expected


def test_json_is_the_dict(cmp, tmp_path):
    path = tmp_path / "out.json"
    assert json.loads(cmp.to_json(path)) == cmp.to_dict() == json.loads(path.read_text("utf8"))


def test_page_is_written_whole_or_not_at_all(cmp, tmp_path):
    with pytest.raises(OSError, match="missing"):
        cmp.to_html(tmp_path / "missing" / "page.html")
    path = tmp_path / "page.html"
    path.write_text("before")
    assert cmp.to_html(path) == path.read_text("utf8")


def test_every_statement_has_a_state_for_every_article(cmp):
    cells = {(o["statement"], o["article"]) for o in cmp.omissions}
    assert len(cells) == len(cmp.omissions) == len(set(cmp.statements["statement"])) * len(cmp.articles)
    present = {(s["statement"], s["article"]) for s in cmp.statements}
    assert {(o["statement"], o["article"]) for o in cmp.omissions if o["state"] == "present"} == present


def test_similarity_is_a_matrix_with_ones_on_its_diagonal(cmp):
    matrix = cmp.similarity()
    for i, name in enumerate(matrix["id"]):
        assert matrix[name][i] == pytest.approx(1)
        assert all(0 <= v <= 1 + 1e-12 for v in matrix[name])


def test_one_article_is_too_few():
    with pytest.raises(ValueError, match="two articles or more, got 1"):
        nl.compare([{"text": "One article."}])


def test_bad_options_are_named():
    with pytest.raises(ValueError, match="n_jobs must be None, -1 or at least 1, got 0"):
        nl.compare(SUMMIT, n_jobs=0)
    with pytest.raises(TypeError, match="threshold"):
        nl.compare(SUMMIT, threshold=3)


def test_contributions_add_up_to_the_similarity(cmp):
    ids = cmp.articles["id"]
    matrix = cmp.similarity()
    for i, a in enumerate(ids):
        for b in ids[i + 1 :]:
            why = cmp.explain(a, b)
            assert why.similarity == pytest.approx(matrix[b][i], abs=1e-12)
            assert sum(why.terms["contribution"]) == pytest.approx(why.similarity, abs=1e-12)
            assert sum(why.parts.values()) == pytest.approx(why.similarity, abs=1e-12)
            for row in why.terms:
                parts = row["furniture"] + row["quotes"] + row["passages"] + row["own"]
                assert parts == pytest.approx(row["contribution"], abs=1e-12)


def test_a_statement_is_explained_by_what_speaks_for_it(cmp):
    first = [s for s in cmp.statements if s["statement"] == "s1"]
    a, b = first[0]["article"], next(s["article"] for s in first if s["article"] != first[0]["article"])
    why = cmp.explain(a, b, statement="s1")
    for model, total in (("evidence", "evidence_log_odds"), ("standing", "log_odds")):
        added = sum(row["contribution"] for row in why.terms if row["model"] == model)
        assert added + why.parts[f"{model}_bias"] == pytest.approx(why.parts[total], abs=1e-9)
    assert 0 <= why.similarity <= 1
    assert "contributions" in repr(why)


def test_what_cannot_be_explained_is_named(cmp):
    a, b = cmp.articles["id"][:2]
    for wrong, statement, name in ((("nobody", b), None, "nobody"), ((a, b), "s999", "s999")):
        with pytest.raises(ValueError, match=name):
            cmp.explain(*wrong, statement=statement)


def test_the_command_explains_as_python_does(cmp, newsloom_binary):
    a, b = cmp.articles["id"][:2]
    args = [newsloom_binary, "compare", SUMMIT, "--format", "json", "--explain", a, b]
    found = json.loads(subprocess.run(args, capture_output=True, check=True).stdout)
    assert (found.pop("schema"), found.pop("newsloom")) == (1, nl.__version__)
    assert found == cmp.explain(a, b).to_dict()


def test_kept_lines_take_part(cmp):
    assert "title" in cmp.boilerplate["reason"]
    kept = nl.compare(SUMMIT, keep="title")
    assert "title" not in kept.boilerplate["reason"]
    assert len(kept.boilerplate) > 0
    assert len(nl.compare(SUMMIT, keep=["all"]).boilerplate) == 0
    with pytest.raises(ValueError, match=r"keep must be .*'?nonsense"):
        nl.compare(SUMMIT, keep="nonsense")


def test_what_an_article_reports_beside_what_was_expected(cmp):
    reported = {a: {s["statement"] for s in cmp.statements if s["article"] == a} for a in cmp.articles["id"]}
    for row in cmp.coverage:
        assert row["n_statements"] == len(reported[row["article"]])
        assert not reported[row["article"]] & set(row["missing"])
        cells = [o["expected"] for o in cmp.omissions if o["article"] == row["article"]]
        assert row["expected"] == pytest.approx(sum(cells))
    assert sum(cmp.coverage["expected"]) == pytest.approx(sum(cmp.coverage["n_statements"]))
    places = {(s["article"], s["start"]) for s in cmp.statements}
    assert len(cmp.unique) > 0
    assert not places & {(u["article"], u["start"]) for u in cmp.unique}


def test_a_pile_tells_furniture_by_what_recurs():
    """A line that one outlet prints below every story is furniture; one that many print about one event is content."""
    rows = [
        {"id": f"{outlet}{event}", "outlet": outlet, "event": event, "text": f"{lead}\n\n{shared}\n\n{line}"}
        for outlet, line in (
            ("Gull", "Every word of ours is checked by noon"),
            ("Tern", "We set our type on working days only"),
        )
        for event, lead, shared in (
            ("ferry", "The ferry sank near Port Orla on Monday.", "No one was hurt, the harbour master of Orla said"),
            (
                "bridge",
                "The bridge at Tarn was opened to all traffic.",
                "It cost nine million, the mayor of Tarn wrote",
            ),
        )
    ]
    corpus = nl.Corpus(rows)
    aside = corpus.boilerplate(events="event")
    assert {(r["reason"], r["text"].split()[0]) for r in aside} == {("recurring", "Every"), ("recurring", "We")}
    assert len(aside) == 4
    assert len(corpus.boilerplate(events=["x"] * 4)) == 0, "one event: nothing recurs across events"
    assert len(corpus.boilerplate(events="event", keep="recurring")) == 0
    for row in aside:
        assert corpus[row["article"]].text[row["start"] : row["end"]] == row["text"]
    with pytest.raises(ValueError, match="events must be a column"):
        corpus.boilerplate(events="story")
    with pytest.raises(ValueError, match="each of the 4 articles, got 1"):
        corpus.boilerplate(events=["x"])


def test_parts_of_an_utterance_name_its_first_part(cmp):
    starts = {(row["article"], row["start"]) for row in cmp.quotes}
    parts = [row for row in cmp.quotes if row["part_of"] is not None]
    assert parts
    assert all((row["article"], row["part_of"]) in starts and row["part_of"] < row["start"] for row in parts)

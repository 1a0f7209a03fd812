import json
import random

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

"""Charts: valid Vega-Lite, and the data behind the marks right."""

import re
import subprocess
import sys

import altair as alt
import newsloom as nl
import pytest
from newsloom import plots


@pytest.fixture(scope="module")
def cmp():
    return nl.compare("examples/summit")


@pytest.fixture(scope="module")
def pile():
    return nl.read("examples/pile.jsonl")


def rows(chart):
    """The data of a chart whose specification holds to Vega-Lite's schema."""
    spec = chart.to_dict()
    assert spec["title"]["text"]
    data = spec["data"] if "data" in spec else spec["layer"][0]["data"]
    return data["values"]


def test_similarity_holds_every_pair(cmp):
    found = {(r["a"], r["b"]): r["similarity"] for r in rows(cmp.plot_similarity())}
    table = cmp.similarity()
    labels = cmp._labels
    for row in table:
        for other in table["id"]:
            if other != row["id"]:
                assert found[labels[row["id"]], labels[other]] == pytest.approx(row[other], abs=1e-4)
    assert len(found) == 20
    words = rows(cmp.plot_similarity())[0]["shared words"].split(", ")
    assert "Verrick" in words
    assert "the" not in words


def test_similarity_puts_the_like_beside_each_other():
    twins = ["The ferry sank off the coast on Monday.", "Wheat is dear this year in the plains."]
    texts = [twins[0], twins[1], twins[0], twins[1]]
    spec = nl.compare(nl.Corpus(texts)).plot_similarity().to_dict()
    order = spec["layer"][0]["encoding"]["x"]["sort"]
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset("13"), frozenset("24")}


def test_dendrogram_joins_at_the_heights_of_the_linkage(cmp):
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    table = cmp.similarity()
    matrix = [[row[i] for i in table["id"]] for row in table]
    distance = [[0 if i == j else 1 - v for j, v in enumerate(line)] for i, line in enumerate(matrix)]
    expect = sorted(linkage(squareform(distance, checks=False), "average")[:, 2])
    found = sorted({r["joint"]: r["height"] for r in rows(cmp.plot_dendrogram())}.values())
    assert found == pytest.approx(expect)
    axis = cmp.plot_dendrogram().to_dict()["encoding"]["y"]["axis"]
    assert all(label in axis["labelExpr"] for label in cmp._labels.values())


def test_statements_show_each_article_once(cmp):
    found = rows(cmp.plot_statements(most=5))
    assert len(found) == 5 * len(cmp.articles)
    states = {r["reported"] for r in found}
    assert "verbatim" in states
    assert states <= {"verbatim", "light edit", "paraphrase", "partial", "uncertain", "absent"}
    for r in found:
        column = "nearest_text" if r["reported"] in ("uncertain", "absent") else "text"
        of = {k: v for v, k in cmp._labels.items()}[r["article"]]
        rows_ = cmp.omissions if column == "nearest_text" else cmp.statements
        said = [row[column] or "" for row in rows_.where(statement=r["statement"].split("  ")[0], article=of)]
        assert r["words"] in said


def test_composition_adds_up(cmp):
    sums = {}
    for r in rows(cmp.plot_composition()):
        sums[r["article"]] = sums.get(r["article"], 0) + r["words"]
    assert sums == {cmp._labels[c["article"]]: c["n_words"] for c in cmp.composition}


def test_timeline_has_a_mark_for_each_dated_article(pile):
    stories = pile.stories()
    found = rows(stories.plot_timeline(most=3))
    members = [i for s in list(stories)[:3] for i in s.members if pile[i].date]
    assert len(found) == len(members) > 0
    assert {r["date"] for r in found} == {pile[i].date for i in members}
    with pytest.raises(ValueError, match="a timeline needs dates"):
        nl.Corpus(["One word.", "Two words."]).stories().plot_timeline()


def test_topic_map_places_every_article(pile):
    topics = pile.topics(6)
    found = rows(topics.plot_map())
    assert len(found) == len(pile)
    label = {t["topic"]: t["label"] for t in topics.topics}
    assert [r["topic"] for r in found] == [
        label[{a["id"]: a["topic"] for a in topics.assignments}[article.id]] for article in pile
    ]
    words = found[0]["telling words"].split(", ")
    assert all(re.search(word, pile[0].text + pile[0].title, re.IGNORECASE) for word in words)


def test_topics_over_time_count_the_articles(pile):
    found = rows(pile.topics(6).plot_over_time())
    assert sum(r["articles"] for r in found) == sum(bool(a.date) for a in pile)
    with pytest.raises(ValueError, match="topics over time need dates"):
        nl.Corpus(["One word.", "Two words."]).topics(1).plot_over_time()


def test_keyness_keeps_both_ends(pile):
    table = nl.Table({"target": ["x"] * 6, "feature": list("abcdef"), "score": [9.0, 5.0, 1.0, -1.0, -5.0, -9.0]})
    found = rows(plots.keyness(table, most=2))
    assert [(r["feature"], r["side"]) for r in found] == [
        ("a", "more in x"),
        ("b", "more in x"),
        ("e", "less in x"),
        ("f", "less in x"),
    ]
    several = plots.keyness(pile.keyness(by="topic", stop_words="en"), most=3).to_dict()
    assert len(several["concat"]) == 6
    assert all(len(chart["data"]["values"]) <= 6 for chart in several["concat"])


def test_xray_shows_the_words_around():
    corpus = nl.Corpus([{"id": "a", "text": "The mayor spoke. Then the MAYOR left."}, {"id": "b", "text": "No one."}])
    found = rows(corpus.plot_xray("mayor"))
    assert [r["place"] for r in found] == [4 / 37, 26 / 37]
    assert "spoke" in found[0]["around"]
    with pytest.raises(ValueError, match="no article holds 'bishop'"):
        corpus.plot_xray("bishop")
    with pytest.raises(ValueError, match="at least one term"):
        corpus.plot_xray()


def test_charts_can_be_restyled_and_saved(cmp, tmp_path):
    chart = cmp.plot_composition().properties(width=700).configure_axis(labelFontSize=14)
    chart.save(tmp_path / "chart.json")
    assert alt.Chart.from_json((tmp_path / "chart.json").read_text()).to_dict()["width"] == 700


def test_hostile_words_stay_words():
    quote = "It's <b>\\ 'odd'</b>"
    corpus = nl.Corpus([{"id": quote, "text": "The ferry sank."}, {"id": "b", "text": "The ferry sank."}])
    axis = nl.compare(corpus).plot_dendrogram().to_dict()["encoding"]["y"]["axis"]
    assert r"It\'s <b>\\ \'odd\'</b>" in axis["labelExpr"]


def test_altair_is_imported_when_it_is_needed():
    code = "import sys, newsloom, newsloom.plots; sys.exit('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    code = "import sys; sys.modules['altair'] = None; import newsloom; newsloom.Corpus(['a b.']).plot_xray('a')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'newsloom[plots]'" in done.stderr


def test_articles_of_one_outlet_are_numbered():
    texts = ["The ferry sank on Monday.", "The ferry sank on Monday.", "The ferry sank on Monday."]
    outlets = ["Echo", "Ledger", "Echo"]
    cmp = nl.compare(nl.Corpus([{"text": t, "outlet": o} for t, o in zip(texts, outlets, strict=True)]))
    assert {r["article"] for r in rows(cmp.plot_composition())} == {"Echo (1)", "Ledger", "Echo (2)"}
    assert "Echo (2)" in cmp.to_html()

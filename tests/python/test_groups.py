"""Topics and stories from Python."""

import json
import math
import re
from pathlib import Path

import newsloom as nl
import pytest

PILE = Path(__file__).parents[2] / "examples" / "pile.jsonl"


@pytest.fixture(scope="module")
def records():
    return [json.loads(line) for line in PILE.open(encoding="utf8")]


@pytest.fixture(scope="module")
def topics(records):
    return nl.Corpus(records).topics(6, n_resamples=3)


def test_tables_of_topics(topics, records):
    assert len(topics.assignments) == len(records)
    assert topics.assignments.columns == ["id", "topic", "score", "runner_up", "margin", "outlier"]
    assert sum(topics.topics["size"]) == len(records)
    assert len(topics.hierarchy) == len(topics) - 1
    assert topics.hierarchy[-1]["size"] == len(records)
    assert len(topics.curve) == 0
    assert topics.curve.columns[0] == "n_clusters"
    assert set(topics.over_time["period"]) <= {"day", "week", "month", "year"}
    assert all(0 <= s <= 1 for s in topics.topics["stability"])
    assert {"words", "weights", "method", "duplicates", "n_clusters"} <= set(topics.recipe)


def test_why_adds_up_to_the_margin(topics, records):
    for row in topics.assignments:
        why = topics.why(row["id"])
        assert why["topic"] == row["topic"]
        assert math.isclose(sum(why["terms"]["contribution"]), row["margin"], abs_tol=1e-9)
    with pytest.raises(ValueError, match="nobody"):
        topics.why("nobody")


def test_assign_leaves_the_topics_alone(topics, records):
    before = topics.to_dict()
    new = [{**r, "id": f"new-{r['id']}"} for r in records[:5]]
    found = topics.assign(new)
    assert found["id"] == [r["id"] for r in new]
    assert topics.to_dict() == before
    same = [topics.assignments[i]["topic"] for i in range(5) if topics.assignments[i]["id"] == records[i]["id"]]
    assert len(same) == 5
    assert sum(a == b for a, b in zip(same, found["topic"], strict=True)) >= 4


def test_a_chosen_number_shows_its_curve(records):
    topics = nl.Corpus(records).topics(n_resamples=3)
    assert topics.curve["n_clusters"] == list(range(2, 2 + len(topics.curve)))
    assert isinstance(topics.quality["unsure"], bool)
    assert topics.quality["unsure"] == (topics.quality["reason"] is not None)


def test_stories_take_in_articles(records):
    stories = nl.Corpus(records[:60]).stories()
    before = {a["id"]: a["story"] for a in stories.assignments}
    grown = stories.add(records[60:])
    assert len(stories.assignments) == 60
    assert len(grown.assignments) == len(records)
    after = {a["id"]: a["story"] for a in grown.assignments}
    assert all(after[i] == s for i, s in before.items())
    story = grown[0]
    assert story.id == grown[story.id].id
    assert len(story.articles) == len(story)
    assert set(story.representative) <= set(story.members)
    assert story.days is not None
    assert story.days[0] <= story.days[1]
    with pytest.raises(ValueError, match=records[0]["id"]):
        stories.add(records[:1])


def test_saved_stories_go_on_as_if_they_had_never_left(records, tmp_path):
    corpus = nl.Corpus(records[:50])
    stories, file = corpus.stories(), tmp_path / "stories.nlm"
    stories.save(file)
    loaded = nl.Stories.load(file)
    assert loaded.to_dict() == stories.to_dict()
    assert loaded.add(records[50:]).to_dict() == stories.add(records[50:]).to_dict()
    assert loaded[0].articles.articles["text"] == [corpus[i].text for i in sorted(loaded[0].members)]
    assert [p.name for p in tmp_path.iterdir()] == ["stories.nlm"]


def test_a_file_that_holds_no_stories_is_named(records, tmp_path):
    good, bad = tmp_path / "good", tmp_path / "bad"
    nl.Corpus(records[:5]).stories().save(good)
    bad.write_bytes(good.read_bytes()[:-20])
    with pytest.raises(ValueError, match=r"bad: the state is truncated: \d+ bytes needed, \d+ there"):
        nl.Stories.load(bad)
    nl.NearDuplicateIndex().save(bad)
    with pytest.raises(ValueError, match='bad: kind is "near duplicate index", this needs "stories"'):
        nl.Stories.load(bad)


def test_dates_that_cannot_be_read_are_listed():
    corpus = nl.Corpus(
        [
            {"id": "a", "text": "The ferry rammed the pier at Oldhaven; nine were hurt.", "date": "the other day"},
            {"id": "b", "text": "Nine hurt as a ferry hits Oldhaven pier.", "date": "2026-03-04"},
        ]
    )
    for found in (corpus.stories(), corpus.topics(1)):
        assert list(found.unread_dates) == [{"id": "a", "date": "the other day"}]
    assert corpus.stories()[0].days == ("2026-03-04", "2026-03-04")


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"n_clusters": -1}, "n_clusters must be at least 1, got -1"),
        ({"n_clusters": 2.5}, "n_clusters must be a whole number, got 2.5"),
        ({"n_clusters": True}, "n_clusters must be a whole number, got True"),
        ({"n_resamples": -1}, "n_resamples must be at least 0, got -1"),
        ({"random_state": -1}, "random_state must be at least 0, got -1"),
        (
            {"language": "zz"},
            'language must be auto, or the name or ISO 639-1 code of a language with a stemmer, got "zz"',
        ),
    ],
)
def test_wrong_parameters_of_topics_are_named(records, params, message):
    with pytest.raises((ValueError, TypeError), match=f"^{re.escape(message)}$"):
        nl.Corpus(records).topics(**params)


def test_a_corpus_of_one_and_of_articles_without_words():
    one = nl.Corpus([{"id": "a", "text": "The ferry rammed the pier."}]).topics()
    assert [t["size"] for t in one.topics] == [1]
    assert one.quality["unsure"]
    assert one.assignments["runner_up"] == [None]
    assert one.why("a")["margin"] == pytest.approx(one.assignments["margin"][0])
    none = nl.Corpus([{"id": "a", "text": "the of and"}, {"id": "b", "text": "12 34"}]).topics()
    assert none.without_words == ["a", "b"]
    assert none.assignments["topic"] == [0, 0]


def test_stories_of_odd_piles():
    one = nl.Corpus([{"id": "a", "text": "The ferry rammed the pier at Oldhaven; nine were hurt."}]).stories()
    assert (len(one), one[0].members, one.assignments[0]["score"]) == (1, ["a"], None)
    empty = nl.Corpus([{"id": "a", "text": "of the and"}, {"id": "b", "text": "Nine hurt at Oldhaven pier."}]).stories()
    assert (len(empty), empty.without_words) == (2, ["a"])
    texts = {
        "en1": "Nine passengers were hurt on Monday when a ferry struck the pier at Oldhaven in thick fog.",
        "en2": "The ferry struck the pier of Oldhaven on Monday and nine passengers were hurt in the fog.",
        "de1": "Der Bundestag hat am Dienstag nach langer Debatte das Gesetz über die Renten knapp beschlossen.",
        "de2": "Nach langer Debatte beschloss der Bundestag am Dienstag knapp das Gesetz zu den Renten.",
        "es1": "Siete excursionistas atrapados por la nieve fueron rescatados el miércoles por los bomberos.",
        "es2": "Los bomberos rescataron el miércoles a siete excursionistas atrapados por la nieve.",
    }
    found = nl.Corpus([{"id": i, "text": t} for i, t in texts.items()]).stories()
    assert sorted(story.members for story in found) == [["de1", "de2"], ["en1", "en2"], ["es1", "es2"]]
    assert all(story.headline for story in found)


def test_stories_do_not_depend_on_order_or_threads(records):
    expect = nl.Corpus(records).stories(n_jobs=1).to_dict()
    assert nl.Corpus(records[::-1]).stories(n_jobs=2).to_dict() == expect
    halves = nl.Corpus(records[::2]).stories()
    assert halves.add(records[1::2]).to_dict() == halves.add(records[1::2][::-1]).to_dict()


@pytest.mark.parametrize(("k", "message"), [(0, "n_clusters must be at least 1"), (3, "distinct articles")])
def test_wrong_numbers_of_topics(k, message):
    corpus = nl.Corpus([{"id": i, "text": "The river rose over its banks at night."} for i in "ab"])
    with pytest.raises(ValueError, match=message):
        corpus.topics(k)
    assert len(corpus.topics()) == 1
    assert len(corpus.stories()) == 1
    assert list(corpus.stories().duplicates) == [{"id": "b", "duplicate_of": "a"}]


def test_a_story_that_is_not_there(records):
    stories = nl.Corpus(records).stories()
    with pytest.raises(KeyError, match=r"no story 'nope'; there are p\d+, p\d+, p\d+ and \d+ more"):
        stories["nope"]

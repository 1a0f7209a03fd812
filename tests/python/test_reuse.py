"""Near-duplicates, passages, composition, provenance, traces of spinning, and independent accounts."""

import json
import pickle
import random
import subprocess
from pathlib import Path

import newsloom as nl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
STORY = (
    "The Oslen ferry sank near Port Orla on Monday night after it struck a rock. All 90 passengers were saved by "
    "fishing boats, Captain Ines Calloway said. The ferry had left Tessen at 9 p.m. and was due in Corrin an hour "
    "later."
)
STRIKE = (
    "Nurses in the harbour hospital walked out on Tuesday over pay, and the strike is to last until Saturday night."
)


def shingles(text, n):
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1))} if words else set()


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from(["dam", "The", "gate", "rose", "9"]), max_size=12), max_size=9),
    st.integers(1, 4),
    st.sampled_from([0.2, 0.5, 2 / 3, 1.0]),
)
def test_near_duplicates_are_those_of_the_definition(texts, n, threshold):
    texts = [" ".join(words) for words in texts]
    expect = set()
    for i, a in enumerate(texts):
        for j, b in enumerate(texts[:i]):
            x, y = shingles(a, n), shingles(b, n)
            if x and y and len(x & y) / len(x | y) >= threshold:
                expect.add(frozenset((str(i + 1), str(j + 1))))
    found = nl.near_duplicates(texts, threshold, n)
    assert {frozenset((p["a"], p["b"])) for p in found} == expect


def test_the_sample_pile_has_its_reprints():
    rows = [json.loads(line) for line in (EXAMPLES / "pile.jsonl").read_text("utf8").splitlines()]
    planted = {frozenset((r["id"], r["near_duplicate_of"])) for r in rows if "near_duplicate_of" in r}
    found = nl.near_duplicates(nl.read(EXAMPLES / "pile.jsonl"), measure="containment")
    assert {frozenset((p["a"], p["b"])) for p in found} == planted
    assert {m for g in found.groups for m in g["members"]} == {i for pair in planted for i in pair}
    assert sum(m["representative"] for m in found.members) == len(found.groups)


def test_kinds():
    texts = {
        "a": STORY,
        "b": STORY.upper(),
        "c": STORY[: STORY.index(" The ferry")],
        "d": STORY.replace("a rock", "one rock"),
    }
    found = nl.near_duplicates([{"id": i, "text": t} for i, t in texts.items()])
    kinds = {p["a"] + p["b"]: p["kind"] for p in found}
    assert kinds["ab"] == "identical"
    assert kinds["ac"] == "excerpt"
    assert kinds["ad"] == "near"


def test_order_and_threads_change_nothing():
    records = [{"id": str(i), "text": f"{STORY if i % 3 else STRIKE} Report {i % 7} of the day."} for i in range(60)]
    shuffled = random.Random(1).sample(records, len(records))
    for find in (nl.near_duplicates, nl.passages):
        one, two = find(records, n_jobs=1), find(shuffled, n_jobs=2)
        assert len(one) > 100
        assert one == two
        assert one.recipe == two.recipe


def test_two_hundred_identical_articles():
    found = nl.near_duplicates([STORY] * 200)
    assert len(found) == 200 * 199 // 2
    assert set(found["kind"]) == {"identical"}
    assert [g["size"] for g in found.groups] == [200]
    shared = nl.passages([STORY] * 200)
    assert len(shared) == 200 * 199 // 2
    assert set(shared["similarity"]) == {1.0}


def test_a_long_article_against_short_ones():
    long = " ".join(f"word{i % 5000} of line {i}" for i in range(60_000)) + " " + STORY
    found = nl.passages([long, STORY, STRIKE, "Too short."])
    assert [(p["a"], p["b"]) for p in found] == [("1", "2")]
    assert found.pairs[0]["containment_b_in_a"] == 1.0
    assert nl.near_duplicates([long, STORY], measure="containment")[0]["kind"] == "excerpt"


def test_articles_below_the_ngram():
    found = nl.near_duplicates(["A dam broke.", "a DAM broke", "", " -- ", "Gates."])
    assert [(p["a"], p["b"], p["kind"]) for p in found] == [("1", "2", "identical")]
    assert len(nl.passages(["A dam broke.", "a DAM broke", ""])) == 0
    assert len(nl.near_duplicates([])) == len(nl.passages([])) == 0


@pytest.mark.parametrize("threshold", [0, -0.1, 1.01, float("nan")])
def test_a_threshold_outside_is_an_error(threshold, newsloom_binary):
    with pytest.raises(ValueError, match="threshold must be above 0 and at most 1, got"):
        nl.near_duplicates([STORY], threshold)
    command = [newsloom_binary, "dedup", "x.jsonl", f"--threshold={threshold}"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "above 0 and at most 1" in run.stderr


def test_other_wrong_parameters_are_named():
    with pytest.raises(ValueError, match="ngram must be at least 1, got 0"):
        nl.near_duplicates([STORY], ngram=0)
    with pytest.raises(TypeError, match=r"ngram must be a whole number, got 2\.5"):
        nl.near_duplicates([STORY], ngram=2.5)
    with pytest.raises(ValueError, match='measure must be "jaccard" or "containment", got "cosine"'):
        nl.near_duplicates([STORY], measure="cosine")
    with pytest.raises(ValueError, match="min_words must be at least 1, got 0"):
        nl.passages([STORY], min_words=0)
    with pytest.raises(ValueError, match="max_gap must be at least 0, got -1"):
        nl.passages([STORY], max_gap=-1)


def test_moved_paragraphs_are_found():
    found = nl.passages([f"{STORY}\n\n{STRIKE}", f"{STRIKE}\n\nA sentence of its own stands here.\n\n{STORY}"])
    assert sorted(p["a_text"] for p in found) == sorted([STORY[:-1], STRIKE[:-1]])
    assert all(p["a_text"] == p["b_text"] for p in found)


def test_offsets_are_code_points():
    texts = [f"Ältere Brücke 🙂. {STORY}", f"“Ö” {STORY.replace('a rock', 'some rocks')}"]
    found = nl.passages(texts)
    row = found[0]
    assert texts[0][row["a_start"] : row["a_end"]] == row["a_text"]
    assert texts[1][row["b_start"] : row["b_end"]] == row["b_text"]
    (edit,) = found.edits
    assert (edit["kind"], edit["a_text"], edit["b_text"]) == ("substitution", "a rock", "some rocks")
    assert texts[1][edit["b_start"] : edit["b_end"]] == "some rocks"


@pytest.fixture(scope="module", params=["summit", "court"])
def event(request):
    folder = EXAMPLES / request.param
    gold = json.loads((folder / "gold.json").read_text("utf8"))
    names = {alias: Path(file).stem for alias, file in gold["articles"].items()}
    copies = [(names[a], names[b], how) for a, b, how in gold["copies"]]
    assert copies
    return nl.compare(str(folder)), copies, sorted(names.values())


def test_planted_copies_are_found_with_their_direction(event):
    cmp, copies, _ = event
    assert {(p["source"], p["copy"]) for p in cmp.provenance} == {(a, b) for a, b, _ in copies}
    assert all(p["evidence"] for p in cmp.provenance)


def test_the_planted_spun_article_scores_highest(event):
    cmp, copies, _ = event
    planted = [copy for _, copy, how in copies if "spun" in how]
    scores = {s["article"]: s["score"] for s in cmp.spun if s["kind"] == "spun"}
    for article in planted:
        assert scores[article] == max(scores.values()) > 0.3
    assert all(score < 0.3 for article, score in scores.items() if article not in planted)
    row = next((s for s in cmp.spun if s["article"] in planted and s["kind"] == "spun"), None)
    assert row is None or "Foreign > Overseas" in row["swaps"]


def test_independent_accounts_are_counted(event):
    cmp, copies, names = event
    account = {name: {name} for name in names}
    for a, b, _ in copies:
        joined = account[a] | account[b]
        account.update(dict.fromkeys(joined, joined))
    expect = sorted({tuple(sorted(group)) for group in account.values()})
    assert sorted(tuple(a) for a in cmp.to_dict()["corroboration"]["accounts"]) == expect
    assert abs(cmp.n_effective - len(expect)) < 1 < cmp.n_effective < len(names)
    for row in cmp.corroboration:
        assert 1 <= row["n_independent"] <= row["n_articles"]
    told = {s["id"]: {m["article"] for m in s["members"]} for s in cmp.to_dict()["statements"]}
    both = [s for s, articles in told.items() if any({a, b} <= articles for a, b, _ in copies)]
    assert both
    rows = {row["statement"]: row for row in cmp.corroboration}
    assert all(rows[s]["n_independent"] < rows[s]["n_articles"] for s in both)


def test_composition_adds_up(event):
    cmp, copies, _ = event
    for row in cmp.composition:
        assert row["furniture"] + row["quoted"] + row["shared"] + row["own"] == pytest.approx(1)
    own = dict(zip(cmp.composition["article"], cmp.composition["own"], strict=True))
    copied = {article for a, b, _ in copies for article in (a, b)}
    assert min(v for a, v in own.items() if a not in copied) > max(v for a, v in own.items() if a in copied)


def test_an_earlier_date_tells_the_source():
    def coverage(first, second):
        texts = [f"{STORY} {STRIKE}", f"{STORY} {STRIKE} More is to follow."]
        dates = zip("ab", texts, (first, second), strict=True)
        return nl.compare([{"id": i, "text": t, "date": d} for i, t, d in dates]).provenance[0]

    assert coverage("2026-03-14", "2026-03-15")["source"] == "a"
    assert coverage("2026-03-15", "2026-03-14")["source"] == "b"
    assert coverage("", "")["source"] is None


def test_the_command_and_python_say_the_same(newsloom_binary):
    def output(*args):
        run = subprocess.run([newsloom_binary, *args, "--format", "json"], cwd=ROOT, capture_output=True, check=True)
        return json.loads(run.stdout)

    pile = nl.read(str(EXAMPLES / "pile.jsonl"))
    found = output("dedup", "examples/pile.jsonl", "--threshold", "0.2")
    ours = nl.near_duplicates(pile, 0.2)
    assert [p["jaccard"] for p in found["pairs"]] == ours["jaccard"]
    assert found["groups"] == list(ours.groups)
    assert output("passages", "examples/pile.jsonl")["passages"] == nl.passages(pile)._found["passages"]


def test_an_index_is_merged_saved_and_asked(tmp_path):
    records = [
        {"id": i, "text": t} for i, t in zip("abcd", (STORY, STRIKE, STORY + " So it is.", STORY.upper()), strict=True)
    ]
    whole = nl.near_duplicates(records)
    parts = [nl.NearDuplicateIndex().add(records[:1]), nl.NearDuplicateIndex().add(records[1:])]
    merged = parts[1].merge(parts[0])
    found = merged.near_duplicates()
    assert found["jaccard"] == whole["jaccard"]
    assert found["a"] == whole["a"]
    merged.save(tmp_path / "index")
    loaded = nl.NearDuplicateIndex.load(tmp_path / "index")
    assert (len(loaded), loaded.ngram) == (4, 5)
    assert loaded.near_duplicates() == found == pickle.loads(pickle.dumps(merged)).near_duplicates()
    data = (tmp_path / "index").read_bytes()
    (tmp_path / "cut").write_bytes(data[:-1])
    with pytest.raises(ValueError, match=r"checksum|truncated|malformed"):
        nl.NearDuplicateIndex.load(tmp_path / "cut")
    with pytest.raises(ValueError, match="recipe differs, 5-grams of words"):
        loaded.merge(nl.NearDuplicateIndex(3))
    with pytest.raises(ValueError, match="no repeats"):
        loaded.merge(loaded).near_duplicates()


def test_an_index_is_written_whole_or_not_at_all(tmp_path):
    index, there = nl.NearDuplicateIndex().add([STORY]), tmp_path / "index"
    there.write_text("what stood here before")
    there.chmod(0o640)
    index.save(there)
    assert there.stat().st_mode & 0o777 == 0o640
    assert len(nl.NearDuplicateIndex.load(there)) == 1
    link = tmp_path / "link"
    link.symlink_to(there)
    index.add([{"id": "more", "text": STRIKE}]).save(link)
    assert link.is_symlink()
    assert len(nl.NearDuplicateIndex.load(there)) == 2
    with pytest.raises(FileNotFoundError):
        index.save(tmp_path / "nowhere" / "index")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index", "link"]

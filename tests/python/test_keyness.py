"""Keyness against scipy and quanteda's formulas, and what may be wrong with its input."""

import math
import random

import newsloom as nl
import numpy as np
import pytest
from scipy import stats

WORDS = ["dam", "gate", "river", "riot", "protest", "flood", "mayor", "noon", "valley", "bridge"]


def texts(seed, n, weights):
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, weights, k=draw.randint(5, 60))) for _ in range(n)]


TARGET = texts(1, 12, [9, 7, 6, 8, 1, 4, 3, 2, 1, 1])
REFERENCE = texts(2, 17, [5, 7, 6, 1, 9, 4, 3, 2, 2, 0])


def keyness(measure, **more):
    return nl.keyness(TARGET, REFERENCE, measure, top=None, min_count=1, **more)


def tables():
    """Each word's counts in target and reference, with those of all other words."""
    a = {w: sum(t.split().count(w) for t in TARGET) for w in WORDS}
    b = {w: sum(t.split().count(w) for t in REFERENCE) for w in WORDS}
    n1, n2 = sum(a.values()), sum(b.values())
    return {w: [[a[w], b[w]], [n1 - a[w], n2 - b[w]]] for w in WORDS}


def sign(table):
    (a, b), (c, d) = table
    return 1 if a * d >= b * c else -1


@pytest.mark.parametrize(
    ("measure", "correction", "options"),
    [
        ("lr", None, {"lambda_": "log-likelihood", "correction": False}),
        ("lr", "yates", {"lambda_": "log-likelihood", "correction": True}),
        ("chi2", None, {"correction": True}),
        ("chi2", "none", {"correction": False}),
    ],
)
def test_against_scipy(measure, correction, options):
    found, expected = keyness(measure, correction=correction), tables()
    assert sorted(found["feature"]) == sorted(WORDS)
    for row in found:
        table = expected[row["feature"]]
        score, p, *_ = stats.chi2_contingency(table, **options)
        assert row["score"] == pytest.approx(sign(table) * score, rel=1e-9, abs=1e-9)
        assert row["p"] == pytest.approx(p, rel=1e-9, abs=1e-12)
        assert [row["n_target"], row["n_reference"]] == table[0]
    np.testing.assert_allclose(found["q"], stats.false_discovery_control(found["p"]), rtol=1e-9)
    np.testing.assert_allclose(found["log10_p"], np.log10(found["p"]), rtol=1e-9, atol=1e-12)


def test_williams_as_published():
    for row in keyness("lr", correction="williams"):
        (a, b), (c, d) = table = tables()[row["feature"]]
        n = a + b + c + d
        q = 1 + (n / (a + b) + n / (c + d) - 1) * (n / (a + c) + n / (b + d) - 1) / (6 * n)
        g2 = stats.chi2_contingency(table, lambda_="log-likelihood", correction=False)[0]
        assert row["score"] == pytest.approx(sign(table) * g2 / q, rel=1e-9, abs=1e-9)


def test_fishers_exact_test():
    for row in keyness("exact"):
        table = tables()[row["feature"]]
        p = stats.fisher_exact(table).pvalue
        assert row["p"] == pytest.approx(p, rel=1e-9)
        assert row["score"] == pytest.approx(-sign(table) * math.log10(p), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("a", "b", "n1", "n2"), [(3, 0, 900, 70_000), (40, 2, 100, 90), (300, 100, 90_000, 40_000), (0, 9, 5_000, 8_000)]
)
def test_exact_tails_of_large_tables(a, b, n1, n2):
    target, reference = (["dam " * x + "gate " * (n - x)] for x, n in ((a, n1), (b, n2)))
    row = next(r for r in nl.keyness(target, reference, "exact", top=None) if r["feature"] == "dam")
    assert row["p"] == pytest.approx(stats.fisher_exact([[a, b], [n1 - a, n2 - b]]).pvalue, rel=1e-7)


def test_log_odds_with_a_prior():
    z = dict(zip(*(keyness("log_odds")[c] for c in ("feature", "score")), strict=True))
    for word, ((a, b), (c, d)) in tables().items():
        n1, n2 = a + c, b + d
        prior, a0 = a + b, n1 + n2
        delta = math.log((a + prior) / (n1 + a0 - a - prior)) - math.log((b + prior) / (n2 + a0 - b - prior))
        assert z[word] == pytest.approx(delta / math.sqrt(1 / (a + prior) + 1 / (b + prior)), rel=1e-9, abs=1e-9)
    row = keyness("log_odds", prior=10)[0]
    (a, b), (c, d) = tables()[row["feature"]]
    share = 10 * (a + b) / (a + b + c + d)
    delta = math.log((a + share) / (c + 10 - share)) - math.log((b + share) / (d + 10 - share))
    assert row["score"] == pytest.approx(delta / math.sqrt(1 / (a + share) + 1 / (b + share)), rel=1e-9)
    assert row["p"] == pytest.approx(2 * stats.norm.sf(abs(row["score"])), rel=1e-9)


def test_conservative_log_ratio():
    for row in keyness("lrc", confidence=0.9):
        (a, b), (c, d) = table = tables()[row["feature"]]
        n1, n2, tail = a + c, b + d, 0.1 / len(WORDS) / 2
        if sign(table) > 0:
            end = stats.beta.ppf(tail, a, b + 1)
            expected = max(0.0, math.log2(n2 / n1 * end / (1 - end)))
        else:
            end = stats.beta.isf(tail, a + 1, b)
            expected = min(0.0, math.log2(n2 / n1 * end / (1 - end)))
        assert row["score"] == row["lrc"] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_sizes_of_effects():
    for row in keyness("pmi"):
        (a, b), (c, d) = tables()[row["feature"]]
        n1, n2 = a + c, b + d
        assert row["score"] == pytest.approx(math.log(a * (n1 + n2) / (a + b) / n1), rel=1e-9, abs=1e-12)
        assert row["log_ratio"] == pytest.approx(math.log2((a / n1) / ((b or 0.5) / n2)), rel=1e-9, abs=1e-12)
    by_lr = {r["feature"]: r["p"] for r in keyness("lr")}
    assert all(r["p"] == by_lr[r["feature"]] for r in keyness("pmi"))


def test_dispersion():
    lengths = np.array([len(t.split()) for t in TARGET])
    for row in keyness("lr"):
        counts = np.array([t.split().count(row["feature"]) for t in TARGET])
        dp = np.abs(counts / counts.sum() - lengths / lengths.sum()).sum() / 2
        assert row["dp"] == pytest.approx(dp / (1 - lengths.min() / lengths.sum()), rel=1e-12)
        assert row["docs_target"] == np.count_nonzero(counts)


def test_tiny_p_values_keep_their_logarithm():
    rows = nl.keyness(["riot " * 5000], ["protest " * 5000], "lr")
    assert rows[0]["p"] == 0.0
    # G2 is 2 * 10000 * ln 2, and its tail that of both sides of a normal distribution.
    assert rows[0]["log10_p"] == pytest.approx(
        (stats.norm.logsf(math.sqrt(20_000 * math.log(2))) + math.log(2)) / math.log(10), rel=1e-9
    )


def test_groups_of_a_corpus():
    records = [{"text": t, "outlet": "Ledger"} for t in TARGET] + [{"text": t, "outlet": "Echo"} for t in REFERENCE]
    corpus = nl.Corpus([*records, {"id": "lost", "text": "Nobody says where this comes from."}])
    found = corpus.keyness(by="outlet", target="Ledger", top=None, min_count=1)
    expected = keyness("lr")
    assert found["feature"] == expected["feature"]
    assert found["score"] == expected["score"]
    assert found.skipped == ["lost"]
    assert [g["group"] for g in found.groups] == ["Echo", "Ledger"]
    both = nl.keyness(corpus, by="outlet", top=None, min_count=1)
    assert set(both["target"]) == {"Echo", "Ledger"}
    echo = {r["feature"]: r["score"] for r in both.where(target="Echo")}
    assert all(echo[f] == pytest.approx(-s) for f, s in zip(found["feature"], found["score"], strict=True))


def test_words_as_asked():
    rows = nl.keyness(["The gates opened at noon."], ["A gate opens."], min_count=1, stop_words="en", stemmer="en")
    assert sorted(rows["feature"]) == ["gate", "noon", "open"]
    runs = nl.keyness(["At noon, gates of Orla opened"], ["x y"], min_count=1, ngram_range=(2, 3), stop_words=["of"])
    assert sorted(runs["feature"]) == ["at noon", "gates of orla", "orla opened", "x y"]
    articles = nl.keyness(["riot riot riot", "riot"], ["riot", "calm", "calm"], min_count=1, unit="articles")
    row = next(r for r in articles if r["feature"] == "riot")
    assert row["score"] == pytest.approx(stats.chi2_contingency([[2, 1], [0, 2]], False, "log-likelihood")[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measure": "g2"}, 'measure must be one of lr, chi2, log_ratio, lrc, log_odds, pmi, exact, got "g2"'),
        ({"by": "oulet"}, 'did you mean "outlet"?'),
        ({"target": "Leger"}, 'did you mean "Ledger"?'),
        ({"min_count": 0}, "min_count must be at least 1, got 0"),
        ({"confidence": 1.5}, "confidence must be above 0 and below 1, got 1.5"),
        ({"measure": "pmi", "correction": "yates"}, "correction must be none unless the measure is lr or chi2"),
        ({"unit": "pages"}, 'unit must be one of words, articles, got "pages"'),
        ({"ngram_range": (2, 1)}, "ngram_range must be"),
        ({"by": "lang"}, "by must be a field of the articles"),
    ],
)
def test_wrong_parameters(arguments, message):
    corpus = nl.Corpus([{"text": "One.", "outlet": "Ledger"}, {"text": "Two.", "outlet": "Echo"}])
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        corpus.keyness(**arguments)
    assert message in str(caught.value)


def test_wrong_calls():
    with pytest.raises(ValueError, match="either reference or by"):
        nl.keyness(TARGET)
    with pytest.raises(ValueError, match="either reference or by"):
        nl.keyness(TARGET, REFERENCE, by="outlet")
    with pytest.raises(TypeError, match="put it in a list"):
        nl.keyness("one text", REFERENCE)


def test_order_and_threads():
    pile = nl.read("examples/pile.jsonl")
    records = [dict(r) for r in pile.articles]
    random.Random(3).shuffle(records)
    expected = pile.keyness(n_jobs=1)
    assert nl.Corpus(records).keyness(n_jobs=4) == expected
    assert len(expected.groups) == 7

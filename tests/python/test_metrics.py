"""Measures of groupings against scikit-learn, and similar pairs against the full product."""

import newsloom as nl
import numpy as np
import pytest
import scipy.sparse as sp
import sklearn.metrics as skm
from hypothesis import example, given
from hypothesis import strategies as st
from newsloom import metrics

labels = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 6), min_size=n, max_size=n), st.lists(st.integers(-2, 4), min_size=n, max_size=n)
    )
)
PLAIN = [
    "adjusted_rand_score",
    "completeness_score",
    "homogeneity_score",
    "mutual_info_score",
    "v_measure_score",
]


@given(labels)
@example(([0, 0, 0, 1], [0, 1, -1, 2]))
def test_agreement_is_scikit_learns(pair):
    truth, found = pair
    for name in PLAIN:
        assert getattr(metrics, name)(truth, found) == pytest.approx(getattr(skm, name)(truth, found), abs=1e-10), name
    for average in ("min", "geometric", "arithmetic", "max"):
        for name in ("normalized_mutual_info_score", "adjusted_mutual_info_score"):
            ours = getattr(metrics, name)(truth, found, average_method=average)
            theirs = getattr(skm, name)(truth, found, average_method=average)
            groups = sorted([len(set(truth)), len(set(found))])
            if "adjusted" in name and groups[0] > 1 and groups[1] == len(truth):
                theirs = 1.0 if average == "min" else theirs  # scikit-learn's is one rounding error by another
            assert ours == pytest.approx(theirs, abs=1e-7), (name, average)
    assert metrics.homogeneity_completeness_v_measure(truth, found, beta=0.5) == pytest.approx(
        skm.homogeneity_completeness_v_measure(truth, found, beta=0.5), abs=1e-10
    )


@given(labels)
def test_bcubed_pairs_and_purity_are_their_definitions(pair):
    truth, found = map(np.array, pair)
    same_truth, same_found = truth[:, None] == truth, found[:, None] == found
    both = (same_truth & same_found).sum(axis=1)
    precision, recall, fscore = metrics.bcubed_precision_recall_fscore(truth, found)
    assert precision == pytest.approx((both / same_found.sum(axis=1)).mean())
    assert recall == pytest.approx((both / same_truth.sum(axis=1)).mean())
    assert fscore == pytest.approx(2 * precision * recall / (precision + recall))
    (_, fp), (fn, tp) = skm.cluster.pair_confusion_matrix(truth, found)
    precision, recall, _ = metrics.pairwise_precision_recall_fscore(truth, found)
    assert precision == pytest.approx(tp / (tp + fp) if tp + fp else float(tp + fn == 0))
    assert recall == pytest.approx(tp / (tp + fn) if tp + fn else float(tp + fp == 0))
    most = [np.unique(truth[found == f], return_counts=True)[1].max() for f in np.unique(found)]
    assert metrics.purity_score(truth, found) == pytest.approx(sum(most) / truth.size)


@pytest.mark.parametrize("sparse", [False, True])
def test_silhouette_is_scikit_learns(sparse):
    rng = np.random.RandomState(0)
    X = rng.uniform(size=(80, 12)) * (rng.uniform(size=(80, 12)) < 0.4)
    X[5] = 0
    X[7] = X[8]
    y = rng.randint(0, 5, 80)
    y[3] = 99
    expected = skm.silhouette_samples(X, y, metric="cosine")
    np.testing.assert_allclose(metrics.silhouette_samples(sp.csr_matrix(X) if sparse else X, y), expected, atol=1e-9)
    assert metrics.silhouette_score(X, y) == pytest.approx(expected.mean())
    sample = metrics.silhouette_score(X, y, sample_size=40, random_state=1)
    assert sample == pytest.approx(skm.silhouette_score(X, y, metric="cosine", sample_size=40, random_state=1))


def test_wrong_labels_are_named():
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        metrics.adjusted_rand_score([0, 1], [0])
    with pytest.raises(ValueError, match="must be 1D"):
        metrics.purity_score([[0, 1]], [[0, 1]])
    with pytest.raises(ValueError, match="average_method must be"):
        metrics.normalized_mutual_info_score([0, 1], [0, 1], average_method="mode")
    for y in ([0, 0, 0], [0, 1, 2]):
        with pytest.raises(ValueError, match="Valid values are 2 to n_samples - 1"):
            metrics.silhouette_score(np.eye(3), y)
    with pytest.raises(ValueError, match=r"inconsistent numbers of samples: \[3, 5\]"):
        metrics.silhouette_score(np.eye(3), [0, 1, 1, 0, 1], sample_size=2)
    with pytest.raises(ValueError, match="sample_size must be at least 1, got 0"):
        metrics.silhouette_score(np.eye(4), [0, 0, 1, 1], sample_size=0)


@pytest.mark.parametrize("pair", [([], []), ([0, 0, 0], [1, 1, 1]), ([0], ["a"]), ([0, 1, 2], [0, 0, 0])], ids=repr)
def test_labels_that_say_nothing_are_scored_as_in_scikit_learn(pair):
    for name in (
        "adjusted_rand_score",
        "adjusted_mutual_info_score",
        "normalized_mutual_info_score",
        "homogeneity_completeness_v_measure",
    ):
        assert getattr(metrics, name)(*pair) == pytest.approx(getattr(skm, name)(*pair)), name


def test_similar_pairs_are_those_of_the_full_product():
    rng = np.random.RandomState(0)
    X = sp.csr_matrix(rng.uniform(size=(300, 50)) * (rng.uniform(size=(300, 50)) < 0.2))
    dense = X.toarray()
    norms = np.linalg.norm(dense, axis=1)
    cosine = dense @ dense.T / np.outer(norms, norms)
    np.fill_diagonal(cosine, -1)
    expected = set()
    for i, row in enumerate(cosine):
        best = np.argsort(-row, kind="stable")[:5]
        expected |= {(min(i, j), max(i, j)) for j in best.tolist() if row[j] >= 0.4}
    table = nl.similar_pairs(X, top_n=5, threshold=0.4)
    assert {(r["a"], r["b"]) for r in table} == expected
    assert len(table) == len(expected) > 100
    for r in table:
        assert r["similarity"] == pytest.approx(cosine[r["a"], r["b"]])
    assert nl.similar_pairs(X, top_n=5, threshold=0.4, n_jobs=1) == table


def test_similar_pairs_refuses_bad_input():
    with pytest.raises(ValueError, match="top_n must be at least 1, got 0"):
        nl.similar_pairs(np.eye(2), top_n=0)
    with pytest.raises(ValueError, match="threshold must be above 0 and at most 1, got 0"):
        nl.similar_pairs(np.eye(2), threshold=0)
    with pytest.raises(ValueError, match="NaN"):
        nl.similar_pairs([[np.nan]])
    with pytest.raises(ValueError, match=r"similar_pairs|0 sample"):
        nl.similar_pairs(np.zeros((0, 2)))
    with pytest.raises(TypeError, match=r"top_n must be a whole number, got 1\.5"):
        nl.similar_pairs(np.eye(2), top_n=1.5)

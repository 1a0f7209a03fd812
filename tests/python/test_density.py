"""Mixtures and density clustering against scikit-learn."""

import newsloom as nl
import numpy as np
import pytest
import scipy.sparse as sp
import sklearn.cluster as skc
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score


def test_density_groups_are_scikit_learns():
    from sklearn.mixture import GaussianMixture

    X, y = make_blobs(120, centers=[[0, 0], [6, 0], [0, 8]], cluster_std=0.7, random_state=1)
    ours = nl.DBSCAN(eps=0.9, min_samples=4).fit_predict(X)
    theirs = skc.DBSCAN(eps=0.9, min_samples=4).fit_predict(X)
    core = np.zeros(len(X), dtype=bool)
    core[skc.DBSCAN(eps=0.9, min_samples=4).fit(X).core_sample_indices_] = True
    assert adjusted_rand_score(ours[core], theirs[core]) == 1.0
    np.testing.assert_array_equal(ours < 0, theirs < 0)
    optics, oracle = nl.OPTICS(min_samples=4, eps=0.9).fit(X), skc.OPTICS(min_samples=4).fit(X)
    np.testing.assert_allclose(optics.core_distances_, oracle.core_distances_)
    assert sorted(optics.ordering_) == list(range(len(X)))
    assert adjusted_rand_score(optics.labels_[core], theirs[core]) == 1.0
    mixture = nl.GaussianMixture(3, random_state=0, n_init=3).fit(X)
    oracle = GaussianMixture(3, random_state=0, n_init=3).fit(X)
    np.testing.assert_allclose(np.sort(mixture.means_, axis=0), np.sort(oracle.means_, axis=0), atol=1e-2)
    assert adjusted_rand_score(y, mixture.predict(X)) > 0.95
    np.testing.assert_allclose(mixture.predict_proba(X).sum(axis=1), 1)


def test_an_endless_radius_makes_one_group():
    assert nl.OPTICS().fit([[0.0, 0], [1, 0], [0, 1], [1, 1], [9, 9]]).labels_.tolist() == [0] * 5
    assert nl.OPTICS().fit(np.zeros((6, 3))).labels_.tolist() == [0] * 6
    assert nl.OPTICS().fit(np.eye(4)).labels_.tolist() == [-1] * 4, "fewer rows than min_samples"


@pytest.mark.parametrize("estimator", [nl.GaussianMixture(2), nl.DBSCAN(), nl.OPTICS()], ids=repr)
def test_density_refuses_what_it_cannot_take(estimator):
    for bad, words in ((np.nan, "NaN"), (np.inf, "infinity")):
        with pytest.raises(ValueError, match=words):
            estimator.fit([[0.0, 1], [bad, 2], [3, 4]])
    with pytest.raises(TypeError, match="dense data is required"):
        estimator.fit(sp.csr_matrix(np.eye(3)))


def test_a_mixture_asks_for_as_many_distinct_rows():
    with pytest.raises(ValueError, match="n_components must be at most the number of distinct rows, 2, got 3"):
        nl.GaussianMixture(3).fit(np.repeat(np.eye(2), 3, axis=0))

"""Rows grouped by event."""

import newsloom as nl
import numpy as np
import pytest
import scipy.sparse as sp


def _events():
    """Rows of three events, four each, in turn; and one of zeros."""
    X = np.zeros((13, 24))
    for i in range(12):
        X[i, i % 3 * 4 : i % 3 * 4 + 4] = 1 + np.arange(i, i + 12, 3) % 5 / 10
        X[i, 12 + i] = 0.7
    return X


def test_stories_are_found_whatever_the_order_and_the_threads():
    X = _events()
    model = nl.StoryClusterer().fit(X)
    assert np.unique(model.labels_[:12].reshape(4, 3), axis=0).shape == (1, 3)
    assert (model.n_stories_, model.backgrounds_[12]) == (4, 0)
    order = np.random.RandomState(0).permutation(13)
    again = nl.StoryClusterer(n_jobs=1).fit(sp.csr_array(X[order]))
    np.testing.assert_array_equal(again.labels_, model.labels_[order])
    np.testing.assert_array_equal(again.backgrounds_, model.backgrounds_[order])


def test_rows_join_stories_that_are_there():
    X = _events()
    model = nl.StoryClusterer().fit(X[:6])
    before = model.labels_.copy()
    grown = model.extend(X).labels_
    np.testing.assert_array_equal(grown[:6], before)
    np.testing.assert_array_equal(grown[6:12], [*before[:3], *before[:3]])
    with pytest.raises(ValueError, match="13 rows fitted before"):
        model.extend(X[:5])


def test_days_apart_part_what_words_join():
    X = _events()[:12]
    dates = np.datetime64("2026-03-01") + np.arange(12) * 40
    # The twelve rows are about 22 times as alike as their backgrounds, six tenths of that when far apart in time.
    model = nl.StoryClusterer(18)
    assert (model.fit(X).n_stories_, model.fit(X, dates=dates).n_stories_) == (3, 12)
    assert model.fit(X, dates=["2026-03-01"] * 11 + [None]).n_stories_ == 3
    assert nl.StoryClusterer(18, least_closeness=1).fit(X, dates=dates).n_stories_ == 3
    with pytest.raises(ValueError, match="one per row, 12"):
        nl.StoryClusterer().fit(X, dates=dates[:3])


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"threshold": 0}, "threshold.*above 0"),
        ({"threshold": np.nan}, "threshold"),
        ({"n_neighbors": 0}, "n_neighbors"),
        ({"n_background": 1.5}, "n_background"),
        ({"days_apart": -1}, "days_apart"),
        ({"least_closeness": 2}, "least_closeness.*at most 1"),
    ],
)
def test_wrong_parameters_of_stories_are_named(params, words):
    with pytest.raises(ValueError, match=words):
        nl.StoryClusterer(**params).fit(_events())

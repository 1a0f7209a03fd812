"""Rows grouped by event, their number not given, in the way of scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import FLOATS, core_rows
from newsloom._cluster_state import SavedState
from newsloom._estimator import (
    BaseEstimator,
    ClusterMixin,
    check_integer,
    check_is_fitted,
    check_real,
    validate_data,
)

__all__ = ["StoryClusterer"]


class StoryClusterer(SavedState, ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups of TF-IDF rows about the same event, their number not given.

    The cosine of two rows is divided by the geometric mean of their backgrounds, the mean cosine of a row to its
    nearest of other groups. Groups are merged by average linkage, and the tree of merges is cut where groups stand
    out (excess of mass, Campello, Moulavi and Sander 2013). `Corpus.stories` does this with rows made for it.

    Parameters
    ----------
    threshold : float, default=1.3
        How many times their backgrounds two groups are alike at the least to be merged; the higher, the more rows stay
        alone.
    n_neighbors : int, default=80
        Most neighbours of a row that are looked at.
    n_background : int, default=20
        Number of nearest rows of other groups whose mean cosine is a row's background.
    days_apart : float, default=7
        Days apart at which closeness in time has fallen by 63 % of what it can fall.
    least_closeness : float, default=0.6
        By how much the similarity of groups far apart in time is multiplied; 1 leaves dates out of it.
    n_jobs : int, default=0
        Number of threads, 0 for all. The result does not depend on it.

    Attributes
    ----------
    labels_ : ndarray of shape (n_samples,)
        Story of each row, the largest first. A row of zeros is a story of its own.
    backgrounds_ : ndarray of shape (n_samples,)
        Background of each row; 0 for a row of zeros.
    n_stories_ : int
        Number of stories.
    n_features_in_ : int
        Number of columns.

    Examples
    --------
    >>> from newsloom import StoryClusterer, TfidfVectorizer
    >>> texts = ["ferry rams pier at Oldhaven", "Oldhaven pier hit by ferry", "wheat prices at a record"]
    >>> X = TfidfVectorizer().fit_transform(texts)
    >>> StoryClusterer().fit_predict(X)
    array([0, 0, 1], dtype=int32)
    """

    def __init__(
        self,
        threshold: float = 1.3,
        *,
        n_neighbors: int = 80,
        n_background: int = 20,
        days_apart: float = 7.0,
        least_closeness: float = 0.6,
        n_jobs: int = 0,
    ) -> None:
        self.threshold = threshold
        self.n_neighbors = n_neighbors
        self.n_background = n_background
        self.days_apart = days_apart
        self.least_closeness = least_closeness
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None, *, dates: Any = None) -> StoryClusterer:
        """Group rows.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.
        dates : array-like of shape (n_samples,), optional
            Day of each row as numpy reads it (`2026-03-14`, `datetime.date`); None or NaT where it is not known.

        Returns
        -------
        StoryClusterer
            The fitted estimator.

        Raises
        ------
        ValueError
            For values that are not finite, and parameters or dates out of range.
        """
        return self._group(validate_data(self, X, accept_sparse="csr", dtype=FLOATS), dates, [], None)

    def fit_predict(self, X: Any, y: Any = None, *, dates: Any = None) -> Any:
        """Group rows and return the story of each.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.
        dates : array-like of shape (n_samples,), optional
            Day of each row.

        Returns
        -------
        ndarray of shape (n_samples,)
            Numbers of stories.
        """
        return self.fit(X, dates=dates).labels_

    def extend(self, X: Any, *, dates: Any = None) -> StoryClusterer:
        """Take in more rows: each joins a story that is there or founds one; rows that were there keep their story.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows fitted before in the same order, then the new ones. Weights and columns may have changed.
        dates : array-like of shape (n_samples,), optional
            Day of each row.

        Returns
        -------
        StoryClusterer
            The estimator itself.

        Raises
        ------
        NotFittedError
            When nothing was fitted.
        ValueError
            As `fit`, and when there are fewer rows than were fitted.
        """
        check_is_fitted(self, "labels_")
        X = validate_data(self, X, accept_sparse="csr", dtype=FLOATS)
        if X.shape[0] < len(self.labels_):
            raise ValueError(f"X must have the {len(self.labels_)} rows fitted before and new ones, got {X.shape[0]}")
        return self._group(X, dates, self.labels_.tolist(), self.backgrounds_)

    def _group(self, X: Any, dates: Any, known: list[int], backgrounds: Any) -> StoryClusterer:
        check_integer(self, "n_jobs", 0)
        check_integer(self, "n_neighbors", 1)
        check_integer(self, "n_background", 1)
        for name in ("threshold", "days_apart", "least_closeness"):
            check_real(self, name, 0)
        days = None
        if dates is not None:
            days = np.asarray(dates, dtype="datetime64[D]").view(np.int64)
            if days.shape != (X.shape[0],):
                raise ValueError(f"dates must be one per row, {X.shape[0]}, got shape {days.shape}")
        self.labels_, self.backgrounds_ = _core.story_groups(
            core_rows(X, sparse=True),
            days=days,
            known=known,
            backgrounds=backgrounds,
            n_neighbors=self.n_neighbors,
            n_background=self.n_background,
            threshold=float(self.threshold),
            days_apart=float(self.days_apart),
            least_closeness=float(self.least_closeness),
            n_jobs=self.n_jobs,
        )
        self.n_stories_ = int(self.labels_.max()) + 1
        return self

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

"""Spherical k-means and latent semantic analysis in the way of scikit-learn."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import FLOATS, core_rows, core_weights, seed_of
from newsloom._cluster_kmeans_base import KMeansBase, is_array_like
from newsloom._cluster_partial import PartialSums
from newsloom._cluster_state import SavedState
from newsloom._estimator import (
    BaseEstimator,
    ClassNamePrefixFeaturesOutMixin,
    ConvergenceWarning,
    TransformerMixin,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_sample_weight,
    validate_data,
)

__all__ = ["LSA", "SphericalKMeans"]


def _seed(random_state: Any) -> int:
    """Take an integer as the seed itself; ask a generator for one."""
    if isinstance(random_state, (int, np.integer)) and random_state >= 0:
        return int(random_state)
    return seed_of(check_random_state(random_state))


class SphericalKMeans(PartialSums, KMeansBase):
    """Spherical k-means: each row belongs to the direction with the largest cosine.

    The k-means for text; rows need not be of norm one. The result does not depend on their order: they are drawn and
    summed in an order of their own, and clusters are numbered by size, largest first.

    Parameters
    ----------
    n_clusters : int, default=8
        Number of clusters.
    init : 'k-means++' or array-like of shape (n_clusters, n_features), default='k-means++'
        How centroids start; given ones are brought to norm one and keep their numbers.
    n_init : 'auto' or int, default='auto'
        Number of starts; the run with the lowest inertia wins. 'auto' is 10, and 1 for an array. A run that collapsed,
        with nearly all rows in one cluster, counts for nothing while there is a better one, and is replaced.
    max_iter : int, default=300
        Most iterations of one run.
    tol : float, default=1e-4
        A run ends when the squared shifts of centroids sum to less than this times the mean variance of columns.
    random_state : int, RandomState instance or None, default=0
        Seed of the draws.
    n_jobs : int, default=0
        Number of threads, 0 for all; results do not depend on it.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
        Directions, of norm one.
    labels_ : ndarray of shape (n_samples,)
        Number of the cluster of each row, -1 for rows without any value.
    similarities_ : ndarray of shape (n_samples,)
        Cosine of each row to its centroid, 0 for rows without any value.
    zero_rows_ : ndarray
        Rows without any value: they have no direction, and form a group of their own.
    inertia_ : float
        Weighted sum of one minus cosine.
    n_iter_ : int
        Iterations of the best run.
    collapsed_ : bool
        Whether every start ended with nearly all rows in one cluster.
    n_features_in_ : int
        Number of columns.

    Examples
    --------
    >>> from newsloom import SphericalKMeans
    >>> X = [[2, 1, 0], [0, 0, 3], [4, 3, 0], [0, 1, 5], [8, 3, 1]]
    >>> SphericalKMeans(n_clusters=2).fit_predict(X)
    array([0, 1, 0, 1, 0], dtype=int32)
    """

    _spherical = True

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Any = "k-means++",
        n_init: int | str = "auto",
        max_iter: int = 300,
        tol: float = 1e-4,
        random_state: Any = 0,
        n_jobs: int = 0,
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state
        self.n_jobs = n_jobs

    def _find(self, X: Any, sample_weight: Any) -> None:
        self.__dict__.pop("_sums", None)
        self._check_shared()
        if not is_array_like(self.init):
            check_choice(self, "init", ("k-means++",))
        check_integer(self, "n_jobs", 0)
        X = self._rows(X, reset=True)
        starts = 10 if self.n_init == "auto" and not is_array_like(self.init) else self._starts(10)
        given = self._given(X)
        weight = None if sample_weight is None else check_sample_weight(sample_weight, X, dtype=X.dtype)
        centers, labels, similarities, self.inertia_, self.n_iter_, self.collapsed_ = _core.spherical_fit(
            core_rows(X, sparse=True),
            n_clusters=self.n_clusters,
            init=None if given is None else given.astype(np.float64),
            sample_weight=core_weights(weight),
            n_init=starts,
            max_iter=self.max_iter,
            tol=float(self.tol),
            seed=_seed(self.random_state),
            n_jobs=self.n_jobs,
        )
        self.cluster_centers_ = centers.astype(X.dtype, copy=False)
        self._n_features_out = self.n_clusters
        self.labels_ = self._named(labels)
        self.similarities_ = similarities
        self.zero_rows_ = np.flatnonzero(self.labels_ < 0)
        if self.zero_rows_.size:
            warnings.warn(
                f"{self.zero_rows_.size} of {X.shape[0]} rows have no value but zero; "
                "their label is -1 (see zero_rows_).",
                UserWarning,
                stacklevel=3,
            )
        if not self._warn_of_fewer("rows of one direction") and self.collapsed_:
            tried = "from the given centroids" if given is not None else f"after {starts} starts and as many retries"
            warnings.warn(
                f"Nearly all rows are in one cluster {tried}: "
                f"sizes {np.bincount(self.labels_[self.labels_ >= 0]).tolist()}.",
                ConvergenceWarning,
                stacklevel=3,
            )

    def _named(self, labels: Any) -> Any:
        return np.where(labels < self.n_clusters, labels, -1).astype(np.int32)

    def _centers(self) -> Any:
        return np.ascontiguousarray(self.cluster_centers_, dtype=np.float64)

    def _nearest(self, X: Any, sample_weight: Any) -> tuple[Any, float]:
        labels, cosines = _core.spherical_nearest(core_rows(X, sparse=True), self._centers(), n_jobs=self.n_jobs)
        lost = np.where(labels < self.n_clusters, 1.0 - cosines, 0.0)
        inertia = float(lost.sum() if sample_weight is None else lost @ sample_weight)
        return self._named(labels), inertia

    def _distances(self, X: Any) -> Any:
        """One minus cosine to each centroid; 1 for rows without any value."""
        rows = core_rows(X, sparse=True)
        cosines = _core.lsa_project(rows, self._centers(), normalize=False, n_jobs=self.n_jobs)
        starts, data = rows[1].astype(np.intp), rows[3]
        squares = np.add.reduceat(np.append(data * data, 0.0), starts[:-1]) * (np.diff(starts) > 0)
        norms = np.sqrt(squares)
        return (1.0 - cosines / np.where(norms > 0, norms, 1.0)[:, None]).astype(X.dtype, copy=False)


class LSA(SavedState, ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Latent semantic analysis: few dense columns for many sparse ones, rows then brought to norm one.

    scikit-learn's `TruncatedSVD` followed by `Normalizer`, with the same result on every machine, for any number of
    threads and any order of rows.

    Parameters
    ----------
    n_components : int, default=100
        Number of columns to keep.
    n_iter : int, default=5
        Power iterations.
    n_oversamples : int, default=10
        Columns carried beyond `n_components` while iterating.
    normalize : bool, default=True
        Whether rows are brought to norm one.
    random_state : int, RandomState instance or None, default=0
        Seed of the random start.
    n_jobs : int, default=0
        Number of threads, 0 for all; results do not depend on it.

    Attributes
    ----------
    components_ : ndarray of shape (n_components, n_features)
        Right singular vectors; the largest entry in absolute value is positive.
    singular_values_ : ndarray of shape (n_components,)
        Singular values, largest first.
    explained_variance_ : ndarray of shape (n_components,)
        Variance of each column before rows are brought to norm one.
    explained_variance_ratio_ : ndarray of shape (n_components,)
        Its share in the variance of all columns.
    n_features_in_ : int
        Number of columns.

    Examples
    --------
    >>> from newsloom import LSA
    >>> X = [[3, 3, 0], [1, 1, 0], [0, 0, 2]]
    >>> LSA(n_components=2).fit_transform(X).round(3) + 0.0
    array([[1., 0.],
           [1., 0.],
           [0., 1.]])
    """

    def __init__(
        self,
        n_components: int = 100,
        *,
        n_iter: int = 5,
        n_oversamples: int = 10,
        normalize: bool = True,
        random_state: Any = 0,
        n_jobs: int = 0,
    ) -> None:
        self.n_components = n_components
        self.n_iter = n_iter
        self.n_oversamples = n_oversamples
        self.normalize = normalize
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None) -> LSA:
        """Find the components.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.

        Returns
        -------
        LSA
            The fitted estimator.
        """
        check_integer(self, "n_components", 1)
        check_integer(self, "n_iter", 0)
        check_integer(self, "n_oversamples", 0)
        check_integer(self, "n_jobs", 0)
        X = validate_data(self, X, accept_sparse="csr", dtype=FLOATS, ensure_min_features=2)
        found = _core.lsa_fit(
            core_rows(X, sparse=True),
            n_components=self.n_components,
            n_iter=self.n_iter,
            n_oversamples=self.n_oversamples,
            seed=_seed(self.random_state),
            n_jobs=self.n_jobs,
        )
        components, self.singular_values_, self.explained_variance_, self.explained_variance_ratio_ = found
        self.components_ = components.astype(X.dtype, copy=False)
        self._n_features_out = self.n_components
        return self

    def transform(self, X: Any) -> Any:
        """Write rows in terms of the components.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.

        Returns
        -------
        ndarray of shape (n_samples, n_components)
            The same rows, shorter.
        """
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=FLOATS, reset=False)
        components = np.ascontiguousarray(self.components_, dtype=np.float64)
        rows = core_rows(X, sparse=True)
        out = _core.lsa_project(rows, components, normalize=bool(self.normalize), n_jobs=self.n_jobs)
        return out.astype(X.dtype, copy=False)

    def fit_transform(self, X: Any, y: Any = None) -> Any:
        """Find the components and write the same rows in terms of them.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.

        Returns
        -------
        ndarray of shape (n_samples, n_components)
            The same rows, shorter.
        """
        return self.fit(X).transform(X)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags

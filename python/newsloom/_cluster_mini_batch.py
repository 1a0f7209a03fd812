"""Mini-batch k-means in the way of scikit-learn."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import FLOATS, core_rows, core_weights, is_sparse
from newsloom._cluster_kmeans_base import KMeansBase
from newsloom._estimator import (
    check_integer,
    check_random_state,
    check_real,
    check_sample_weight,
    validate_data,
)

__all__ = ["MiniBatchKMeans"]


class MiniBatchKMeans(KMeansBase):
    """k-means that learns from one small batch of rows after another (Sculley 2010).

    A drop-in for scikit-learn's class: same parameters, attributes, errors and warnings, and the same draws from the
    same `random_state`, so the same clusters up to rounding.

    Parameters
    ----------
    n_clusters : int, default=8
        Number of clusters.
    init : {'k-means++', 'random'}, callable or array-like of shape (n_clusters, n_features), default='k-means++'
        How centroids start.
    max_iter : int, default=100
        Most passes over the rows.
    batch_size : int, default=1024
        Rows per batch.
    verbose : int, default=0
        Whether to print the inertia of each start.
    compute_labels : bool, default=True
        Whether to label all rows at the end.
    random_state : int, RandomState instance or None, default=None
        Generator of the draws.
    tol : float, default=0.0
        Stops when the squared shifts of centroids in one step sum to less than this times the mean variance; 0 never.
    max_no_improvement : int or None, default=10
        Stops after so many batches without a gain in smoothed inertia; None never.
    init_size : int or None, default=None
        Rows drawn to start from; by default three batches, or three rows per cluster if that is more.
    n_init : 'auto' or int, default='auto'
        Number of starts tried; 'auto' is 1 for 'k-means++' and arrays, else 3.
    reassignment_ratio : float, default=0.01
        Clusters with less than this share of the largest count start anew from a row, now and then.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
        Centroids.
    labels_ : ndarray of shape (n_samples,)
        Number of the cluster of each row.
    inertia_ : float
        Weighted sum of squared distances to the centroids.
    n_iter_ : int
        Passes over the rows.
    n_steps_ : int
        Batches.
    n_features_in_ : int
        Number of columns.

    Examples
    --------
    >>> import numpy as np
    >>> from newsloom import MiniBatchKMeans
    >>> X = np.array([[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]])
    >>> model = MiniBatchKMeans(n_clusters=2, random_state=0).partial_fit(X[:4]).partial_fit(X[4:])
    >>> model.predict([[0, 0], [12, 3]])
    array([0, 1], dtype=int32)
    """

    _kept: tuple[str, ...] = (*KMeansBase._kept, "_batch", "_counts", "_since_reassigned")

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Any = "k-means++",
        max_iter: int = 100,
        batch_size: int = 1024,
        verbose: int = 0,
        compute_labels: bool = True,
        random_state: Any = None,
        tol: float = 0.0,
        max_no_improvement: int | None = 10,
        init_size: int | None = None,
        n_init: int | str = "auto",
        reassignment_ratio: float = 0.01,
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.max_iter = max_iter
        self.batch_size = batch_size
        self.verbose = verbose
        self.compute_labels = compute_labels
        self.random_state = random_state
        self.tol = tol
        self.max_no_improvement = max_no_improvement
        self.init_size = init_size
        self.n_init = n_init
        self.reassignment_ratio = reassignment_ratio

    def _check(self) -> None:
        self._check_shared()
        check_integer(self, "batch_size", 1)
        check_integer(self, "max_no_improvement", 0, other=(None,))
        check_integer(self, "init_size", 1, other=(None,))
        check_real(self, "reassignment_ratio", 0)

    def _sizes(self, n_samples: int) -> tuple[int, int]:
        batch = min(self.batch_size, n_samples)
        size = self.init_size
        if size is None:
            size = 3 * batch
            if size < self.n_clusters:
                size = 3 * self.n_clusters
        elif size < self.n_clusters:
            warnings.warn(
                f"init_size={size} should be larger than n_clusters={self.n_clusters}. "
                "Setting it to min(3*n_clusters, n_samples)",
                RuntimeWarning,
                stacklevel=4,
            )
            size = 3 * self.n_clusters
        return batch, min(size, n_samples)

    def _start(self, X: Any, weight: Any, random_state: np.random.RandomState, given: Any, init_size: int) -> Any:
        if given is not None:
            return given
        if init_size < X.shape[0]:
            rows = random_state.randint(0, X.shape[0], init_size)
            X, weight = X[rows], weight[rows]
        return self._draw_centers(X, weight, random_state)

    def _find(self, X: Any, sample_weight: Any) -> None:
        self._check()
        X = self._rows(X, reset=True)
        n = X.shape[0]
        starts = self._starts(3)
        batch, init_size = self._sizes(n)
        self._batch = batch
        given = self._given(X)
        random_state = check_random_state(self.random_state)
        weight = check_sample_weight(sample_weight, X, dtype=X.dtype)
        tol = float(self.tol) * _mean_variance(X) if self.tol > 0 else 0.0

        valid = random_state.randint(0, n, init_size)
        rows, weights = core_rows(X[valid]), core_weights(weight[valid])
        best: tuple[float, Any] | None = None
        for start in range(starts):
            centers = np.ascontiguousarray(self._start(X, weight, random_state, given, init_size), dtype=np.float64)
            inertia = _core.kmeans_nearest(rows, centers, sample_weight=weights, n_jobs=0)[1]
            if self.verbose:
                print(f"Inertia for init {start + 1}/{starts}: {inertia}")
            if best is None or inertia < best[0]:
                best = (inertia, centers)
        assert best is not None
        centers = best[1]
        self._counts = np.zeros(self.n_clusters)
        self._since_reassigned = 0
        stop = _Stop(self.max_no_improvement, tol, batch, n)
        share = weight / weight.sum()
        steps = (self.max_iter * n) // batch
        taken = 0
        while taken < steps:
            chosen = random_state.choice(n, batch, p=share, replace=True)
            old = centers
            centers, inertia = self._step(X[chosen], None, centers, random_state, batch)
            taken += 1
            if stop.reached(float(np.sum((centers - old) ** 2)), inertia):
                break
        self._keep(X, centers)
        self.n_steps_ = taken
        self.n_iter_ = int(np.ceil(taken * batch / n))
        if self.compute_labels:
            self.labels_, self.inertia_ = self._nearest(X, weight)
        else:
            self.inertia_ = (stop.smoothed or 0.0) * float(weight.sum())

    def partial_fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> MiniBatchKMeans:
        """Learn from one batch.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.
        sample_weight : array-like of shape (n_samples,), optional
            Weights of rows.

        Returns
        -------
        MiniBatchKMeans
            The estimator.
        """
        started = hasattr(self, "cluster_centers_")
        if started:
            X = validate_data(
                self, X, accept_sparse="csr", dtype=FLOATS, order="C", accept_large_sparse=False, reset=False
            )
        else:
            self._check()
            X = self._rows(X, reset=True)
        if not hasattr(self, "_random_state"):
            self._random_state = check_random_state(self.random_state)
        weight = check_sample_weight(sample_weight, X, dtype=X.dtype)
        if started:
            centers = np.ascontiguousarray(self.cluster_centers_, dtype=np.float64)
        else:
            centers = self._first_centers(X, weight)
            self._counts = np.zeros(self.n_clusters)
            self._since_reassigned = 0
            self.n_steps_ = 0
        centers, _ = self._step(X, weight, centers, self._random_state, self._batch)
        self._keep(X, centers)
        if self.compute_labels:
            self.labels_, self.inertia_ = self._nearest(X, weight)
        self.n_steps_ += 1
        return self

    def _first_centers(self, X: Any, weight: Any) -> Any:
        self._starts(3)
        self._batch, init_size = self._sizes(X.shape[0])
        centers = self._start(X, weight, self._random_state, self._given(X), init_size)
        return np.ascontiguousarray(centers, dtype=np.float64)

    def _keep(self, X: Any, centers: Any) -> None:
        self.cluster_centers_ = centers.astype(X.dtype, copy=False)
        self._n_features_out = self.n_clusters

    def _step(
        self, X: Any, weight: Any, centers: Any, random_state: np.random.RandomState, batch: int
    ) -> tuple[Any, float]:
        self._since_reassigned += batch
        reassign = bool((self._counts == 0).any()) or self._since_reassigned >= 10 * self.n_clusters
        if reassign:
            self._since_reassigned = 0
        centers, counts, _, inertia = _core.mini_batch_step(
            core_rows(X), centers, self._counts, sample_weight=core_weights(weight), n_jobs=0
        )
        if reassign and self.reassignment_ratio > 0:
            small = counts < self.reassignment_ratio * counts.max()
            if small.sum() > 0.5 * X.shape[0]:
                small[np.argsort(counts)[int(0.5 * X.shape[0]) :]] = False
            if small.any():
                rows = X[random_state.choice(X.shape[0], replace=False, size=int(small.sum()))]
                centers[small] = rows.toarray() if is_sparse(rows) else rows
            counts[small] = np.min(counts[~small])
        self._counts = counts
        return centers, inertia


class _Stop:
    """Stops when centroids rest, or when the smoothed inertia has not fallen for some batches."""

    def __init__(self, patience: int | None, tol: float, batch: int, n_samples: int) -> None:
        self.patience, self.tol, self.batch, self.n_samples = patience, tol, batch, n_samples
        self.smoothed: float | None = None
        self.least: float | None = None
        self.waited = 0
        self.first = True

    def reached(self, shift: float, inertia: float) -> bool:
        inertia /= self.batch
        if self.first:
            # The first batch still shows where the centroids happened to start.
            self.first = False
            return False
        if self.smoothed is None:
            self.smoothed = inertia
        else:
            alpha = min(self.batch * 2.0 / (self.n_samples + 1), 1.0)
            self.smoothed = self.smoothed * (1 - alpha) + inertia * alpha
        if self.tol > 0 and shift <= self.tol:
            return True
        if self.least is None or self.smoothed < self.least:
            self.waited, self.least = 0, self.smoothed
        else:
            self.waited += 1
        return self.patience is not None and self.waited >= self.patience


def _mean_variance(X: Any) -> float:
    if not is_sparse(X):
        return float(np.mean(np.var(X, axis=0)))
    mean = np.asarray(X.mean(axis=0)).ravel()
    return float(np.mean(np.asarray(X.multiply(X).mean(axis=0)).ravel() - mean**2))

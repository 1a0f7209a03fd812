"""k-means in the way of scikit-learn."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import core_rows, core_weights, seed_of
from newsloom._cluster_kmeans_base import KMeansBase
from newsloom._cluster_partial import PartialSums
from newsloom._estimator import check_choice, check_integer, check_random_state, check_sample_weight

__all__ = ["KMeans"]


class KMeans(PartialSums, KMeansBase):
    """k-means: each row belongs to the nearest mean.

    A drop-in for scikit-learn's class: same parameters, attributes, errors and warnings, and the same draws from the
    same `random_state`, so the same clusters up to rounding.

    Parameters
    ----------
    n_clusters : int, default=8
        Number of clusters.
    init : {'k-means++', 'random'}, callable or array-like of shape (n_clusters, n_features), default='k-means++'
        How centroids start.
    n_init : 'auto' or int, default='auto'
        Number of starts; the run with the lowest inertia wins. 'auto' is 1 for 'k-means++' and arrays, else 10.
    max_iter : int, default=300
        Most iterations of one run.
    tol : float, default=1e-4
        A run ends when the squared shifts of centroids sum to less than this times the mean variance of columns.
    verbose : int, default=0
        Whether to print the inertia of each run.
    random_state : int, RandomState instance or None, default=None
        Generator of the draws.
    copy_x : bool, default=True
        Taken for compatibility; rows are never changed.
    algorithm : {'lloyd', 'elkan'}, default='lloyd'
        Taken for compatibility; both give Lloyd's result by bounds on products.
    engine : {'newsloom', 'linfa'}, default='newsloom'
        Who does the work. 'linfa' takes dense rows without weights and draws its own starts.
    n_jobs : int, default=0
        Number of threads, 0 for all; results do not depend on it.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
        Means.
    labels_ : ndarray of shape (n_samples,)
        Number of the cluster of each row.
    inertia_ : float
        Weighted sum of squared distances to the means.
    n_iter_ : int
        Iterations of the best run; 0 by the engine 'linfa', which does not tell.
    n_features_in_ : int
        Number of columns.

    Examples
    --------
    >>> import numpy as np
    >>> from newsloom import KMeans
    >>> X = np.array([[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]])
    >>> kmeans = KMeans(n_clusters=2, random_state=0).fit(X)
    >>> kmeans.labels_
    array([1, 1, 1, 0, 0, 0], dtype=int32)
    >>> kmeans.predict([[0, 0], [12, 3]])
    array([1, 0], dtype=int32)
    """

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Any = "k-means++",
        n_init: int | str = "auto",
        max_iter: int = 300,
        tol: float = 1e-4,
        verbose: int = 0,
        random_state: Any = None,
        copy_x: bool = True,
        algorithm: str = "lloyd",
        engine: str = "newsloom",
        n_jobs: int = 0,
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.verbose = verbose
        self.random_state = random_state
        self.copy_x = copy_x
        self.algorithm = algorithm
        self.engine = engine
        self.n_jobs = n_jobs

    def _find(self, X: Any, sample_weight: Any) -> None:
        self.__dict__.pop("_sums", None)
        self._check_shared()
        check_choice(self, "algorithm", ("lloyd", "elkan"))
        check_choice(self, "engine", ("newsloom", "linfa"))
        check_integer(self, "n_jobs", 0)
        X = self._rows(X, reset=True)
        starts = self._starts(10)
        if self.algorithm == "elkan" and self.n_clusters == 1:
            warnings.warn(
                "algorithm='elkan' doesn't make sense for a single cluster. Using 'lloyd' instead.",
                RuntimeWarning,
                stacklevel=3,
            )
        given = self._given(X)
        random_state = check_random_state(self.random_state)
        rows, weight = core_rows(X), None
        if sample_weight is not None:
            weight = check_sample_weight(sample_weight, X, dtype=X.dtype)
        if self.engine == "linfa":
            if given is None and (callable(self.init) or self.init != "k-means++"):
                raise ValueError(f"init must be 'k-means++' or an array for engine linfa, got {self.init!r}")
            if given is not None:
                given = given.astype(np.float64)
            best = self._run(rows, given, weight, starts, seed_of(random_state))
        else:
            ones = np.ones(X.shape[0]) if weight is None else weight
            best = None
            for _ in range(starts):
                centers = self._draw_centers(X, ones, random_state) if given is None else given
                run = self._run(rows, np.ascontiguousarray(centers, dtype=np.float64), weight, 1, 0)
                if self.verbose:
                    print(f"inertia {run[2]} after {run[3]} iterations")
                if best is None or (run[2] < best[2] and not _same_clusters(run[1], best[1])):
                    best = run
        assert best is not None
        centers, self.labels_, self.inertia_, self.n_iter_ = best
        self.cluster_centers_ = centers.astype(X.dtype, copy=False)
        self._n_features_out = self.n_clusters
        self._warn_of_fewer()

    def _run(self, rows: Any, init: Any, weight: Any, starts: int, seed: int) -> tuple[Any, Any, float, int]:
        return _core.kmeans_fit(
            rows,
            n_clusters=self.n_clusters,
            init=init,
            sample_weight=core_weights(weight),
            n_init=starts,
            max_iter=self.max_iter,
            tol=float(self.tol),
            seed=seed,
            linfa=self.engine == "linfa",
            n_jobs=self.n_jobs,
        )


def _same_clusters(a: Any, b: Any) -> bool:
    pairs = np.unique(np.stack([a, b]), axis=1).shape[1]
    return bool(pairs == np.unique(a).size == np.unique(b).size)

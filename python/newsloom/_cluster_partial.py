"""Fixed centroids, rows counted to them over time and in several places."""

from __future__ import annotations

from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import core_rows, core_weights
from newsloom._estimator import check_sample_weight

__all__ = ["PartialSums"]


class PartialSums:
    """Growing and merging, for k-means whose centroids are sums of the rows nearest to fixed ones."""

    _spherical = False

    def partial_fit(self, X: Any, y: Any = None, sample_weight: Any = None) -> Any:
        """Count rows to the nearest of fixed centroids, then move those to the means of all rows counted.

        The centroids that rows are held against stay the same from call to call: those of the last :meth:`fit`, or the
        array given as `init`; without either, the first call fits. So neither order nor grouping of the rows
        matters, and :meth:`merge` adds what was counted elsewhere. For the next step of Lloyd's algorithm, give
        `cluster_centers_` as the `init` of a new estimator.

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
        estimator
            Itself: `cluster_centers_` and `inertia_` are of all rows counted, `labels_` of those given last.
        """
        from newsloom._cluster_kmeans_base import is_array_like

        owner: Any = self
        sums = owner.__dict__.get("_sums")
        if sums is None and not hasattr(owner, "cluster_centers_") and not is_array_like(owner.init):
            owner.fit(X, sample_weight=sample_weight)
        else:
            owner._check_shared()
        first = not hasattr(owner, "n_features_in_")
        X = owner._checked(X, reset=first)
        if sums is None:
            fitted = hasattr(owner, "cluster_centers_")
            centers = owner.cluster_centers_ if fitted else owner._given(X)
            sums = _core.CentroidSums(np.ascontiguousarray(centers, dtype=np.float64), spherical=self._spherical)
        weight = None if sample_weight is None else check_sample_weight(sample_weight, X, dtype=X.dtype)
        labels = sums.observe(core_rows(X, sparse=True), sample_weight=core_weights(weight), n_jobs=owner.n_jobs)
        owner.labels_ = owner._named(labels)
        self._take(sums, X.dtype)
        return self

    def merge(self, other: Any) -> Any:
        """Take in the rows that another estimator has counted by :meth:`partial_fit` from the same centroids.

        Parameters
        ----------
        other : estimator
            It stays as it is.

        Returns
        -------
        estimator
            Itself, as if it had counted the other's rows, too.

        Raises
        ------
        ValueError
            When either has counted nothing, or they started from other centroids.
        """
        ours, theirs = self.__dict__.get("_sums"), other.__dict__.get("_sums")
        if ours is None or theirs is None:
            raise ValueError("both estimators must have counted rows by partial_fit")
        ours.merge(theirs)
        self._take(ours, self.cluster_centers_.dtype)
        return self

    def _take(self, sums: _core.CentroidSums, dtype: Any) -> None:
        owner: Any = self
        centers, self.inertia_ = sums.finish()
        self.cluster_centers_ = centers.astype(dtype, copy=False)
        owner._n_features_out = owner.n_clusters
        owner._sums = sums

"""What `KMeans` and its kin share."""

from __future__ import annotations

import warnings
from typing import Any, TypeVar

import numpy as np

from newsloom import _core
from newsloom._cluster import FLOATS, core_rows, core_weights, is_sparse
from newsloom._cluster_state import SavedState
from newsloom._estimator import (
    BaseEstimator,
    ClassNamePrefixFeaturesOutMixin,
    ClusterMixin,
    ConvergenceWarning,
    TransformerMixin,
    check_choice,
    check_integer,
    check_is_fitted,
    check_real,
    check_sample_weight,
    validate_data,
)

Found = TypeVar("Found", bound="KMeansBase")


def is_array_like(value: Any) -> bool:
    """Whether a parameter is given as values, not as a name or a function."""
    return not isinstance(value, str) and not callable(value) and (hasattr(value, "__len__") or hasattr(value, "shape"))


class KMeansBase(SavedState, ClassNamePrefixFeaturesOutMixin, TransformerMixin, ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """What `KMeans` and its kin do alike once there are centroids."""

    cluster_centers_: Any
    labels_: Any
    _n_features_out: int
    _kept: tuple[str, ...] = ("_n_features_out", "_sums")

    def _check_shared(self) -> None:
        check_integer(self, "n_clusters", 1)
        check_integer(self, "max_iter", 1)
        check_integer(self, "n_init", 1, other=("auto",))
        check_real(self, "tol", 0)
        init = getattr(self, "init", "k-means++")
        if not (callable(init) or is_array_like(init)):
            check_choice(self, "init", ("k-means++", "random"))

    def _checked(self, X: Any, *, reset: bool) -> Any:
        return validate_data(
            self, X, accept_sparse="csr", dtype=FLOATS, order="C", accept_large_sparse=False, reset=reset
        )

    def _rows(self, X: Any, *, reset: bool) -> Any:
        X = self._checked(X, reset=reset)
        if reset and X.shape[0] < self.n_clusters:
            raise ValueError(f"n_samples={X.shape[0]} should be >= n_clusters={self.n_clusters}.")
        return X

    def _starts(self, default: int) -> int:
        init = self.init
        given = is_array_like(init)
        if self.n_init == "auto":
            return 1 if given or (isinstance(init, str) and init == "k-means++") else default
        if given and self.n_init != 1:
            warnings.warn(
                "Explicit initial center position passed: performing only one init in "
                f"{type(self).__name__} instead of n_init={self.n_init}.",
                RuntimeWarning,
                stacklevel=4,
            )
            return 1
        return int(self.n_init)

    def _given(self, X: Any) -> Any:
        """Return the array given as `init`, checked, or None."""
        if not is_array_like(self.init):
            return None
        return self._check_centers(X, self.init)

    def _check_centers(self, X: Any, centers: Any) -> Any:
        if is_sparse(centers):
            centers = centers.toarray()
        centers = np.array(centers, dtype=X.dtype, order="C", ndmin=2)
        if not np.isfinite(centers).all():
            raise ValueError(f"The initial centers of {type(self).__name__} contain NaN or infinity.")
        if centers.shape[0] != self.n_clusters:
            raise ValueError(
                f"The shape of the initial centers {centers.shape} does not match "
                f"the number of clusters {self.n_clusters}."
            )
        if centers.shape[1] != X.shape[1]:
            raise ValueError(
                f"The shape of the initial centers {centers.shape} does not match "
                f"the number of features of the data {X.shape[1]}."
            )
        return centers

    def _draw_centers(self, X: Any, sample_weight: Any, random_state: np.random.RandomState) -> Any:
        """Draw centroids with the numbers that scikit-learn would draw."""
        k = self.n_clusters
        if callable(self.init):
            return self._check_centers(X, self.init(X, k, random_state=random_state))
        if self.init == "random":
            share = sample_weight / sample_weight.sum()
            rows = random_state.choice(X.shape[0], size=k, replace=False, p=share)
        else:
            uniform = random_state.random_sample(1 + (k - 1) * (2 + int(np.log(k))))
            rows = _core.kmeans_plusplus(
                core_rows(X), k, sample_weight=core_weights(sample_weight), uniform=uniform, n_jobs=0
            )
        centers = X[rows]
        return centers.toarray() if is_sparse(centers) else centers

    def _warn_of_fewer(self, cause: str = "duplicate points") -> bool:
        """Say if some clusters are empty."""
        distinct = np.unique(self.labels_[self.labels_ >= 0]).size
        if distinct < self.n_clusters:
            warnings.warn(
                f"Number of distinct clusters ({distinct}) found smaller than n_clusters ({self.n_clusters}). "
                f"Possibly due to {cause} in X.",
                ConvergenceWarning,
                stacklevel=4,
            )
        return bool(distinct < self.n_clusters)

    def _named(self, labels: Any) -> Any:
        return labels

    def fit(self: Found, X: Any, y: Any = None, sample_weight: Any = None) -> Found:
        """Find the clusters.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.
        sample_weight : array-like of shape (n_samples,), optional
            Weights of rows; a weight of 2 counts as the row standing twice.

        Returns
        -------
        estimator
            Itself, fitted.
        """
        self._find(X, sample_weight)
        return self

    def _find(self, X: Any, sample_weight: Any) -> None:
        raise NotImplementedError

    def predict(self, X: Any) -> Any:
        """Find the cluster of each row.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.

        Returns
        -------
        ndarray of shape (n_samples,)
            Numbers of clusters.
        """
        check_is_fitted(self)
        return self._assigned(self._rows(X, reset=False))

    def _assigned(self, X: Any) -> Any:
        return self._nearest(X, None)[0]

    def transform(self, X: Any) -> Any:
        """Measure the distance of each row to each centroid.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            The rows.

        Returns
        -------
        ndarray of shape (n_samples, n_clusters)
            Euclidean distances.
        """
        check_is_fitted(self)
        return self._distances(self._rows(X, reset=False))

    def fit_transform(self, X: Any, y: Any = None, sample_weight: Any = None) -> Any:
        """Fit, and measure the distance of each row to each centroid.

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
        ndarray of shape (n_samples, n_clusters)
            Euclidean distances.
        """
        return self.fit(X, sample_weight=sample_weight).transform(X)

    def fit_predict(self, X: Any, y: Any = None, sample_weight: Any = None) -> Any:
        """Fit and return the labels.

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
        ndarray of shape (n_samples,)
            Numbers of clusters.
        """
        return self.fit(X, sample_weight=sample_weight).labels_

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """Return the negative inertia of rows.

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
        float
            Minus the weighted sum of squared distances to the nearest centroids.
        """
        check_is_fitted(self)
        X = self._rows(X, reset=False)
        weight = check_sample_weight(sample_weight, X, dtype=X.dtype)
        return -float(self._nearest(X, weight)[1])

    def _nearest(self, X: Any, sample_weight: Any) -> tuple[Any, float]:
        centers = np.ascontiguousarray(self.cluster_centers_, dtype=np.float64)
        return _core.kmeans_nearest(core_rows(X), centers, sample_weight=core_weights(sample_weight), n_jobs=0)

    def _distances(self, X: Any) -> Any:
        centers = np.asarray(self.cluster_centers_, dtype=np.float64)
        squares = X.multiply(X).sum(axis=1) if is_sparse(X) else np.einsum("ij,ij->i", X, X, dtype=np.float64)
        out = np.asarray(squares, dtype=np.float64).reshape(-1, 1) - 2.0 * np.asarray(X @ centers.T)
        out += np.einsum("ij,ij->i", centers, centers)
        return np.sqrt(np.maximum(out, 0.0, out=out), out=out).astype(X.dtype, copy=False)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags

"""Soft and density-based groups of reduced rows, by linfa-clustering, in the way of scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import FLOATS, core_rows, seed_of
from newsloom._cluster_state import SavedState
from newsloom._estimator import (
    BaseEstimator,
    ClusterMixin,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    validate_data,
)

__all__ = ["DBSCAN", "OPTICS", "GaussianMixture"]


class GaussianMixture(SavedState, BaseEstimator):  # type: ignore[misc]
    """Mixture of Gaussians with full covariances: soft groups of reduced rows.

    Parameters
    ----------
    n_components : int, default=1
        Number of components.
    covariance_type : {'full'}, default='full'
        Each component has its own general covariance.
    tol : float, default=1e-3
        Least gain of the lower bound for another iteration.
    reg_covar : float, default=1e-6
        Added to the diagonal of covariances.
    max_iter : int, default=100
        Most iterations.
    n_init : int, default=1
        Number of starts.
    random_state : int, RandomState instance or None, default=None
        Seed of the draws.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
        Weight of each component.
    means_ : ndarray of shape (n_components, n_features)
        Means.
    covariances_ : ndarray of shape (n_components, n_features, n_features)
        Covariances.
    precisions_ : ndarray of shape (n_components, n_features, n_features)
        Inverse covariances.

    Examples
    --------
    >>> from newsloom import GaussianMixture
    >>> X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]]
    >>> GaussianMixture(n_components=2, random_state=0).fit(X).weights_.round(6)
    array([0.5, 0.5])
    """

    def __init__(
        self,
        n_components: int = 1,
        *,
        covariance_type: str = "full",
        tol: float = 1e-3,
        reg_covar: float = 1e-6,
        max_iter: int = 100,
        n_init: int = 1,
        random_state: Any = None,
    ) -> None:
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.random_state = random_state

    def fit(self, X: Any, y: Any = None) -> GaussianMixture:
        """Estimate the components.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.

        Returns
        -------
        GaussianMixture
            The fitted estimator.
        """
        for name in ("n_components", "max_iter", "n_init"):
            check_integer(self, name, 1)
        check_real(self, "tol", 0)
        check_real(self, "reg_covar", 0)
        check_choice(self, "covariance_type", ("full",))
        X = validate_data(self, X, dtype=FLOATS, ensure_min_samples=2)
        self.weights_, self.means_, self.covariances_, self.precisions_ = _core.gaussian_mixture(
            core_rows(X),
            n_components=self.n_components,
            tol=float(self.tol),
            reg_covar=float(self.reg_covar),
            max_iter=self.max_iter,
            n_init=self.n_init,
            seed=seed_of(check_random_state(self.random_state)),
            n_jobs=0,
        )
        return self

    def _log_joint(self, X: Any) -> Any:
        check_is_fitted(self)
        X = validate_data(self, X, dtype=FLOATS, reset=False).astype(np.float64)
        columns = []
        for weight, mean, precision in zip(self.weights_, self.means_, self.precisions_, strict=True):
            away = X - mean
            distance = np.einsum("ij,jk,ik->i", away, precision, away)
            log_det = np.linalg.slogdet(precision)[1]
            columns.append(np.log(weight) - 0.5 * (X.shape[1] * np.log(2 * np.pi) - log_det + distance))
        return np.stack(columns, axis=1)

    def predict_proba(self, X: Any) -> Any:
        """Return the probability of each component for each row.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            The rows.

        Returns
        -------
        ndarray of shape (n_samples, n_components)
            Rows sum to one.
        """
        joint = self._log_joint(X)
        share = np.exp(joint - joint.max(axis=1, keepdims=True))
        return share / share.sum(axis=1, keepdims=True)

    def predict(self, X: Any) -> Any:
        """Return the most probable component of each row.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            The rows.

        Returns
        -------
        ndarray of shape (n_samples,)
            Numbers of components.
        """
        return self._log_joint(X).argmax(axis=1)

    def fit_predict(self, X: Any, y: Any = None) -> Any:
        """Estimate the components and return the most probable one of each row.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.

        Returns
        -------
        ndarray of shape (n_samples,)
            Numbers of components.
        """
        return self.fit(X).predict(X)


class DBSCAN(SavedState, ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Density-based groups of reduced rows (Ester et al. 1996).

    Parameters
    ----------
    eps : float, default=0.5
        Radius of a neighbourhood.
    min_samples : int, default=5
        Rows within the radius, itself included, that make a row a core row; at least 2.

    Attributes
    ----------
    labels_ : ndarray of shape (n_samples,)
        Group of each row, -1 for noise.

    Examples
    --------
    >>> from newsloom import DBSCAN
    >>> DBSCAN(eps=3, min_samples=2).fit_predict([[1, 2], [2, 2], [2, 3], [8, 7], [8, 8], [25, 80]])
    array([ 0,  0,  0,  1,  1, -1])
    """

    def __init__(self, eps: float = 0.5, *, min_samples: int = 5) -> None:
        self.eps = eps
        self.min_samples = min_samples

    def fit(self, X: Any, y: Any = None) -> DBSCAN:
        """Find the groups.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.

        Returns
        -------
        DBSCAN
            The fitted estimator.
        """
        check_real(self, "eps", 0)
        check_integer(self, "min_samples", 2)
        X = validate_data(self, X, dtype=FLOATS)
        # linfa leaves a row at the very radius out, scikit-learn takes it in.
        eps = np.nextafter(float(self.eps), np.inf)
        self.labels_ = _core.dbscan(core_rows(X), eps=eps, min_samples=self.min_samples, n_jobs=0)
        return self


class OPTICS(SavedState, ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Rows in the order in which density reaches them (Ankerst et al. 1999), and groups at one radius.

    Parameters
    ----------
    min_samples : int, default=5
        Rows within the radius, itself included, that make a row a core row; at least 2.
    max_eps : float, default=inf
        Largest radius looked at.
    eps : float or None, default=None
        Radius at which groups are cut, as DBSCAN would; None is `max_eps`.

    Attributes
    ----------
    ordering_ : ndarray of shape (n_samples,)
        Rows in the order in which they are reached.
    reachability_ : ndarray of shape (n_samples,)
        Distance at which each row is reached, infinite for the first of a component.
    core_distances_ : ndarray of shape (n_samples,)
        Distance at which each row becomes a core row.
    labels_ : ndarray of shape (n_samples,)
        Group of each row, -1 for noise.

    Examples
    --------
    >>> from newsloom import OPTICS
    >>> OPTICS(min_samples=2, eps=3).fit_predict([[1, 2], [2, 2], [2, 3], [8, 7], [8, 8], [25, 80]])
    array([ 0,  0,  0,  1,  1, -1])
    """

    def __init__(self, *, min_samples: int = 5, max_eps: float = np.inf, eps: float | None = None) -> None:
        self.min_samples = min_samples
        self.max_eps = max_eps
        self.eps = eps

    def fit(self, X: Any, y: Any = None) -> OPTICS:
        """Order the rows and cut groups.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            The rows.
        y : None
            Not used.

        Returns
        -------
        OPTICS
            The fitted estimator.
        """
        X = validate_data(self, X, dtype=FLOATS, ensure_min_samples=2)
        check_integer(self, "min_samples", 2)
        if self.max_eps != np.inf:
            check_real(self, "max_eps", 0)
        check_real(self, "eps", 0, other=(None,))
        order, core, reach = _core.optics(
            core_rows(X), max_eps=float(self.max_eps), min_samples=self.min_samples, n_jobs=0
        )
        self.ordering_ = order
        self.core_distances_ = np.empty(X.shape[0])
        self.core_distances_[order] = core
        self.reachability_ = np.empty(X.shape[0])
        self.reachability_[order] = reach
        # An infinite distance stands for none, which no radius reaches.
        eps = min(self.max_eps if self.eps is None else self.eps, np.finfo(np.float64).max)
        far = self.reachability_[order] > eps
        near_core = self.core_distances_[order] <= eps
        labels = np.empty(X.shape[0], dtype=np.int64)
        labels[order] = np.cumsum(far & near_core) - 1
        labels[order[far & ~near_core]] = -1
        self.labels_ = labels
        return self

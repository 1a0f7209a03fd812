"""Measures of groupings: agreement of two, and how well one fits its rows.

Names, arguments and results are scikit-learn's where it has the measure. Labels are any values, numbers or strings.

>>> from newsloom import metrics
>>> metrics.adjusted_rand_score([0, 0, 1, 1], ["b", "b", "a", "a"])
1.0
"""

from __future__ import annotations

from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import check_rows, core_rows
from newsloom._estimator import check_random_state
from newsloom._numbers import at_least

__all__ = [
    "adjusted_mutual_info_score",
    "adjusted_rand_score",
    "bcubed_precision_recall_fscore",
    "completeness_score",
    "homogeneity_completeness_v_measure",
    "homogeneity_score",
    "mutual_info_score",
    "normalized_mutual_info_score",
    "pairwise_precision_recall_fscore",
    "purity_score",
    "silhouette_samples",
    "silhouette_score",
    "v_measure_score",
]


def _codes(labels: Any, name: str) -> Any:
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError(f"{name} must be 1D: shape is {labels.shape}")
    return np.unique(labels, return_inverse=True)[1].astype(np.uintp).reshape(-1)


def _agreement(labels_true: Any, labels_pred: Any) -> _core.Agreement:
    truth, found = _codes(labels_true, "labels_true"), _codes(labels_pred, "labels_pred")
    if truth.size != found.size:
        raise ValueError(f"Found input variables with inconsistent numbers of samples: [{truth.size}, {found.size}]")
    return _core.Agreement(truth, found)


def bcubed_precision_recall_fscore(labels_true: Any, labels_pred: Any) -> tuple[float, float, float]:
    """B-cubed precision, recall and F (Bagga and Baldwin 1998).

    For each thing, the share of its found group that belongs to its true group, and the share of its true group that
    is in its found group, the thing itself included; averaged over things.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    tuple of float
        Precision, recall and their harmonic mean.

    Examples
    --------
    >>> from newsloom.metrics import bcubed_precision_recall_fscore
    >>> bcubed_precision_recall_fscore([0, 0, 1, 1], [0, 0, 1, 2])
    (1.0, 0.75, 0.8571428571428571)
    """
    return _agreement(labels_true, labels_pred).bcubed()


def pairwise_precision_recall_fscore(labels_true: Any, labels_pred: Any) -> tuple[float, float, float]:
    """Precision, recall and F over pairs of things in one group.

    A share of no pairs is 1 if the other grouping has none either, else 0.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    tuple of float
        Precision, recall and their harmonic mean.
    """
    return _agreement(labels_true, labels_pred).pairwise()


def purity_score(labels_true: Any, labels_pred: Any) -> float:
    """Share of things whose true group is the most frequent one in their found group.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    float
        Between 0 and 1.
    """
    return _agreement(labels_true, labels_pred).purity()


def homogeneity_completeness_v_measure(
    labels_true: Any, labels_pred: Any, *, beta: float = 1.0
) -> tuple[float, float, float]:
    """Homogeneity, completeness and V-measure (Rosenberg and Hirschberg 2007).

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.
    beta : float, default=1.0
        Above 1 completeness weighs more.

    Returns
    -------
    tuple of float
        Homogeneity, completeness and V-measure.
    """
    return _agreement(labels_true, labels_pred).homogeneity_completeness_v_measure(float(beta))


def homogeneity_score(labels_true: Any, labels_pred: Any) -> float:
    """Homogeneity: 1 when each found group holds things of one true group only.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    float
        Between 0 and 1.
    """
    return homogeneity_completeness_v_measure(labels_true, labels_pred)[0]


def completeness_score(labels_true: Any, labels_pred: Any) -> float:
    """Completeness: 1 when each true group is in one found group only.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    float
        Between 0 and 1.
    """
    return homogeneity_completeness_v_measure(labels_true, labels_pred)[1]


def v_measure_score(labels_true: Any, labels_pred: Any, *, beta: float = 1.0) -> float:
    """V-measure: the harmonic mean of homogeneity and completeness.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.
    beta : float, default=1.0
        Above 1 completeness weighs more.

    Returns
    -------
    float
        Between 0 and 1.
    """
    return homogeneity_completeness_v_measure(labels_true, labels_pred, beta=beta)[2]


def adjusted_rand_score(labels_true: Any, labels_pred: Any) -> float:
    """Rand index adjusted for chance (Hubert and Arabie 1985).

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    float
        1 for the same groups, about 0 for chance, down to -0.5.
    """
    return _agreement(labels_true, labels_pred).adjusted_rand()


def mutual_info_score(labels_true: Any, labels_pred: Any) -> float:
    """Mutual information in nats.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.

    Returns
    -------
    float
        Not negative.
    """
    return _agreement(labels_true, labels_pred).mutual_info()


def normalized_mutual_info_score(labels_true: Any, labels_pred: Any, *, average_method: str = "arithmetic") -> float:
    """Mutual information divided by the mean entropy.

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.
    average_method : {'min', 'geometric', 'arithmetic', 'max'}, default='arithmetic'
        How the two entropies are averaged.

    Returns
    -------
    float
        Between 0 and 1.
    """
    return _agreement(labels_true, labels_pred).normalized_mutual_info(average_method)


def adjusted_mutual_info_score(labels_true: Any, labels_pred: Any, *, average_method: str = "arithmetic") -> float:
    """Mutual information adjusted for chance (Vinh, Epps and Bailey 2010).

    Parameters
    ----------
    labels_true, labels_pred : array-like of shape (n_samples,)
        True and found groups.
    average_method : {'min', 'geometric', 'arithmetic', 'max'}, default='arithmetic'
        How the two entropies are averaged.

    Returns
    -------
    float
        1 for the same groups, about 0 for chance.
    """
    return _agreement(labels_true, labels_pred).adjusted_mutual_info(average_method)


def silhouette_samples(X: Any, labels: Any, *, n_jobs: int = 0) -> Any:
    """Silhouette coefficient of each row by cosine distance (Rousseeuw 1987).

    As scikit-learn's with ``metric="cosine"``, in time that grows with rows times groups, not with pairs of rows.

    Parameters
    ----------
    X : {array-like, sparse matrix} of shape (n_samples, n_features)
        The rows.
    labels : array-like of shape (n_samples,)
        Their groups.
    n_jobs : int, default=0
        Number of threads, 0 for all.

    Returns
    -------
    ndarray of shape (n_samples,)
        Between -1 and 1; 0 for a row that is alone in its group.
    """
    return _silhouettes(*_labelled(X, labels, "silhouette_samples"), n_jobs)


def _labelled(X: Any, labels: Any, taker: str) -> tuple[Any, Any]:
    X = check_rows(X, taker)
    codes = _codes(labels, "labels")
    if codes.size != X.shape[0]:
        raise ValueError(f"Found input variables with inconsistent numbers of samples: [{X.shape[0]}, {codes.size}]")
    return X, codes


def _silhouettes(X: Any, codes: Any, n_jobs: int) -> Any:
    n_labels = np.unique(codes).size
    if not 1 < n_labels < X.shape[0]:
        raise ValueError(f"Number of labels is {n_labels}. Valid values are 2 to n_samples - 1 (inclusive)")
    return _core.silhouette_samples(core_rows(X, sparse=True), codes, n_jobs=n_jobs)


def silhouette_score(
    X: Any, labels: Any, *, sample_size: int | None = None, random_state: Any = None, n_jobs: int = 0
) -> float:
    """Mean silhouette coefficient by cosine distance.

    Parameters
    ----------
    X : {array-like, sparse matrix} of shape (n_samples, n_features)
        The rows.
    labels : array-like of shape (n_samples,)
        Their groups.
    sample_size : int, optional
        Number of rows to draw; by default all, which is quick.
    random_state : int, RandomState instance or None, default=None
        Generator of the draw.
    n_jobs : int, default=0
        Number of threads, 0 for all.

    Returns
    -------
    float
        Between -1 and 1.
    """
    X, codes = _labelled(X, labels, "silhouette_score")
    if sample_size is not None:
        at_least(1, sample_size=sample_size)
        chosen = check_random_state(random_state).permutation(X.shape[0])[:sample_size]
        X, codes = X[chosen], codes[chosen]
    return float(_silhouettes(X, codes, n_jobs).mean())

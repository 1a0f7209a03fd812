"""Bisecting k-means in the way of scikit-learn."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._cluster import core_rows
from newsloom._cluster_kmeans import KMeans
from newsloom._cluster_kmeans_base import KMeansBase
from newsloom._estimator import (
    ConvergenceWarning,
    check_choice,
    check_integer,
    check_random_state,
    check_real,
    check_sample_weight,
)

__all__ = ["BisectingKMeans"]


@dataclass
class _Node:
    """A cluster while it is split; a leaf keeps its rows."""

    center: Any
    rows: Any
    inertia: float
    children: tuple[_Node, _Node] | None = None
    label: int = -1

    def leaves(self) -> list[_Node]:
        return [self] if self.children is None else [leaf for child in self.children for leaf in child.leaves()]


class BisectingKMeans(KMeansBase):
    """k-means that splits one cluster in two, time and again, until there are enough: a hierarchy of clusters.

    Parameters
    ----------
    n_clusters : int, default=8
        Number of clusters.
    init : {'k-means++', 'random'} or callable, default='random'
        How the two centroids of a split start.
    n_init : int, default=1
        Number of starts of each split.
    random_state : int, RandomState instance or None, default=None
        Generator of the draws.
    max_iter : int, default=300
        Most iterations of one split.
    verbose : int, default=0
        Whether to print the inertia of each run.
    tol : float, default=1e-4
        As in `KMeans`.
    copy_x : bool, default=True
        Taken for compatibility; rows are never changed.
    bisecting_strategy : {'biggest_inertia', 'largest_cluster'}, default='biggest_inertia'
        Which cluster is split next.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
        Means.
    labels_ : ndarray of shape (n_samples,)
        Number of the cluster of each row.
    inertia_ : float
        Weighted sum of squared distances to the means.
    n_features_in_ : int
        Number of columns.

    Examples
    --------
    >>> from newsloom import BisectingKMeans
    >>> X = [[1, 1], [10, 1], [3, 1], [10, 0], [2, 1], [10, 2], [10, 8], [10, 9], [10, 10]]
    >>> model = BisectingKMeans(n_clusters=3, random_state=0).fit(X)
    >>> sorted(model.cluster_centers_.tolist())
    [[2.0, 1.0], [10.0, 1.0], [10.0, 9.0]]
    """

    _kept: tuple[str, ...] = (*KMeansBase._kept, "_centers", "_children", "_numbers")

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Any = "random",
        n_init: int = 1,
        random_state: Any = None,
        max_iter: int = 300,
        verbose: int = 0,
        tol: float = 1e-4,
        copy_x: bool = True,
        bisecting_strategy: str = "biggest_inertia",
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.random_state = random_state
        self.max_iter = max_iter
        self.verbose = verbose
        self.tol = tol
        self.copy_x = copy_x
        self.bisecting_strategy = bisecting_strategy

    def _find(self, X: Any, sample_weight: Any) -> None:
        check_integer(self, "n_clusters", 1)
        check_integer(self, "n_init", 1)
        check_integer(self, "max_iter", 1)
        check_real(self, "tol", 0)
        check_choice(self, "bisecting_strategy", ("biggest_inertia", "largest_cluster"))
        if not callable(self.init):
            check_choice(self, "init", ("k-means++", "random"))
        X = self._rows(X, reset=True)
        random_state = check_random_state(self.random_state)
        weight = check_sample_weight(sample_weight, X, dtype=np.float64)
        mean = np.asarray(X.T @ weight, dtype=np.float64).ravel() / weight.sum()
        root = _Node(mean, np.arange(X.shape[0]), _inertia(X, mean, weight))
        for _ in range(self.n_clusters - 1):
            leaf = max(root.leaves(), key=self._priority(weight))
            self._split(leaf, X, weight, random_state)
        leaves = root.leaves()
        self.labels_ = np.empty(X.shape[0], dtype=np.int32)
        for number, leaf in enumerate(leaves):
            leaf.label = number
            self.labels_[leaf.rows] = number
        self._keep_tree(root)
        self.cluster_centers_ = np.stack([leaf.center for leaf in leaves]).astype(X.dtype, copy=False)
        self.inertia_ = float(sum(leaf.inertia for leaf in leaves))
        self._n_features_out = self.n_clusters
        self._warn_of_fewer()

    def _keep_tree(self, root: _Node) -> None:
        """Keep what predicting needs: for each node its centroid, its two children (-1 in a leaf) and its label."""
        nodes = [root]
        self._children = np.full((2 * self.n_clusters - 1, 2), -1)
        for place, node in enumerate(nodes):
            if node.children is not None:
                self._children[place] = len(nodes), len(nodes) + 1
                nodes.extend(node.children)
        self._centers = np.stack([node.center for node in nodes])
        self._numbers = np.array([node.label for node in nodes])

    def _priority(self, weight: Any) -> Any:
        """Clusters of one row can't be split and come last."""
        if self.bisecting_strategy == "largest_cluster":
            return lambda leaf: (leaf.rows.size > 1, leaf.rows.size)
        return lambda leaf: (leaf.rows.size > 1, leaf.inertia)

    def _split(self, leaf: _Node, X: Any, weight: Any, random_state: np.random.RandomState) -> None:
        rows, own = X[leaf.rows], weight[leaf.rows]
        model = KMeans(
            2,
            init=self.init,
            n_init=self.n_init,
            max_iter=self.max_iter,
            tol=self.tol,
            verbose=self.verbose,
            random_state=random_state,
        )
        with warnings.catch_warnings():
            # What one split can't part is told once, of all clusters.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(rows, sample_weight=own)
        children = []
        for side in (0, 1):
            inside = model.labels_ == side
            center = np.asarray(model.cluster_centers_[side], dtype=np.float64)
            children.append(_Node(center, leaf.rows[inside], _inertia(rows[inside], center, own[inside])))
        leaf.children = (children[0], children[1])

    def _assigned(self, X: Any) -> Any:
        """Go from split to split."""
        labels = np.empty(X.shape[0], dtype=np.int32)
        todo = [(0, np.arange(X.shape[0]))]
        while todo:
            node, rows = todo.pop()
            children = self._children[node]
            if children[0] < 0:
                labels[rows] = self._numbers[node]
            elif rows.size:
                sides, _ = _core.kmeans_nearest(
                    core_rows(X[rows]), self._centers[children], sample_weight=None, n_jobs=0
                )
                todo.extend((int(child), rows[sides == side]) for side, child in enumerate(children))
        return labels


def _inertia(rows: Any, center: Any, weight: Any) -> float:
    if rows.shape[0] == 0:
        return 0.0
    weight = np.ascontiguousarray(weight)
    return _core.kmeans_nearest(core_rows(rows), center[None, :].copy(), sample_weight=weight, n_jobs=0)[1]

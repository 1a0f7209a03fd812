"""Similar rows."""

from __future__ import annotations

from typing import Any

from newsloom import _core
from newsloom._cluster import check_rows, core_rows
from newsloom._numbers import at_least
from newsloom._table import Table

__all__ = ["similar_pairs"]


def similar_pairs(X: Any, top_n: int = 10, threshold: float = 0.2, *, n_jobs: int = 0) -> Table:
    """Find all pairs of rows with a high cosine.

    A pair counts when its cosine is at least `threshold` and one row is among the `top_n` most similar ones of the
    other (the earlier row among equals). Exact.

    Parameters
    ----------
    X : {array-like, sparse matrix} of shape (n_samples, n_features)
        The rows.
    top_n : int, default=10
        Number of rows to keep for each row.
    threshold : float, default=0.2
        Least cosine, above 0.
    n_jobs : int, default=0
        Number of threads, 0 for all; results do not depend on it.

    Returns
    -------
    Table
        Columns `a`, `b` (numbers of rows, `a` the smaller) and `similarity`; each pair once, by `a`, then `b`.

    Examples
    --------
    >>> import newsloom as nl
    >>> list(nl.similar_pairs([[2, 0], [3, 4], [0, 1]], threshold=0.7))
    [{'a': 1, 'b': 2, 'similarity': 0.8}]
    """
    X = check_rows(X, "similar_pairs")
    at_least(1, top_n=top_n)
    a, b, similarity = _core.similar_pairs(
        core_rows(X, sparse=True), top_n=int(top_n), threshold=float(threshold), n_jobs=n_jobs
    )
    return Table({"a": a.tolist(), "b": b.tolist(), "similarity": similarity.tolist()})

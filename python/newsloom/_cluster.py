"""What the grouping estimators share: rows for the core, weights, seeds."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp

from newsloom import _core
from newsloom._estimator import BaseEstimator, validate_data

__all__ = ["FLOATS", "check_rows", "core_rows", "core_weights", "is_sparse", "seed_of"]

FLOATS = [np.float64, np.float32]


def is_sparse(X: Any) -> bool:
    """Say whether rows are one of scipy's sparse matrices or arrays."""
    return bool(sp.issparse(X))


class _Taker(BaseEstimator):  # type: ignore[misc]
    """Takes the attributes that validating rows leaves on an estimator."""


def check_rows(X: Any, taker: str) -> Any:
    """Return rows as CSR or C-ordered array; refuse, in the name of the function `taker`, what is no finite matrix."""
    return validate_data(type(taker, (_Taker,), {})(), X, accept_sparse="csr", dtype=FLOATS, order="C")


def core_rows(X: Any, *, sparse: bool = False) -> Any:
    """Hand a checked matrix to the core: four parts of CSR, or a C-ordered array.

    Parameters
    ----------
    X : sparse matrix or ndarray of shape (n_samples, n_features)
        The rows.
    sparse : bool, default=False
        Whether dense rows are made sparse, too, and columns are sorted within rows.

    Returns
    -------
    tuple or ndarray
        ``(n_features, indptr, indices, data)``, or the array.
    """
    if sparse and not is_sparse(X):
        X = sp.csr_array(X)
    if not is_sparse(X):
        return np.ascontiguousarray(X, dtype=np.float64)
    rows = _parts(X)
    if X.has_canonical_format or not (sparse or _core.has_repeats(rows)):
        return rows
    X = X.copy()
    X.sum_duplicates()
    return _parts(X)


def _parts(X: Any) -> Any:
    indices = X.indices
    indices = indices.view(np.uint32) if indices.dtype == np.int32 else indices.astype(np.uint32)
    data = np.ascontiguousarray(X.data, dtype=np.float64)
    return (X.shape[1], X.indptr.astype(np.uintp), np.ascontiguousarray(indices), data)


def core_weights(sample_weight: Any) -> Any:
    """Hand weights to the core."""
    return None if sample_weight is None else np.ascontiguousarray(sample_weight, dtype=np.float64)


def seed_of(random_state: np.random.RandomState) -> int:
    """Draw a seed for the core."""
    return int(random_state.randint(np.iinfo(np.int32).max))

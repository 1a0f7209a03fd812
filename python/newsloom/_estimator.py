"""What every estimator stands on: scikit-learn's base classes where it is installed, else the few parts of them in use.

This module is imported when the first estimator is asked for, never by ``import newsloom``.
"""

from __future__ import annotations

import inspect
import numbers
from typing import Any

import numpy as np
import scipy.sparse as sp

__all__ = [
    "BaseEstimator",
    "ClassNamePrefixFeaturesOutMixin",
    "ClusterMixin",
    "ConvergenceWarning",
    "NotFittedError",
    "TransformerMixin",
    "check_choice",
    "check_integer",
    "check_is_fitted",
    "check_random_state",
    "check_real",
    "check_sample_weight",
    "validate_data",
]

try:
    from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, ClusterMixin, TransformerMixin
    from sklearn.exceptions import ConvergenceWarning, NotFittedError
    from sklearn.utils import check_random_state
    from sklearn.utils.validation import _check_sample_weight as check_sample_weight
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError:

    class NotFittedError(ValueError, AttributeError):  # type: ignore[no-redef]
        """An estimator is used before it is fitted."""

    class ConvergenceWarning(UserWarning):  # type: ignore[no-redef]
        """A fit did not reach what was asked for."""

    class BaseEstimator:  # type: ignore[no-redef]
        """Parameters by name, as scikit-learn's estimators have them."""

        @classmethod
        def _names(cls) -> list[str]:
            return [name for name in inspect.signature(cls).parameters if name not in ("args", "kwargs")]

        def get_params(self, deep: bool = True) -> dict[str, Any]:
            """Return the parameters by name."""
            return {name: getattr(self, name) for name in self._names()}

        def set_params(self, **params: Any) -> Any:
            """Set parameters by name."""
            for name, value in params.items():
                if name not in self._names():
                    raise ValueError(f"Invalid parameter {name!r} for estimator {self!r}. Valid: {self._names()}")
                setattr(self, name, value)
            return self

        def __repr__(self) -> str:
            defaults = inspect.signature(type(self)).parameters
            given = [f"{k}={v!r}" for k, v in self.get_params().items() if not _is(v, defaults[k].default)]
            return f"{type(self).__name__}({', '.join(given)})"

    class ClusterMixin:  # type: ignore[no-redef]
        """Fitting and labels in one call."""

        def fit_predict(self, X: Any, y: Any = None, **kwargs: Any) -> Any:
            """Fit and return the labels."""
            return self.fit(X, **kwargs).labels_  # type: ignore[attr-defined]

    class TransformerMixin:  # type: ignore[no-redef]
        """Fitting and transforming in one call."""

        def fit_transform(self, X: Any, y: Any = None, **kwargs: Any) -> Any:
            """Fit and transform the same rows."""
            return self.fit(X, y, **kwargs).transform(X)  # type: ignore[attr-defined]

    class ClassNamePrefixFeaturesOutMixin:  # type: ignore[no-redef]
        """Names of output columns: the class's name in lower case and a number."""

        def get_feature_names_out(self, input_features: Any = None) -> Any:
            """Return the names of output columns."""
            check_is_fitted(self)
            prefix = type(self).__name__.lower()
            return np.asarray([f"{prefix}{i}" for i in range(self._n_features_out)], dtype=object)  # type: ignore[attr-defined]

    def check_is_fitted(estimator: Any, *_: Any, **__: Any) -> None:
        """Raise unless some attribute ends with an underscore, as fitting leaves them."""
        if not any(name.endswith("_") and not name.startswith("__") for name in vars(estimator)):
            name = type(estimator).__name__
            raise NotFittedError(
                f"This {name} instance is not fitted yet. "
                "Call 'fit' with appropriate arguments before using this estimator."
            )

    def check_random_state(seed: Any) -> np.random.RandomState:
        """Make a generator of a seed."""
        if isinstance(seed, np.random.RandomState):
            return seed
        if seed is None or isinstance(seed, numbers.Integral):
            return np.random.RandomState(seed)  # type: ignore[arg-type]
        raise ValueError(f"{seed!r} cannot be used to seed a numpy.random.RandomState instance")

    def check_sample_weight(sample_weight: Any, X: Any, *, dtype: Any = None, **__: Any) -> Any:
        """Make one weight per row."""
        n = X.shape[0]
        if sample_weight is None or isinstance(sample_weight, numbers.Number):
            return np.full(n, 1.0 if sample_weight is None else sample_weight, dtype=dtype)
        weight = np.asarray(sample_weight, dtype=dtype)
        if weight.ndim != 1:
            raise ValueError("Sample weights must be 1D array or scalar")
        if weight.shape != (n,):
            raise ValueError(f"sample_weight.shape == {weight.shape}, expected {(n,)}!")
        return weight

    def validate_data(
        estimator: Any,
        X: Any,
        *,
        reset: bool = True,
        accept_sparse: Any = False,
        dtype: Any = np.float64,
        copy: bool = False,
        ensure_min_samples: int = 1,
        **__: Any,
    ) -> Any:
        """Make a finite matrix of rows: CSR if sparse, else a C-ordered array."""
        kinds = list(dtype) if isinstance(dtype, (list, tuple)) else [dtype]
        is_sparse: bool = sp.issparse(X)
        if is_sparse:
            if not accept_sparse:
                raise TypeError("Sparse data was passed, but dense data is required.")
            X = X.tocsr()
            X = X.astype(X.dtype if X.dtype in kinds else kinds[0], copy=copy)
            values = X.data
        else:
            X = np.asarray(X)
            X = np.array(X, dtype=X.dtype if X.dtype in kinds else kinds[0], order="C", copy=copy or None)
            if X.ndim != 2:
                raise ValueError(f"Expected 2D array, got {X.ndim}D array instead. Reshape your data.")
            values = X
        if not np.isfinite(values).all():
            what = "NaN" if np.isnan(values).any() else f"infinity or a value too large for {values.dtype!r}"
            raise ValueError(f"Input X contains {what}.")
        if X.shape[0] < ensure_min_samples:
            raise ValueError(
                f"Found array with {X.shape[0]} sample(s) (shape={X.shape}) "
                f"while a minimum of {ensure_min_samples} is required."
            )
        name = type(estimator).__name__
        if reset:
            estimator.n_features_in_ = X.shape[1]
        elif X.shape[1] != estimator.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but {name} is expecting {estimator.n_features_in_} features as input."
            )
        return X


def _is(value: Any, default: Any) -> bool:
    return value is default or (isinstance(value, (str, int, float)) and value == default)


def check_integer(estimator: Any, name: str, minimum: int, *, other: tuple[Any, ...] = ()) -> None:
    """Raise unless a parameter is an integer from `minimum` on, or one of `other` values."""
    value = getattr(estimator, name)
    if any(value is o or (isinstance(o, str) and isinstance(value, str) and value == o) for o in other):
        return
    if not isinstance(value, numbers.Integral) or isinstance(value, bool) or value < minimum:
        _refuse(estimator, name, f"an int in the range [{minimum}, inf)", value, other)


def check_real(estimator: Any, name: str, minimum: float, *, other: tuple[Any, ...] = ()) -> None:
    """Raise unless a parameter is a finite number from `minimum` on, or one of `other` values."""
    value = getattr(estimator, name)
    if any(value is o for o in other):
        return
    if not isinstance(value, numbers.Real) or isinstance(value, bool) or not minimum <= float(value) < np.inf:
        _refuse(estimator, name, f"a float in the range [{minimum}, inf)", value, other)


def check_choice(estimator: Any, name: str, choices: tuple[Any, ...]) -> None:
    """Raise unless a parameter is one of `choices`."""
    value = getattr(estimator, name)
    if not any(type(value) is type(c) and value == c for c in choices):
        _refuse(estimator, name, "one of " + ", ".join(repr(c) for c in choices), value, ())


def _refuse(estimator: Any, name: str, rule: str, value: Any, other: tuple[Any, ...]) -> None:
    rule = " or ".join([rule, *(repr(o) for o in other)])
    raise ValueError(f"The {name!r} parameter of {type(estimator).__name__} must be {rule}. Got {value!r} instead.")

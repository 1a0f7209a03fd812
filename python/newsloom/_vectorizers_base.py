"""What the vectorizers need of scikit-learn beside :mod:`newsloom._estimator`, or stand-ins for it."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import scipy.sparse as sp

__all__ = ["RowsTransformer", "SparseTransformer", "Vocabulary", "aligned", "unused_metadata"]

try:
    from sklearn.base import OneToOneFeatureMixin, TransformerMixin
    from sklearn.utils.metadata_routing import UNUSED as unused_metadata
except ImportError:
    from newsloom._estimator import check_is_fitted

    unused_metadata = None

    class TransformerMixin:  # type: ignore[no-redef]
        """Fitting and transforming in one call."""

        def __init_subclass__(cls, auto_wrap_output_keys: Any = None, **kwargs: Any) -> None:
            super().__init_subclass__(**kwargs)

        def fit_transform(self, X: Any, y: Any = None, **kwargs: Any) -> Any:
            """Fit and transform the same rows."""
            return self.fit(X, y, **kwargs).transform(X)  # type: ignore[attr-defined]

    class OneToOneFeatureMixin:  # type: ignore[no-redef]
        """Names of output columns: those of the input."""

        def get_feature_names_out(self, input_features: Any = None) -> Any:
            """Return the names of output columns."""
            check_is_fitted(self)
            names = input_features
            if names is None:
                names = [f"x{i}" for i in range(self.n_features_in_)]  # type: ignore[attr-defined]
            return np.asarray(names, dtype=object)


class SparseTransformer(TransformerMixin):  # type: ignore[misc]
    """A transformer whose output stays sparse, whatever ``set_output`` says, as scikit-learn has it for text."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(auto_wrap_output_keys=None, **kwargs)


class RowsTransformer(OneToOneFeatureMixin, SparseTransformer):  # type: ignore[misc]
    """A transformer of rows of counts, sparse or dense, that keeps their columns."""

    def __sklearn_tags__(self) -> Any:
        parent: Any = super()
        tags = parent.__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags


def aligned(X: Any) -> Any:
    """Make ``csr_matrix`` or ``csr_array``, as scikit-learn's setting asks for; without it, ``csr_matrix``."""
    interface = "spmatrix"
    if "sklearn" in sys.modules:
        interface = sys.modules["sklearn"].get_config().get("sparse_interface", interface)
    matrix = isinstance(X, sp.spmatrix)
    if interface == "sparray":
        return sp.csr_array(X) if matrix else X
    return X if matrix else sp.csr_matrix(X)


class Vocabulary(dict[Any, Any]):
    """Terms to columns, as the extension learned them; remembers whether it was changed since."""

    changed = False

    def _change(self) -> None:
        self.changed = True

    def __setitem__(self, key: Any, value: Any) -> None:
        self._change()
        super().__setitem__(key, value)

    def __delitem__(self, key: Any) -> None:
        self._change()
        super().__delitem__(key)

    def pop(self, *args: Any) -> Any:
        self._change()
        return super().pop(*args)

    def popitem(self) -> Any:
        self._change()
        return super().popitem()

    def clear(self) -> None:
        self._change()
        super().clear()

    def update(self, *args: Any, **kwargs: Any) -> None:
        self._change()
        super().update(*args, **kwargs)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        self._change()
        return super().setdefault(key, default)

    def __ior__(self, other: Any) -> Any:  # type: ignore[misc]
        self._change()
        return super().__ior__(other)

    def __reduce__(self) -> Any:
        return dict, (dict(self),)

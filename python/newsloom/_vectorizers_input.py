"""Documents as they are handed to the extension: an iterable with what reads its odd items, or an Arrow column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from newsloom import _core

__all__ = ["arrow_column", "items"]


def items(raw: Any, read: Callable[[Any], str], read_all: bool, surrogates: str | None) -> Any:
    """Pass on an iterable of documents; numpy's own strings become Python's."""
    if isinstance(raw, np.ndarray) and raw.ndim == 1:
        raw = raw.tolist()
    return raw, read, read_all, surrogates


def arrow_column(raw: Any) -> _core.TextColumn | None:
    """Take an Arrow string column (polars, pyarrow, pandas) as it lies in memory; None for anything else.

    No Python string is made. A column with missing values is not taken: its items are then read one by one.
    """
    if isinstance(raw, (list, tuple, np.ndarray)) or not (
        hasattr(raw, "__arrow_c_stream__") or hasattr(raw, "__arrow_c_array__")
    ):
        return None
    if getattr(raw, "ndim", 1) != 1 or str(getattr(raw, "dtype", "")) == "object":
        return None
    try:
        return _core.TextColumn.from_arrow(raw)
    except (ImportError, TypeError, NotImplementedError):
        # pandas needs pyarrow for it; a library may have no such type.
        return None

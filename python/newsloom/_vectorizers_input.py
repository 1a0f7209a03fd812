"""Documents as they are handed to the extension: an iterable with what reads its odd items, or Arrow columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["arrow_columns", "items"]


def items(
    raw: Any, decode: Callable[[Any], Any], analyze: Callable[[Any], Any], decode_all: bool, surrogates: str | None
) -> Any:
    """Pass on an iterable of documents; numpy's own strings become Python's."""
    if isinstance(raw, np.ndarray) and raw.ndim == 1:
        raw = raw.tolist()
    return raw, decode, analyze, decode_all, surrogates


def arrow_columns(raw: Any) -> list[tuple[Any, Any]] | None:
    """Bytes and offsets of each chunk of an Arrow string column (pyarrow, polars, pandas); None for anything else.

    No Python string is made. A column with missing values is not taken: its items are then read one by one.
    """
    if isinstance(raw, (list, tuple, np.ndarray)) or not (
        hasattr(raw, "__arrow_c_stream__") or hasattr(raw, "__arrow_c_array__")
    ):
        return None
    if getattr(raw, "ndim", 1) != 1 or str(getattr(raw, "dtype", "")) == "object":
        return None
    try:
        import pyarrow as pa

        column = pa.chunked_array(raw) if hasattr(raw, "__arrow_c_stream__") else pa.chunked_array([pa.array(raw)])
    except (ImportError, TypeError, ValueError, NotImplementedError):
        return None
    kind = column.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    text = (
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == getattr(pa, "string_view", lambda: None)()
    )
    if not text or column.null_count:
        return None
    return [_chunk(c) for c in column.cast(pa.large_string()).chunks if len(c)]


def _chunk(chunk: Any) -> tuple[Any, Any]:
    _, offsets, data = chunk.buffers()
    places = np.frombuffer(offsets, dtype=np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    text = np.frombuffer(data, dtype=np.uint8) if data is not None and data.size else np.empty(0, dtype=np.uint8)
    return text[places[0] : places[-1]], places - places[0]

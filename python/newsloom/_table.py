"""The one table that every table-like result is."""

from __future__ import annotations

import datetime
import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, overload

from newsloom import _core
from newsloom._meant import no_such
from newsloom._records import typed_dates

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_CLIP = 160
_SHOWN = 10
# Letters of a word that is not broken, such as a date or an id, and of a text from which on its column is kept wide.
_WORD, _LONG = 28, 60
# Stretches of a cell's text, in code points, that are marked where the table is shown; told from the row.
Marks = Callable[[dict[str, Any]], list[tuple[int, int]]]


class ArrowStream(Protocol):
    """Whatever hands over its rows through the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the capsule of a stream."""


class Table:
    """Columns of equal length, with names.

    Parameters
    ----------
    columns : mapping of str to sequence, or data frame
        The columns, in order; of a pandas, polars or duckdb table, or anything else that speaks Arrow's stream
        interface, its columns, days and moments as such.

    Examples
    --------
    >>> from newsloom import Table
    >>> t = Table({"id": ["a", "b"], "size": [3, 5]})
    >>> len(t), t.columns
    (2, ['id', 'size'])
    >>> t[1]
    {'id': 'b', 'size': 5}
    >>> t["size"]
    [3, 5]
    >>> [row["id"] for row in t]
    ['a', 'b']
    """

    def __init__(self, columns: Mapping[str, Sequence[Any]] | ArrowStream) -> None:
        self._marks: dict[str, Marks] = {}
        self._lists: dict[str, list[Any]] | None = None
        # A frame stays as it came until somebody asks for its values.
        self._frame: _core.ArrowTable | None = None
        if not isinstance(columns, Mapping):
            if not hasattr(columns, "__arrow_c_stream__"):
                raise TypeError(f"columns must be columns by name or a data frame, got {type(columns).__name__}")
            self._frame = _core.ArrowTable(columns.__arrow_c_stream__())
            self._names, self._length = list(dict.fromkeys(self._frame.names())), len(self._frame)
            return
        self._lists = {str(name): list(values) for name, values in columns.items()}
        lengths = {name: len(values) for name, values in self._lists.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns must be equally long, got {lengths}")
        self._names, self._length = list(lengths), next(iter(lengths.values()), 0)

    @property
    def _columns(self) -> dict[str, list[Any]]:
        if self._lists is None:
            assert self._frame is not None
            lists, timed = self._frame.columns()
            self._lists = lists | {name: typed_dates(lists[name]) for name in timed}
            self._frame = None  # the lists may be changed by whoever asked for them
        return self._lists

    def _marked(self, **marks: Marks) -> Table:
        """Say what is marked in the texts of some columns; returns the table."""
        self._marks = marks
        return self

    def _kept(self, columns: Mapping[str, Sequence[Any]]) -> Table:
        """Make a table of some of the rows."""
        return Table(columns)._marked(**self._marks)

    def __getstate__(self) -> dict[str, Any]:
        return {"_marks": {}, "_lists": self._columns, "_frame": None, "_names": self._names, "_length": self._length}

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | None = None) -> Table:
        """Make a table of rows; a field that a row lacks is None there.

        Parameters
        ----------
        rows : sequence of mapping
            The rows.
        columns : sequence of str, optional
            Names of the columns; by default all that occur, in the order of their first occurrence.

        Returns
        -------
        Table
            One row each.
        """
        names = list(columns) if columns is not None else list(dict.fromkeys(name for row in rows for name in row))
        return cls({name: [row.get(name) for row in rows] for name in names})

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return list(self._names)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self._row(i) for i in range(self._length))

    def _row(self, i: int) -> dict[str, Any]:
        return {name: values[i] for name, values in self._columns.items()}

    @overload
    def __getitem__(self, key: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, key: str) -> list[Any]: ...
    @overload
    def __getitem__(self, key: slice) -> Table: ...
    def __getitem__(self, key: int | str | slice) -> dict[str, Any] | list[Any] | Table:
        if isinstance(key, slice):
            return self._kept({name: values[key] for name, values in self._columns.items()})
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(no_such("column", key, self._columns))
            return self._columns[key]
        if not -self._length <= key < self._length:
            raise IndexError(f"row must be below {self._length}, got {key}")
        return self._row(key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._columns == other._columns

    __hash__ = None  # type: ignore[assignment]

    def where(self, **values: Any) -> Table:
        """Keep the rows whose fields equal these values.

        Parameters
        ----------
        **values : Any
            A value for each field that has to match.

        Returns
        -------
        Table
            The rows that match all.

        Examples
        --------
        >>> from newsloom import Table
        >>> len(Table({"kind": ["direct", "mixed"]}).where(kind="mixed"))
        1
        """
        keep = [i for i in range(self._length) if all(self[name][i] == value for name, value in values.items())]
        return self._kept({name: [column[i] for i in keep] for name, column in self._columns.items()})

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns as lists.

        Returns
        -------
        dict of str to list
            A copy; changing it leaves the table as it is.
        """
        return {name: list(values) for name, values in self._columns.items()}

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame; pandas has to be installed.

        Returns
        -------
        pandas.DataFrame
            The same rows and columns.
        """
        import pandas as pd

        return pd.DataFrame(
            {name: pd.to_datetime(values) if _are_dates(values) else values for name, values in self._columns.items()}
        )

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame; polars has to be installed.

        Returns
        -------
        polars.DataFrame
            The same rows and columns.
        """
        import polars as pl

        return pl.DataFrame(self)

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table; pyarrow has to be installed.

        Returns
        -------
        pyarrow.Table
            The same rows and columns.
        """
        import pyarrow as pa

        return pa.table(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the rows to any data-frame library through the Arrow C stream interface.

        They are copied into Arrow's form once and taken from there as they lie; a table made of a data frame whose
        values nobody has asked for goes on without any copy.

        Parameters
        ----------
        requested_schema : object, optional
            Passed over: the columns go as they are.

        Returns
        -------
        PyCapsule
            An Arrow array stream.
        """
        if self._frame is not None:
            return self._frame.stream()
        return _core.arrow_stream(self._columns)

    def __repr__(self) -> str:
        return f"Table({self._length} rows: {', '.join(self._names)})"

    def _repr_html_(self) -> str:
        shown = list(self[:_SHOWN])
        right = {name for name in self._columns if any(_is_number(row[name]) for row in shown)}
        align = {name: "right" if name in right else "left" for name in self._columns}
        style = {
            name: f"text-align:{align[name]};vertical-align:top{_width([row[name] for row in shown])}"
            for name in self._columns
        }
        head = "".join(f"<th scope='col' style='{style[name]}'>{html.escape(name)}</th>" for name in self._columns)
        rows = "".join(
            "<tr>"
            + "".join(f"<td style='{style[name]}'>{_cell(row[name], self._spans(name, row))}</td>" for name in row)
            + "</tr>"
            for row in shown
        )
        more = f"<p>{self._length - _SHOWN} more rows</p>" if self._length > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"

    def _spans(self, name: str, row: dict[str, Any]) -> list[tuple[int, int]]:
        return self._marks[name](row) if name in self._marks else []


def _are_dates(values: Sequence[Any]) -> bool:
    """Whether a column holds dates and nothing else."""
    given = [v for v in values if v is not None]
    return bool(given) and all(isinstance(v, datetime.date) for v in given)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _width(values: Sequence[Any]) -> str:
    """Return the style that keeps dates and ids on one line and lets long texts be read."""
    texts = [str(v) for v in values if v is not None]
    if any(len(text) > _LONG and " " in text for text in texts):
        return ";min-width:20em"
    return ";white-space:nowrap" if all(len(t) <= _WORD and " " not in t for t in texts) else ""


def _cell(value: Any, spans: Sequence[tuple[int, int]] = ()) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(v) for v in value)
    text = str(value)
    if len(text) <= _CLIP:
        return _with_marks(text, spans, 0, len(text))
    # What is marked is what the row is about: the first of it stays in sight.
    start = max(0, spans[0][0] - _CLIP // 2) if spans and spans[0][1] > _CLIP else 0
    end = min(len(text), start + _CLIP)
    words = _with_marks(text, spans, start, end)
    clipped = f"{'…' if start else ''}{words.rstrip()}{'…' if end < len(text) else ''}"
    return f"<span title='{html.escape(text, quote=True)}'>{clipped}</span>"


def _with_marks(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """Escape a stretch of a text, with what is marked in `mark`."""
    out, at = [], start
    for a, b in spans:
        a, b = max(a, at), min(b, end)
        if a < b:
            out += [html.escape(text[at:a]), f"<mark>{html.escape(text[a:b])}</mark>"]
            at = b
    return "".join([*out, html.escape(text[at:end])])

"""The one table that every table-like result is."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from newsloom import _core

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_CLIP = 160
_SHOWN = 20


class Table:
    """Columns of equal length, with names.

    Parameters
    ----------
    columns : mapping of str to sequence
        The columns, in order.

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

    def __init__(self, columns: Mapping[str, Sequence[Any]]) -> None:
        self._columns: dict[str, list[Any]] = {str(name): list(values) for name, values in columns.items()}
        lengths = {name: len(values) for name, values in self._columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns must be equally long, got {lengths}")
        self._length = next(iter(lengths.values()), 0)

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
        return list(self._columns)

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
            return Table({name: values[key] for name, values in self._columns.items()})
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(f"no column {key!r}; there are {', '.join(self._columns)}")
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
        return Table({name: [column[i] for i in keep] for name, column in self._columns.items()})

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

        Parameters
        ----------
        requested_schema : object, optional
            Passed over: the columns go as they are.

        Returns
        -------
        PyCapsule
            An Arrow array stream of one batch.
        """
        return _core.arrow_stream(self._columns)

    def __repr__(self) -> str:
        return f"Table({self._length} rows: {', '.join(self._columns)})"

    def _repr_html_(self) -> str:
        head = "".join(f"<th scope='col' style='text-align:left'>{html.escape(name)}</th>" for name in self._columns)
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:{_align(v)}'>{_cell(v)}</td>" for v in row.values()) + "</tr>"
            for row in self[:_SHOWN]
        )
        more = f"<p>{self._length - _SHOWN} more rows</p>" if self._length > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _are_dates(values: Sequence[Any]) -> bool:
    """Whether a column holds dates and nothing else."""
    given = [v for v in values if v is not None]
    return bool(given) and all(isinstance(v, datetime.date) for v in given)


def _align(value: Any) -> str:
    return "right" if isinstance(value, (int, float)) and not isinstance(value, bool) else "left"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(v) for v in value)
    text = str(value)
    if len(text) <= _CLIP:
        return html.escape(text)
    return f"<span title='{html.escape(text, quote=True)}'>{html.escape(text[:_CLIP].rstrip())}…</span>"

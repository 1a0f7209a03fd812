"""What articles are made of: records, columns, data frames."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsloom._meant import no_such

FIELDS = ("id", "title", "text", "outlet", "date", "url", "lang", "path")


@dataclass(frozen=True)
class Article:
    """One article as it was given.

    Every span newsloom gives is `text[start:end]` of this text.
    """

    id: str
    title: str
    text: str
    outlet: str
    date: str
    url: str
    lang: str
    path: str
    extra: dict[str, Any] = field(default_factory=dict)


def arrow_stream_of(source: Any) -> Any | None:
    """Return the Arrow stream of a data frame; None for whatever is none or can't give one.

    A single column is no table, and pandas gives a stream only where pyarrow is installed and every column holds one
    kind of value: such sources are read row by row.
    """
    if not hasattr(source, "__arrow_c_stream__") or not hasattr(source, "columns"):
        return None
    try:
        return source.__arrow_c_stream__()
    except (ImportError, TypeError, ValueError, NotImplementedError):
        return None


def records_of(source: Any) -> list[dict[str, Any]]:
    """Make records of whatever holds rows."""
    if isinstance(source, (str, bytes)):
        raise TypeError(
            f"articles must be a data frame or an iterable of dicts or strings, got {type(source).__name__}; "
            "newsloom.read reads files"
        )
    if isinstance(source, Mapping):
        return _of_columns(source)
    if hasattr(source, "to_dicts"):
        rows: Iterable[Any] = source.to_dicts()
    elif hasattr(source, "to_pylist"):
        rows = source.to_pylist()
    elif hasattr(source, "iloc") and hasattr(source, "to_dict") and hasattr(source, "columns"):
        rows = source.to_dict("records")
    else:
        rows = source
    records = []
    for i, row in enumerate(rows):
        if isinstance(row, str):
            records.append({"id": str(i + 1), "text": row})
        elif isinstance(row, Article):
            records.append({**{name: getattr(row, name) for name in FIELDS}, **row.extra})
        elif isinstance(row, Mapping):
            records.append(dict(row))
        else:
            raise TypeError(f"article {i} must be a dict or a string, got {type(row).__name__}")
    return records


def _of_columns(source: Mapping[Any, Any]) -> list[dict[str, Any]]:
    """Make records of columns by name, or of what scikit-learn's loaders of texts return."""
    if "data" in source and "text" not in source:
        return _of_bunch(source)
    columns = {str(name): list(values) for name, values in source.items() if _is_column(values)}
    if len(columns) < len(source) or not columns:
        raise TypeError(
            "articles must be a data frame, an iterable of dicts or strings, or columns by name; "
            "got a mapping with a value that is no column (for one article: a list with one dict)"
        )
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"columns must be equally long, got {lengths}")
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _is_column(values: Any) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, (str, bytes, Mapping))


def _of_bunch(bunch: Mapping[Any, Any]) -> list[dict[str, Any]]:
    from pathlib import PurePath

    texts = list(bunch["data"])
    if any(isinstance(text, bytes) for text in texts):
        raise TypeError("the texts of the Bunch are bytes: load them with encoding='utf-8'")
    records: list[dict[str, Any]] = [{"id": str(i + 1), "text": text} for i, text in enumerate(texts)]
    for record, name in zip(records, bunch.get("filenames", ()), strict=False):
        record["id"] = "/".join(PurePath(str(name)).parts[-2:])
    names = bunch.get("target_names")
    for record, target in zip(records, bunch.get("target", ()), strict=False):
        record["target"] = str(names[target]) if names is not None else target
    return records


def labels(articles: Sequence[tuple[str, str]]) -> list[str]:
    """Return what people see of each article (id, outlet): the outlet, numbered where it has several, else the id."""
    outlets = [outlet.strip() for _, outlet in articles]
    if not all(outlets):
        return [article for article, _ in articles]
    several, named = Counter(outlets), Counter[str]()
    found = []
    for outlet in outlets:
        named[outlet] += 1
        found.append(f"{outlet} ({named[outlet]})" if several[outlet] > 1 else outlet)
    return found


def typed_dates(values: Sequence[str]) -> list[Any]:
    """Return days as dates and moments as datetimes where all are such, else the values as they are."""
    given = [v for v in values if v]
    for parse in (_day, _moment):
        found = {v: parse(v) for v in dict.fromkeys(given)}
        if found and all(f is not None for f in found.values()):
            return [found.get(v) for v in values]
    return list(values)


def _day(given: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(given) if len(given) == 10 else None
    except ValueError:
        return None


def _moment(given: str) -> datetime.datetime | None:
    if given[4:5] != "-" or given[7:8] != "-":
        return None
    try:
        # Python 3.10 does not read the Z for UTC.
        moment = datetime.datetime.fromisoformat(given.removesuffix("Z") + ("+00:00" if given.endswith("Z") else ""))
    except ValueError:
        return None
    # Moments with and without a zone can't be compared; a moment without one is taken as UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)


def mapping(fields: dict[str, Any], parameters: list[str]) -> list[tuple[str, str]]:
    """Return the mapping of fields; whatever maps to no name was probably meant as a parameter."""
    for name, source in fields.items():
        if not isinstance(source, str):
            if name in FIELDS:
                raise TypeError(f"{name} must be the name of a field of the records, got {source!r}")
            raise TypeError(no_such("parameter", name, [*parameters, *FIELDS]))
    return sorted(fields.items())

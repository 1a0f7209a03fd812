"""What topics and stories of a pile share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsloom._table import Table

if TYPE_CHECKING:
    from newsloom._corpus import Corpus

_COLUMNS = {
    "curve": ("n_clusters", "silhouette", "null_silhouette", "stability"),
    "hierarchy": ("a", "b", "height", "size"),
    "over_time": ("topic", "start", "period", "articles", "share"),
    "duplicates": ("id", "duplicate_of"),
    "unread_dates": ("id", "date"),
}


class Groups:
    """What topics and stories share: the result in the form of JSON schema 1, and the corpus it was found in."""

    _part: str

    def __init__(self, inner: Any, corpus: Corpus) -> None:
        self._inner = inner
        self._found: dict[str, Any] = inner.to_dict()
        self._corpus = corpus

    def _rows(self, part: str) -> Table:
        """Return the rows of a part of the result."""
        return Table.from_rows(self._found[part], _COLUMNS.get(part))

    @property
    def duplicates(self) -> Table:
        """Articles that repeat another one and weigh together with it: `id, duplicate_of`."""
        return self._rows("duplicates")

    @property
    def without_words(self) -> list[str]:
        """Ids of articles without a word to go by: kept, and grouped with nothing else."""
        return list(self._found["without_words"])

    @property
    def unread_dates(self) -> Table:
        """Dates that could not be read: `id, date`."""
        return self._rows("unread_dates")

    @property
    def recipe(self) -> dict[str, Any]:
        """What made the result."""
        return dict(self._found["recipe"])

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result in the form of JSON schema 1.

        Returns
        -------
        dict
            Plain dicts, lists, strings and numbers.
        """
        return dict(self._found)

    def __len__(self) -> int:
        return len(self._found[self._part])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} {self._part} of {len(self._found['assignments'])} articles)"

    def _repr_html_(self) -> str:
        return self._rows(self._part)._repr_html_()

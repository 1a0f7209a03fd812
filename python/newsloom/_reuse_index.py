"""Near-duplicates of a pile that grows."""

from __future__ import annotations

import os
from typing import Any

from newsloom import _core
from newsloom._corpus import Corpus
from newsloom._numbers import at_least
from newsloom._reuse import _ids_and_texts
from newsloom._table import Table
from newsloom._threads import threads
from newsloom._whole_file import write_whole


class NearDuplicateIndex:
    """Shingles of articles by id: observed a pile at a time, merged, saved, and asked for near-duplicates.

    Shards are indexed apart and merged; next month's articles are added to a saved state. The order in which articles
    come changes nothing. It holds hashes, not texts.

    Parameters
    ----------
    ngram : int, default 5
        Words per shingle.

    Examples
    --------
    >>> import newsloom as nl
    >>> march, april = nl.NearDuplicateIndex(), nl.NearDuplicateIndex()
    >>> story = "The ferry sank near Port Orla on Monday night and all ninety passengers were saved by boats"
    >>> _ = march.add([{"id": "a", "text": story}])
    >>> _ = april.add([{"id": "b", "text": story + ", police said."}])
    >>> [(p["a"], p["b"]) for p in march.merge(april).near_duplicates()]
    [('a', 'b')]
    """

    def __init__(self, ngram: int = 5) -> None:
        at_least(1, ngram=ngram)
        self._inner = _core.NearDuplicateIndex(ngram)

    @property
    def ngram(self) -> int:
        """Words per shingle."""
        return self._inner.ngram

    def __len__(self) -> int:
        return len(self._inner)

    def add(self, source: Corpus | str | os.PathLike[str] | Any, *, n_jobs: int | None = None) -> NearDuplicateIndex:
        """Count articles in.

        Parameters
        ----------
        source : Corpus, path, data frame, iterable of dict, or iterable of str
            The articles; their ids must be new to the index.
        n_jobs : int, optional
            Number of threads; all by default.

        Returns
        -------
        NearDuplicateIndex
            This index.
        """
        ids, texts = _ids_and_texts(source)
        self._inner.add(ids, texts, n_jobs=threads(n_jobs))
        return self

    def merge(self, other: NearDuplicateIndex) -> NearDuplicateIndex:
        """Take in what another index holds.

        Parameters
        ----------
        other : NearDuplicateIndex
            Made with the same `ngram`.

        Returns
        -------
        NearDuplicateIndex
            This index.

        Raises
        ------
        ValueError
            When the other was made with another `ngram`, or by a release that hashes otherwise.
        """
        self._inner.merge(other._inner)
        return self

    def near_duplicates(self, threshold: float = 0.5, *, measure: str = "jaccard", n_jobs: int | None = None) -> Table:
        """Return all pairs that reach the threshold, as `newsloom.near_duplicates` does, without kinds and groups.

        Parameters
        ----------
        threshold : float, default 0.5
            Least overlap, above 0 and at most 1.
        measure : {"jaccard", "containment"}, default "jaccard"
            What the threshold is a threshold of.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.

        Returns
        -------
        Table
            `a, b, jaccard, containment_a_in_b, containment_b_in_a`, by ids.

        Raises
        ------
        ValueError
            When an id came twice or a parameter has a value it can't have.
        """
        names = ["a", "b", "jaccard", "containment_a_in_b", "containment_b_in_a"]
        found = self._inner.pairs(threshold=float(threshold), measure=measure, n_jobs=threads(n_jobs))
        return Table(dict(zip(names, found, strict=True)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the index to a file: versioned, checksummed, no pickle.

        Parameters
        ----------
        path : str or path
            The file.
        """
        data = self._inner.to_bytes()
        write_whole(path, data)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> NearDuplicateIndex:
        """Read what `save` wrote.

        Parameters
        ----------
        path : str or path
            The file.

        Returns
        -------
        NearDuplicateIndex
            The index.

        Raises
        ------
        ValueError
            When the file holds no such index, ends early or was altered.
        """
        with open(path, "rb") as file:
            data = file.read()
        index = cls()
        index._inner = _core.NearDuplicateIndex.from_bytes(data)
        return index

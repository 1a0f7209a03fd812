"""What a vectorizer has learned, added to over time, merged, and kept in a file."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise
from os import PathLike
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._whole_file import write_whole

__all__ = ["LearnedState"]

_KIND, _VERSION = "vectorizer", 1
_BLOCKS = ["terms", "ends", "idf", "counts"]


class LearnedState:
    """Growing, merging and saving, for the vectorizers with a vocabulary."""

    def partial_fit(self, raw_documents: Any, y: Any = None) -> Any:
        """Count more documents in, then choose the terms anew from all that were seen by this method.

        Calls in any order and grouping give what one :meth:`fit` on all the documents gives. ``fit`` forgets; after it
        this method begins anew.
        """
        owner: Any = self
        owner._validate_params()
        owner._validate_ngram_range()
        native = owner._native()
        if native is None or owner.vocabulary is not None:
            raise ValueError("partial_fit needs the vectorizer's own analyzer: no callables, and vocabulary=None")
        counts = owner.__dict__.get("_term_counts") or _core.TermCounts(native)
        grown = _core.TermCounts(native)
        grown.observe(owner._documents(raw_documents, owner.build_analyzer()), owner._threads())
        counts.merge(grown)
        self._choose(counts)
        return self

    def merge(self, other: Any) -> Any:
        """Take in what another vectorizer with the same analyzer has counted by :meth:`partial_fit`."""
        ours, theirs = self.__dict__.get("_term_counts"), other.__dict__.get("_term_counts")
        if theirs is None:
            raise ValueError("the other vectorizer has counted nothing by partial_fit")
        if ours is None:
            ours = _core.TermCounts(self._native())  # type: ignore[attr-defined]
        ours.merge(theirs)
        self._choose(ours)
        return self

    def _choose(self, counts: _core.TermCounts) -> None:
        owner: Any = self
        vocabulary, df, tf = counts.finish()
        if len(vocabulary) == 0:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        low, high = owner._bounds(counts.n_documents)
        keep = (df >= low) & (df <= high)
        if owner.max_features is not None and keep.sum() > owner.max_features:
            frequency = (df if owner.binary else tf).astype(np.int64)[keep]
            places = np.flatnonzero(keep)[(-frequency).argsort()[: owner.max_features]]
            keep = np.zeros(len(df), dtype=bool)
            keep[places] = True
        if not keep.any():
            raise ValueError("After pruning, no terms remain. Try a lower min_df or a higher max_df.")
        if not keep.all():
            terms = vocabulary.to_list()
            vocabulary = _core.Vocabulary([terms[i] for i in np.flatnonzero(keep)])
        owner.fixed_vocabulary_ = False
        owner._learned(vocabulary)
        owner._term_counts = counts
        owner._weigh_terms(df[keep], tf[keep], counts.n_documents)

    def _weigh_terms(self, df: Any, tf: Any, n_documents: int) -> None:
        """Learn what depends on document frequencies; nothing for counts."""

    def save(self, path: str | PathLike[str]) -> None:
        """Write the fitted vectorizer to a file: versioned, checksummed, no pickle.

        Raises ``ValueError`` for parameters that are Python callables: a file holds no code.
        """
        owner: Any = self
        owner._check_vocabulary()
        params = dict(owner.get_params(deep=False))
        given = [name for name, value in params.items() if callable(value) and name != "dtype"]
        if given:
            raise ValueError(f"a file holds no code: {', '.join(given)} must not be callable")
        if owner._native_vocabulary() is None:
            raise ValueError("terms must be strings in columns 0 to n - 1")
        params["dtype"] = np.dtype(params["dtype"]).name
        params["vocabulary"] = None
        params["ngram_range"] = list(params["ngram_range"])
        counts = owner.__dict__.get("_term_counts")
        idf = getattr(owner.__dict__.get("_tfidf"), "idf_", None)
        engine = None if owner.stemmer is None else _core.Stemmer(owner.stemmer, engine=owner.stemmer_engine).version
        terms = [t.encode() for t in owner._native_vocabulary().to_list()]
        state = {
            "class": type(self).__name__,
            "params": params,
            "fixed": owner.fixed_vocabulary_,
            "stemmer_version": engine,
            "idf": None if idf is None else str(idf.dtype),
            "pivot": getattr(owner.__dict__.get("_tfidf"), "pivot_", None),
            "unicode_version": unicodedata.unidata_version,
        }
        blocks = [
            ("terms", b"".join(terms)),
            ("ends", np.cumsum([len(t) for t in terms], dtype="<u8").tobytes()),
            ("idf", b"" if idf is None else np.ascontiguousarray(idf).tobytes()),
            ("counts", b"" if counts is None else counts.to_bytes()),
        ]
        data = _core.pack(_KIND, _VERSION, json.dumps(state), blocks)
        write_whole(path, data)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Any:
        """Read what :meth:`save` wrote; raise ``ValueError`` for anything else, and run no code."""
        with open(path, "rb") as file:
            data = file.read()
        text, (terms, ends, idf, counts) = _core.unpack(data, _KIND, _VERSION, _BLOCKS)
        try:
            return cls._restore(json.loads(text), terms, np.frombuffer(ends, dtype="<u8"), idf, counts)
        except (KeyError, TypeError, UnicodeDecodeError, AttributeError) as e:
            raise ValueError(f"the state is malformed: {e}") from e

    @classmethod
    def _restore(cls, state: dict[str, Any], terms: bytes, ends: Any, idf: bytes, counts: bytes) -> Any:
        if state["class"] != cls.__name__:
            raise ValueError(f"the file holds a {state['class']}, this is {cls.__name__}")
        params = state["params"]
        params["dtype"], params["ngram_range"] = np.dtype(params["dtype"]).type, tuple(params["ngram_range"])
        owner: Any = cls(**params)
        engine = None if owner.stemmer is None else _core.Stemmer(owner.stemmer, engine=owner.stemmer_engine).version
        if engine != state["stemmer_version"]:
            raise ValueError(f"stemmer is {state['stemmer_version']!r}, this needs {engine!r}")
        starts = np.concatenate([np.zeros(1, dtype=np.uint64), ends]).astype(np.int64)
        if (np.diff(starts) < 0).any() or starts[-1] != len(terms):
            raise ValueError("the state is malformed: ends must rise to the end of the terms")
        owner.fixed_vocabulary_ = bool(state["fixed"])
        owner._learned(_core.Vocabulary([terms[a:b].decode() for a, b in pairwise(starts)]))
        if hasattr(owner, "_transformer"):
            owner._tfidf = owner._transformer()
            owner._tfidf.n_features_in_ = len(ends)
            if state["idf"] is not None:
                values = np.frombuffer(idf, dtype=np.dtype(state["idf"])).copy()
                if len(values) != len(ends) or not np.isfinite(values).all():
                    raise ValueError("the state is malformed: one finite idf per term")
                owner._tfidf.idf_ = values
            if owner.smartirs is not None:
                owner._tfidf.pivot_ = state.get("pivot")
                owner._tfidf._widths = np.asarray(owner._term_lengths(), dtype=np.float64) + 1
        if counts:
            owner._term_counts = _core.TermCounts.from_bytes(counts)
        return owner

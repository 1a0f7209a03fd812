"""Counts of terms: scikit-learn's ``CountVectorizer``, counted by the extension."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
import scipy.sparse as sp

from newsloom import _core
from newsloom._estimator import BaseEstimator
from newsloom._parameters import boolean, callables, check_parameters, count, kinds, methods, none, one_of, share
from newsloom._vectorizers_analysis import DEFAULT_PATTERN, TextAnalysis
from newsloom._vectorizers_base import Vocabulary, aligned, unused_metadata
from newsloom._vectorizers_state import LearnedState

__all__ = ["CountVectorizer"]

TEXT_RULES = {
    "input": (one_of("filename", "file", "content"),),
    "encoding": (kinds(str),),
    "decode_error": (one_of("strict", "ignore", "replace"),),
    "strip_accents": (one_of("ascii", "unicode"), none, callables),
    "lowercase": (boolean,),
    "preprocessor": (callables, none),
    "tokenizer": (callables, none),
    "stop_words": (one_of("english"), kinds(list), none),
    "token_pattern": (kinds(str), none),
    "ngram_range": (kinds(tuple),),
    "analyzer": (one_of("word", "char", "char_wb"), callables),
}
OWN_RULES = {
    "stemmer": (kinds(str), callables, none),
    "stemmer_engine": (one_of("rust-stemmers", "snowball"),),
    "n_jobs": (count(1), kinds(int), none),
}
_BARE_STRING = "Iterable over raw text documents expected, string object received."


class Counts:
    """Documents counted and terms chosen, before the matrix is made: by the extension, or in Python."""

    def __init__(self, counted: _core.Counted | None, X: Any, n_jobs: int) -> None:
        self.counted, self.X, self.n_jobs = counted, X, n_jobs

    def matrix(self, dtype: Any, binary: bool) -> Any:
        """Return the counts, shape (documents, terms)."""
        if self.counted is None:
            return aligned(self.X)
        rows = self.counted.rows(weighting(binary=binary), self.n_jobs)
        X = csr(rows, int(self.counted.n_selected))
        return aligned(X if X.dtype == dtype else X.astype(dtype))


def weighting(**given: Any) -> dict[str, Any]:
    """Say what the extension does to each row of counts."""
    return {"binary": False, "sublinear_tf": False, "idf": None, "norm": None, "dtype": "int64", **given}


def csr(rows: tuple[Any, Any, Any], n_columns: int) -> Any:
    """Make a CSR array over the extension's three arrays, without a copy; 32-bit indices while they suffice."""
    indptr, indices, data = rows
    if indptr[-1] <= np.iinfo(np.int32).max:
        indptr, indices = indptr.astype(np.int32), indices.view(np.int32)
    else:
        indices = indices.astype(np.int64)
    X = sp.csr_array((data, indices, indptr), shape=(len(indptr) - 1, n_columns), copy=False)
    X.has_sorted_indices = True
    X.has_canonical_format = True
    return X


class CountVectorizer(LearnedState, TextAnalysis, BaseEstimator):  # type: ignore[misc]
    """Convert documents to a matrix of term counts, as ``sklearn.feature_extraction.text.CountVectorizer`` does.

    Same parameters, attributes, results, errors and warnings. What Python callables do not take part in runs in the
    extension, in as many threads as ``n_jobs`` allows; the result does not depend on their number.

    Parameters
    ----------
    input, encoding, decode_error, strip_accents, lowercase, preprocessor, tokenizer, stop_words, token_pattern, \
ngram_range, analyzer, max_df, min_df, max_features, vocabulary, binary, dtype
        As in scikit-learn.
    stemmer : str, callable or None, default=None
        Language of a Snowball stemmer (``"english"`` or ``"en"``), applied after the stop words and before n-grams.
    stemmer_engine : {"rust-stemmers", "snowball"}, default="rust-stemmers"
        Snowball as of 2019, or of today.
    n_jobs : int or None, default=None
        Number of threads; all if None.

    Examples
    --------
    >>> from newsloom import CountVectorizer
    >>> v = CountVectorizer(stemmer="english")
    >>> v.fit_transform(["The mayor resigned.", "Mayors resign"]).toarray()
    array([[1, 1, 1],
           [1, 1, 0]])
    >>> v.get_feature_names_out()
    array(['mayor', 'resign', 'the'], dtype=object)
    """

    __metadata_request__fit: ClassVar[dict[str, Any]] = {"raw_documents": unused_metadata}
    __metadata_request__transform: ClassVar[dict[str, Any]] = {"raw_documents": unused_metadata}

    _rules: ClassVar[dict[str, Any]] = {
        **TEXT_RULES,
        "max_df": (share(), count(1)),
        "min_df": (share(), count(1)),
        "max_features": (count(1), none),
        "vocabulary": (kinds(Mapping), methods("__iter__"), none),
        "binary": (boolean,),
        **OWN_RULES,
    }

    def __init__(
        self,
        *,
        input: Any = "content",
        encoding: Any = "utf-8",
        decode_error: Any = "strict",
        strip_accents: Any = None,
        lowercase: Any = True,
        preprocessor: Any = None,
        tokenizer: Any = None,
        stop_words: Any = None,
        token_pattern: Any = DEFAULT_PATTERN,
        ngram_range: Any = (1, 1),
        analyzer: Any = "word",
        max_df: Any = 1.0,
        min_df: Any = 1,
        max_features: Any = None,
        vocabulary: Any = None,
        binary: Any = False,
        dtype: Any = np.int64,
        stemmer: Any = None,
        stemmer_engine: Any = "rust-stemmers",
        n_jobs: Any = None,
    ) -> None:
        self.input = input
        self.encoding = encoding
        self.decode_error = decode_error
        self.strip_accents = strip_accents
        self.preprocessor = preprocessor
        self.tokenizer = tokenizer
        self.analyzer = analyzer
        self.lowercase = lowercase
        self.token_pattern = token_pattern
        self.stop_words = stop_words
        self.max_df = max_df
        self.min_df = min_df
        self.max_features = max_features
        self.ngram_range = ngram_range
        self.vocabulary = vocabulary
        self.binary = binary
        self.dtype = dtype
        self.stemmer = stemmer
        self.stemmer_engine = stemmer_engine
        self.n_jobs = n_jobs

    # The vocabulary: a dict as scikit-learn's, made when it is first asked for.

    _vocabulary_dict: Any
    _vocabulary: Any
    _lookup: Any

    @property
    def vocabulary_(self) -> dict[Any, Any]:
        """Terms to columns."""
        state = self.__dict__
        if state.get("_vocabulary_dict") is None:
            if state.get("_vocabulary") is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute 'vocabulary_'")
            self._vocabulary_dict = Vocabulary(self._vocabulary.to_dict())
        return self._vocabulary_dict  # type: ignore[no-any-return]

    @vocabulary_.setter
    def vocabulary_(self, value: Any) -> None:
        self._vocabulary_dict, self._vocabulary, self._lookup = value, None, None

    @vocabulary_.deleter
    def vocabulary_(self) -> None:
        self._vocabulary_dict = self._vocabulary = self._lookup = None

    def _learned(self, vocabulary: _core.Vocabulary) -> None:
        self._vocabulary_dict, self._vocabulary, self._lookup = None, vocabulary, None

    def _native_vocabulary(self) -> _core.Vocabulary | None:
        """Return the vocabulary for the extension; None for terms that are no strings, or gaps between columns."""
        known = self.__dict__.get("_vocabulary_dict")
        if getattr(known, "changed", False):
            self._vocabulary, known.changed = None, False  # type: ignore[union-attr]
            self._lookup = None
        if self.__dict__.get("_vocabulary") is None:
            terms: list[Any] = [None] * len(self.vocabulary_)
            for term, column in self.vocabulary_.items():
                if not isinstance(column, Integral) or not 0 <= int(column) < len(terms) or type(term) is not str:
                    return None
                terms[int(column)] = term
            try:
                self._vocabulary = _core.Vocabulary(terms)
            except (TypeError, UnicodeEncodeError):
                return None
        return self._vocabulary  # type: ignore[no-any-return]

    def _vocabulary_size(self) -> Any:
        known = self.__dict__.get("_vocabulary_dict")
        return known if known is not None else self._vocabulary

    def __getstate__(self) -> Any:
        parent: Any = super()
        state = dict(parent.__getstate__()) if hasattr(BaseEstimator, "__getstate__") else dict(self.__dict__)
        state.pop("_lookup", None)
        if state.get("_vocabulary") is not None and state.get("_vocabulary_dict") is not None:
            state["_vocabulary_dict"] = (
                None if not getattr(state["_vocabulary_dict"], "changed", True) else state["_vocabulary_dict"]
            )
        return state

    def _validate_params(self) -> None:
        check_parameters(self, self._rules)

    # Counting.

    def _fit_counts(self, raw_documents: Any) -> Counts:
        """Learn the vocabulary; the estimator changes only when all has gone well."""
        counts = self._counts_of(raw_documents)
        self.__dict__.pop("_term_counts", None)
        return counts

    def _counts_of(self, raw_documents: Any) -> Counts:
        self._validate_params()
        if isinstance(raw_documents, str):
            raise ValueError(_BARE_STRING)
        self._validate_ngram_range()
        self._warn_for_unused_params()
        if self.vocabulary is not None:
            self._validate_vocabulary()
            self._warn_for_upper_case()
            return Counts(None, self._count_known(raw_documents), self._threads())
        analyze = self.build_analyzer()
        native = self._native()
        if native is not None:
            if self.analyzer != "word" and not hasattr(raw_documents, "__len__"):
                raw_documents = list(raw_documents)
            try:
                return self._fit_native(native, raw_documents, analyze)
            except UnicodeEncodeError:
                if self.analyzer == "word":
                    raise
        return Counts(None, self._fit_python(raw_documents, analyze), self._threads())

    def _warn_for_upper_case(self) -> None:
        if self.lowercase and any(any(map(str.isupper, term)) for term in self.vocabulary):
            warnings.warn(
                "Upper case characters found in vocabulary while 'lowercase' is True. "
                "These entries will not be matched with any documents",
                stacklevel=4,
            )

    def _bounds(self, n_documents: int) -> tuple[float, float]:
        high = self.max_df if isinstance(self.max_df, Integral) else self.max_df * n_documents
        low = self.min_df if isinstance(self.min_df, Integral) else self.min_df * n_documents
        if high < low:
            raise ValueError("max_df corresponds to < documents than min_df")
        return float(low), float(high)

    def _fit_native(self, native: _core.Analyzer, raw_documents: Any, analyze: Any) -> Counts:
        threads = self._threads()
        counted = _core.count(native, self._documents(raw_documents, analyze), threads)
        if counted.is_empty:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        n = counted.select(*self._bounds(counted.n_documents), threads)
        if self.max_features is not None and n > self.max_features:
            occurrences = counted.df() if self.binary else counted.tf()
            kind = np.dtype(self.dtype)
            mask = np.zeros(n, dtype=bool)
            mask[_most_frequent(occurrences.astype(kind if kind.kind == "f" else np.int64), self.max_features)] = True
            counted.keep(mask)
        if n == 0:
            raise ValueError("After pruning, no terms remain. Try a lower min_df or a higher max_df.")
        self.fixed_vocabulary_ = False
        self._learned(counted.vocabulary(threads))
        return Counts(counted, None, threads)

    def _fit_python(self, raw_documents: Any, analyze: Any) -> Any:
        known: dict[Any, int] = {}
        X = self._count_python(raw_documents, analyze, known, grow=True)
        if not known:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        if self.binary:
            X.data.fill(1)
        low, high = self._bounds(X.shape[0])
        terms = sorted(known)
        X = X[:, [known[t] for t in terms]]
        df = np.bincount(X.indices, minlength=X.shape[1])
        mask = (df >= low) & (df <= high)
        if self.max_features is not None and mask.sum() > self.max_features:
            kept = np.flatnonzero(mask)[_most_frequent(np.asarray(X.sum(axis=0)).ravel()[mask], self.max_features)]
            mask = np.zeros(len(terms), dtype=bool)
            mask[kept] = True
        if not mask.any():
            raise ValueError("After pruning, no terms remain. Try a lower min_df or a higher max_df.")
        X = X[:, np.flatnonzero(mask)]
        X.sort_indices()
        self.fixed_vocabulary_ = False
        self.vocabulary_ = {t: i for i, t in enumerate(t for t, m in zip(terms, mask, strict=True) if m)}
        return X

    def _count_python(self, raw_documents: Any, analyze: Any, known: dict[Any, int], grow: bool) -> Any:
        indptr: list[int] = [0]
        indices: list[int] = []
        data: list[int] = []
        for document in raw_documents:
            row: dict[int, int] = {}
            for term in analyze(document):
                column = known.setdefault(term, len(known)) if grow else known.get(term)
                if column is not None:
                    row[column] = row.get(column, 0) + 1
            indices += row
            data += row.values()
            indptr.append(len(indices))
        kind = np.int32 if len(indices) <= np.iinfo(np.int32).max else np.int64
        arrays = np.asarray(data, dtype=np.intc), np.asarray(indices, dtype=kind), np.asarray(indptr, dtype=kind)
        X: Any = sp.csr_array(arrays, shape=(len(indptr) - 1, len(known)), dtype=self.dtype)
        X.sort_indices()
        return X

    def _count_known(self, raw_documents: Any, weights: dict[str, Any] | None = None) -> Any:
        """Count the terms of the vocabulary; `weights` only where :meth:`_lookup_for` gives a table."""
        analyze = self.build_analyzer()
        lookup = self._lookup_for()
        if lookup is not None:
            if self.analyzer != "word" and not hasattr(raw_documents, "__len__"):
                raw_documents = list(raw_documents)
            try:
                rows = lookup.rows(
                    self._documents(raw_documents, analyze), weights or weighting(binary=self.binary), self._threads()
                )
            except UnicodeEncodeError:
                if self.analyzer == "word":
                    raise
            else:
                X = csr(rows, len(self._vocabulary_size()))
                return X if weights or X.dtype == self.dtype else X.astype(self.dtype)
        X = self._count_python(raw_documents, analyze, self.vocabulary_, grow=False)
        if self.binary:
            X.data.fill(1)
        return X

    def _lookup_for(self) -> _core.Lookup | None:
        native = self._native()
        vocabulary = self._native_vocabulary() if native is not None else None
        if native is None or vocabulary is None:
            return None
        # Parameters may be set between two calls, so the key says for which the table was made.
        stop_words = self.get_stop_words() if self.analyzer == "word" else None
        key = (self.analyzer, self.token_pattern, self.lowercase, self.strip_accents, stop_words, self.ngram_range)
        key = (*key, self.stemmer, self.stemmer_engine)  # type: ignore[assignment]
        if self.__dict__.get("_lookup") is None or self._lookup[0] != key:
            self._lookup = (key, _core.Lookup(native, vocabulary))
        return self._lookup[1]  # type: ignore[no-any-return]

    def fit(self, raw_documents: Any, y: Any = None) -> Any:
        """Learn the vocabulary of documents.

        Parameters
        ----------
        raw_documents : iterable of str, bytes, paths or files, as ``input`` says; or an Arrow column of strings
        y : None
            Not used.
        """
        self._fit_counts(raw_documents)
        return self

    def fit_transform(self, raw_documents: Any, y: Any = None) -> Any:
        """Learn the vocabulary and return the counts, shape (documents, terms)."""
        return self._fit_counts(raw_documents).matrix(self.dtype, self.binary)

    def transform(self, raw_documents: Any) -> Any:
        """Count the terms of the vocabulary in documents, shape (documents, terms)."""
        if isinstance(raw_documents, str):
            raise ValueError(_BARE_STRING)
        self._check_vocabulary()
        return aligned(self._count_known(raw_documents))

    def inverse_transform(self, X: Any) -> list[Any]:
        """Return the terms that each row has."""
        self._check_vocabulary()
        if not sp.issparse(X):
            X = np.asarray(X)
            if X.ndim != 2:
                raise ValueError(f"Expected 2D array, got {X.ndim}D array instead")
        X = sp.csr_array(X)
        terms = np.array(self._terms())
        rows = (X.indices[a:b][X.data[a:b] != 0] for a, b in zip(X.indptr[:-1], X.indptr[1:], strict=True))
        return [terms[columns] for columns in rows]

    def _terms(self) -> list[Any]:
        known = self.__dict__.get("_vocabulary_dict")
        if known is None:
            return self._vocabulary.to_list()  # type: ignore[no-any-return]
        return sorted(known, key=known.__getitem__)

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """Return the terms in the order of columns."""
        self._check_vocabulary()
        return np.asarray(self._terms(), dtype=object)

    def __sklearn_tags__(self) -> Any:
        parent: Any = super()
        tags = parent.__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _most_frequent(counts: Any, limit: int) -> Any:
    """Places of the most frequent; of equals, those that numpy's sort puts first, as in scikit-learn."""
    return (-counts).argsort()[:limit]

"""Counts of terms over hashed columns: scikit-learn's ``HashingVectorizer``."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import scipy.sparse as sp

from newsloom import _core
from newsloom._estimator import BaseEstimator
from newsloom._parameters import boolean, check_parameters, count, none, one_of
from newsloom._vectorizers import _BARE_STRING, OWN_RULES, TEXT_RULES, csr
from newsloom._vectorizers_analysis import DEFAULT_PATTERN, TextAnalysis
from newsloom._vectorizers_base import SparseTransformer, aligned
from newsloom._vectorizers_tfidf import normalize_rows

__all__ = ["HashingVectorizer"]


class HashingVectorizer(SparseTransformer, TextAnalysis, BaseEstimator):  # type: ignore[misc]
    """Convert documents to a matrix of counts over hashed columns, as scikit-learn's ``HashingVectorizer`` does.

    Parameters
    ----------
    input, encoding, decode_error, strip_accents, lowercase, preprocessor, tokenizer, stop_words, token_pattern, \
ngram_range, analyzer, n_features, binary, norm, alternate_sign, dtype
        As in scikit-learn.
    stemmer, stemmer_engine, n_jobs
        As in :class:`CountVectorizer`.

    Examples
    --------
    >>> from newsloom import HashingVectorizer
    >>> HashingVectorizer(n_features=16).fit_transform(["rain and wind"]).shape
    (1, 16)
    """

    _rules: ClassVar[dict[str, Any]] = {
        **TEXT_RULES,
        "n_features": (count(1, int(np.iinfo(np.int32).max)),),
        "binary": (boolean,),
        "norm": (one_of("l1", "l2"), none),
        "alternate_sign": (boolean,),
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
        n_features: Any = 2**20,
        binary: Any = False,
        norm: Any = "l2",
        alternate_sign: Any = True,
        dtype: Any = np.float64,
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
        self.n_features = n_features
        self.ngram_range = ngram_range
        self.binary = binary
        self.norm = norm
        self.alternate_sign = alternate_sign
        self.dtype = dtype
        self.stemmer = stemmer
        self.stemmer_engine = stemmer_engine
        self.n_jobs = n_jobs

    def _validate_params(self) -> None:
        check_parameters(self, self._rules)

    def partial_fit(self, X: Any, y: Any = None) -> Any:
        """Check the parameters; nothing is learned."""
        self._validate_params()
        return self

    def fit(self, X: Any, y: Any = None) -> Any:
        """Check the parameters; nothing is learned."""
        self._validate_params()
        if isinstance(X, str):
            raise ValueError(_BARE_STRING)
        self._warn_for_unused_params()
        self._validate_ngram_range()
        return self

    def transform(self, X: Any) -> Any:
        """Count documents, shape (documents, n_features)."""
        if isinstance(X, str):
            raise ValueError(_BARE_STRING)
        self._validate_ngram_range()
        analyze = self.build_analyzer()
        native = self._native()
        counts = None
        if native is not None:
            if self.analyzer != "word" and not hasattr(X, "__len__"):
                X = list(X)
            try:
                counts = self._native_rows(native, X, analyze)
            except UnicodeEncodeError:
                if self.analyzer == "word":
                    raise
        if counts is None:
            counts = self._python_rows(X, analyze)
        if counts.shape[0] == 0:
            raise ValueError("Cannot vectorize empty sequence.")
        return aligned(counts)

    def _native_rows(self, native: _core.Analyzer, X: Any, analyze: Any) -> Any:
        binary, sign = bool(self.binary), bool(self.alternate_sign)
        # In another type the norm is taken after the change of type, as scikit-learn does.
        plain = np.dtype(self.dtype) == np.float64
        norm = self.norm if plain else None
        documents = self._documents(X, analyze)
        rows = _core.hash_rows(native, documents, int(self.n_features), sign, binary, norm, self._threads())
        counts = csr(rows, int(self.n_features))
        return counts if plain else self._finish(counts.astype(self.dtype))

    def _python_rows(self, X: Any, analyze: Any) -> Any:
        indptr, indices, data = [0], [], []
        for document in X:
            for term in analyze(document):
                h = _core.murmur3_32(term if isinstance(term, bytes) else term.encode("utf-8"))
                column = (2**31 - 1 - (self.n_features - 1)) if h == -(2**31) else abs(h)
                indices.append(column % self.n_features)
                data.append(-1 if self.alternate_sign and h < 0 else 1)
            indptr.append(len(indices))
        shape = (len(indptr) - 1, self.n_features)
        arrays = data, np.asarray(indices, np.int32), np.asarray(indptr, np.int32)
        counts = sp.csr_array(arrays, shape=shape, dtype=self.dtype)
        counts.sum_duplicates()
        if self.binary:
            counts.data.fill(1)
        return self._finish(counts)

    def _finish(self, counts: Any) -> Any:
        if self.norm is not None:
            counts = counts if counts.dtype in (np.float64, np.float32) else counts.astype(np.float64)
            normalize_rows(counts, self.norm)
        return counts

    def fit_transform(self, X: Any, y: Any = None) -> Any:
        """Check the parameters and count documents."""
        return self.fit(X, y).transform(X)

    def __sklearn_tags__(self) -> Any:
        parent: Any = super()
        tags = parent.__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags

"""Weights of terms: scikit-learn's ``TfidfTransformer`` and ``TfidfVectorizer``."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

import numpy as np
import scipy.sparse as sp

from newsloom._estimator import BaseEstimator, NotFittedError, check_is_fitted, validate_data
from newsloom._parameters import boolean, check_parameters, kinds, none, one_of, real
from newsloom._vectorizers import CountVectorizer, csr, weighting
from newsloom._vectorizers_base import RowsTransformer, aligned

__all__ = ["TfidfTransformer", "TfidfVectorizer", "normalize_rows"]

_FLOATS = (np.float64, np.float32, np.float16)
_RULES = {
    "norm": (one_of("l1", "l2"), none),
    "use_idf": (boolean,),
    "smooth_idf": (boolean,),
    "sublinear_tf": (boolean,),
}


def normalize_rows(X: Any, norm: str) -> None:
    """Bring each row of a CSR matrix to length 1 in place; rows of zeros stay."""
    values = X.data.astype(np.float64)
    rows = np.repeat(np.arange(X.shape[0]), np.diff(X.indptr))
    lengths = np.bincount(rows, weights=np.abs(values) if norm == "l1" else values * values, minlength=X.shape[0])
    if norm == "l2":
        lengths = np.sqrt(lengths)
    lengths[lengths == 0] = 1
    X.data[:] = values / lengths[rows]


class TfidfTransformer(RowsTransformer, BaseEstimator):  # type: ignore[misc]
    """Weight a matrix of counts by tf-idf, as ``sklearn.feature_extraction.text.TfidfTransformer`` does.

    Parameters
    ----------
    norm : {"l1", "l2"} or None, default="l2"
    use_idf, smooth_idf : bool, default=True
    sublinear_tf : bool, default=False

    Attributes
    ----------
    idf_ : array of shape (n_features,)

    Examples
    --------
    >>> from newsloom import TfidfTransformer
    >>> TfidfTransformer(norm=None, smooth_idf=False).fit_transform([[2, 0], [1, 1]]).toarray().round(3)
    array([[2.   , 0.   ],
           [1.   , 1.693]])
    """

    def __init__(
        self, *, norm: Any = "l2", use_idf: Any = True, smooth_idf: Any = True, sublinear_tf: Any = False
    ) -> None:
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.sublinear_tf = sublinear_tf

    def _validate_params(self) -> None:
        check_parameters(self, _RULES)

    def fit(self, X: Any, y: Any = None) -> Any:
        """Learn idf from counts of shape (documents, terms)."""
        self._validate_params()
        X = validate_data(self, X, accept_sparse=("csr", "csc"))
        X = X if sp.issparse(X) else sp.csr_array(X)
        kind = X.dtype if X.dtype in (np.float64, np.float32) else np.dtype(np.float64)
        df = np.bincount(X.indices, minlength=X.shape[1]) if X.format == "csr" else np.diff(X.indptr)
        self._learn(df, X.shape[0], kind)
        return self

    def _learn(self, df: Any, n_documents: int, kind: Any) -> None:
        """Learn idf from document frequencies, in the type of the matrix."""
        if not self.use_idf:
            return
        df = df.astype(kind) + kind.type(float(self.smooth_idf))
        idf = np.full_like(df, n_documents + int(self.smooth_idf))
        idf /= df
        np.log(idf, out=idf)
        idf += 1
        self.idf_ = idf

    def transform(self, X: Any, copy: bool = True) -> Any:
        """Weight counts, shape (documents, terms) in and out."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=[np.float64, np.float32], copy=copy, reset=False)
        X = X if sp.issparse(X) else sp.csr_array(X, dtype=X.dtype)
        if self.sublinear_tf:
            np.log(X.data, X.data)
            X.data += 1
        if hasattr(self, "idf_"):
            X.data *= self.idf_[X.indices]
        if self.norm is not None:
            normalize_rows(X, self.norm)
        return aligned(X)

    @property
    def weighting(self) -> str:
        """The formula in use.

        >>> TfidfTransformer().weighting
        'tf * (ln((1 + n) / (1 + df)) + 1), rows of length 1 (l2)'
        """
        tf = "(1 + ln(tf))" if self.sublinear_tf else "tf"
        one = "(1 + n) / (1 + df)" if self.smooth_idf else "n / df"
        idf = f" * (ln({one}) + 1)" if self.use_idf else ""
        norm = f", rows of length 1 ({self.norm})" if self.norm else ""
        return f"{tf}{idf}{norm}"

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags


class TfidfVectorizer(CountVectorizer):
    """Convert documents to a matrix of tf-idf weights, as ``sklearn.feature_extraction.text.TfidfVectorizer`` does.

    Parameters
    ----------
    input, encoding, decode_error, strip_accents, lowercase, preprocessor, tokenizer, analyzer, stop_words, \
token_pattern, ngram_range, max_df, min_df, max_features, vocabulary, binary, dtype, norm, use_idf, smooth_idf, \
sublinear_tf
        As in scikit-learn.
    stemmer, stemmer_engine, n_jobs
        As in :class:`CountVectorizer`.
    smartirs, pivot, slope
        As in :class:`SmartTransformer`; with a SMART string, `norm`, `use_idf`, `smooth_idf` and `sublinear_tf` are not
        used.

    Examples
    --------
    >>> from newsloom import TfidfVectorizer
    >>> v = TfidfVectorizer(stop_words="english")
    >>> v.fit_transform(["The bridge is closed.", "Bridge closed again"]).shape
    (2, 2)
    >>> v.idf_
    array([1., 1.])
    >>> v.weighting
    'tf * (ln((1 + n) / (1 + df)) + 1), rows of length 1 (l2)'
    >>> TfidfVectorizer(smartirs="lfc").weighting
    '(1 + log2(tf)) * log2(n / df), rows divided by length (l2)'
    """

    _rules: ClassVar[dict[str, Any]] = {
        **CountVectorizer._rules,
        **_RULES,
        "smartirs": (kinds(str), none),
        "pivot": (real(0), none),
        "slope": (real(0, 1),),
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
        analyzer: Any = "word",
        stop_words: Any = None,
        token_pattern: Any = r"(?u)\b\w\w+\b",
        ngram_range: Any = (1, 1),
        max_df: Any = 1.0,
        min_df: Any = 1,
        max_features: Any = None,
        vocabulary: Any = None,
        binary: Any = False,
        dtype: Any = np.float64,
        norm: Any = "l2",
        use_idf: Any = True,
        smooth_idf: Any = True,
        sublinear_tf: Any = False,
        stemmer: Any = None,
        stemmer_engine: Any = "rust-stemmers",
        smartirs: Any = None,
        pivot: Any = None,
        slope: Any = 0.25,
        n_jobs: Any = None,
    ) -> None:
        super().__init__(
            input=input,
            encoding=encoding,
            decode_error=decode_error,
            strip_accents=strip_accents,
            lowercase=lowercase,
            preprocessor=preprocessor,
            tokenizer=tokenizer,
            analyzer=analyzer,
            stop_words=stop_words,
            token_pattern=token_pattern,
            ngram_range=ngram_range,
            max_df=max_df,
            min_df=min_df,
            max_features=max_features,
            vocabulary=vocabulary,
            binary=binary,
            dtype=dtype,
            stemmer=stemmer,
            stemmer_engine=stemmer_engine,
            n_jobs=n_jobs,
        )
        self.norm = norm
        self.use_idf = use_idf
        self.smooth_idf = smooth_idf
        self.sublinear_tf = sublinear_tf
        self.smartirs = smartirs
        self.pivot = pivot
        self.slope = slope

    _tfidf: Any

    def _transformer(self) -> Any:
        if self.smartirs is not None:
            from newsloom._weightings import SmartTransformer

            return SmartTransformer(smartirs=self.smartirs, pivot=self.pivot, slope=self.slope)
        return TfidfTransformer(
            norm=self.norm, use_idf=self.use_idf, smooth_idf=self.smooth_idf, sublinear_tf=self.sublinear_tf
        )

    @property
    def idf_(self) -> Any:
        """Idf per term; only with ``use_idf``."""
        if not hasattr(self, "_tfidf"):
            raise NotFittedError(
                f"{type(self).__name__} is not fitted yet. "
                "Call 'fit' with appropriate arguments before using this attribute."
            )
        return self._tfidf.idf_

    @idf_.setter
    def idf_(self, value: Any) -> None:
        if not self.use_idf:
            raise ValueError("`idf_` cannot be set when `user_idf=False`.")
        transformer = self._tfidf if hasattr(self, "_tfidf") else self._transformer()
        if self.vocabulary is not None:
            self._validate_vocabulary()
        elif not hasattr(self, "fixed_vocabulary_"):
            self.fixed_vocabulary_ = False
        if hasattr(self, "vocabulary_") and len(self._vocabulary_size()) != len(value):
            raise ValueError(
                f"idf length = {len(value)} must be equal to vocabulary size = {len(self._vocabulary_size())}"
            )
        transformer.idf_ = value
        self._tfidf = transformer

    @property
    def weighting(self) -> str:
        """The formula in use."""
        return str(self._transformer().weighting)

    def _check_params(self) -> None:
        if self.dtype not in _FLOATS:
            warnings.warn(
                f"Only {_FLOATS} 'dtype' should be used. {self.dtype} 'dtype' will be converted to np.float64.",
                UserWarning,
                stacklevel=3,
            )

    def _learn(self, raw_documents: Any, rows: bool) -> Any:
        self._check_params()
        transformer = self._transformer()
        if self.smartirs is not None:
            return self._learn_smart(raw_documents, transformer, rows)
        counts = self._fit_counts(raw_documents)
        kind = np.dtype(self.dtype)
        if counts.counted is None or kind not in (np.float64, np.float32):
            X = counts.matrix(self.dtype, self.binary)
            transformer.fit(X)
            self._tfidf = transformer
            return transformer.transform(X, copy=False) if rows else None
        counted = counts.counted
        transformer._learn(counted.df(), counted.n_documents, kind)
        transformer.n_features_in_ = counted.n_selected
        self._tfidf = transformer
        if not rows:
            return None
        made = counted.rows(self._weights(kind), counts.n_jobs)
        return aligned(csr(made, counted.n_selected))

    def _learn_smart(self, raw_documents: Any, transformer: Any, rows: bool) -> Any:
        from newsloom._weightings import smart_letters

        smart_letters(self)
        X = self._fit_counts(raw_documents).matrix(self.dtype, self.binary)
        self._tfidf = transformer.fit(X, term_lengths=self._term_lengths())
        return transformer.transform(X) if rows else None

    def _term_lengths(self) -> list[int]:
        return [len(term) for term in self._terms()]

    def _weigh_terms(self, df: Any, tf: Any, n_documents: int) -> None:
        transformer = self._transformer()
        if self.smartirs is not None:
            transformer._learn(df, tf, n_documents, self._term_lengths())
        else:
            kind = np.dtype(self.dtype)
            transformer._learn(df, n_documents, kind if kind in (np.float64, np.float32) else np.dtype(np.float64))
        transformer.n_features_in_ = len(df)
        self._tfidf = transformer

    def _weights(self, kind: Any) -> dict[str, Any]:
        idf = getattr(self._tfidf, "idf_", None)
        return weighting(
            binary=bool(self.binary),
            sublinear_tf=bool(self._tfidf.sublinear_tf),
            idf=None if idf is None else np.ascontiguousarray(idf, dtype=np.float64),
            norm=self._tfidf.norm,
            dtype=str(kind),
        )

    def fit(self, raw_documents: Any, y: Any = None) -> Any:
        """Learn vocabulary and idf of documents."""
        self._learn(raw_documents, rows=False)
        return self

    def fit_transform(self, raw_documents: Any, y: Any = None) -> Any:
        """Learn vocabulary and idf, and return the weights, shape (documents, terms)."""
        return self._learn(raw_documents, rows=True)

    def transform(self, raw_documents: Any) -> Any:
        """Weight documents over the vocabulary learned, shape (documents, terms)."""
        check_is_fitted(self, msg="The TF-IDF vectorizer is not fitted")
        if isinstance(raw_documents, str):
            return super().transform(raw_documents)
        self._check_vocabulary()
        kind = np.dtype(self.dtype if self.smartirs is None else object)
        idf = getattr(getattr(self, "_tfidf", None), "idf_", None)
        fits = idf is None or len(idf) == len(self._vocabulary_size())
        if kind in (np.float64, np.float32) and hasattr(self, "_tfidf") and fits and self._lookup_for() is not None:
            weights = self._weights(kind)
            X = self._count_known(raw_documents, weights)
            if X.shape[0]:
                return aligned(X)
        X = super().transform(raw_documents)
        return self._tfidf.transform(X) if self.smartirs is not None else self._tfidf.transform(X, copy=False)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags._skip_test = True
        return tags

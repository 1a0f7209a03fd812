"""Weightings beyond scikit-learn's: BM25, class-based TF-IDF, SMART strings with pivoted length, quanteda's schemes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.sparse as sp

from newsloom._estimator import BaseEstimator, check_is_fitted, validate_data
from newsloom._parameters import InvalidParameterError, boolean, check_parameters, none, real
from newsloom._vectorizers_base import RowsTransformer, aligned
from newsloom._vectorizers_tfidf import normalize_rows

__all__ = ["BM25Transformer", "ClassTfidfTransformer", "SmartTransformer", "dfm_trim", "dfm_weight"]


def _counts(owner: Any, X: Any, reset: bool) -> Any:
    X = validate_data(owner, X, accept_sparse="csr", dtype=[np.float64, np.float32], copy=True, reset=reset)
    return sp.csr_array(X)


def _row_of_each(X: Any) -> Any:
    return np.repeat(np.arange(X.shape[0]), np.diff(X.indptr))


class BM25Transformer(RowsTransformer, BaseEstimator):  # type: ignore[misc]
    """Weight counts by Okapi BM25 (Robertson and Zaragoza 2009), with the idf of Lucene, which is never negative.

    ``idf(t) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length))`` with
    ``idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5))``.

    Parameters
    ----------
    k1 : float, default=1.5
        How soon more occurrences stop to count more.
    b : float from 0 to 1, default=0.75
        How much long documents are held back.

    Attributes
    ----------
    idf_ : array of shape (n_features,)
    mean_length_ : float

    Examples
    --------
    >>> from newsloom import BM25Transformer
    >>> BM25Transformer().fit_transform([[1, 0], [1, 2]]).toarray().round(3)
    array([[0.235, 0.   ],
           [0.149, 0.853]])
    """

    def __init__(self, *, k1: Any = 1.5, b: Any = 0.75) -> None:
        self.k1 = k1
        self.b = b

    def fit(self, X: Any, y: Any = None) -> Any:
        """Learn idf and the mean length from counts of shape (documents, terms)."""
        check_parameters(self, {"k1": (real(0),), "b": (real(0, 1),)})
        X = _counts(self, X, reset=True)
        df = np.bincount(X.indices[X.data != 0], minlength=X.shape[1])
        self.idf_ = np.log1p((X.shape[0] - df + 0.5) / (df + 0.5))
        self.mean_length_ = float(X.sum() / X.shape[0])
        return self

    def transform(self, X: Any) -> Any:
        """Weight counts, shape (documents, terms) in and out."""
        check_is_fitted(self)
        X = _counts(self, X, reset=False)
        lengths = np.asarray(X.sum(axis=1)).ravel() / (self.mean_length_ or 1)
        brake = self.k1 * (1 - self.b + self.b * lengths)
        X.data = self.idf_[X.indices] * X.data * (self.k1 + 1) / (X.data + brake[_row_of_each(X)])
        return aligned(X)

    @property
    def weighting(self) -> str:
        """The formula in use."""
        return (
            f"ln(1 + (n - df + 0.5) / (df + 0.5)) * tf * {self.k1 + 1:g} / "
            f"(tf + {self.k1:g} * ({1 - self.b:g} + {self.b:g} * length / mean length))"
        )


class ClassTfidfTransformer(RowsTransformer, BaseEstimator):  # type: ignore[misc]
    """Weight the counts of classes against each other, as BERTopic's transformer of this name does.

    ``share of the term in its class * ln(1 + A / f)``: ``A`` is the mean number of words per class, a whole number,
    ``f`` the count of the term over all classes. Join the documents of a class before counting.

    Parameters
    ----------
    bm25_weighting : bool, default=False
        ``ln(1 + (A - f + 0.5) / (f + 0.5))`` in place of ``ln(1 + A / f)``.
    reduce_frequent_words : bool, default=False
        The square root of the share in place of the share.

    Attributes
    ----------
    idf_ : array of shape (n_features,)

    Examples
    --------
    >>> from newsloom import ClassTfidfTransformer
    >>> ClassTfidfTransformer().fit_transform([[3, 1], [0, 4]]).toarray().round(3)
    array([[0.635, 0.147],
           [0.   , 0.588]])
    """

    def __init__(self, *, bm25_weighting: Any = False, reduce_frequent_words: Any = False) -> None:
        self.bm25_weighting = bm25_weighting
        self.reduce_frequent_words = reduce_frequent_words

    def fit(self, X: Any, y: Any = None, multiplier: Any = None) -> Any:
        """Learn idf from counts of classes, shape (classes, terms); `multiplier`, one per term, is applied."""
        check_parameters(self, {"bm25_weighting": (boolean,), "reduce_frequent_words": (boolean,)})
        X = _counts(self, X, reset=True)
        f = np.asarray(X.sum(axis=0)).ravel()
        mean = int(X.sum(axis=1).mean())
        with np.errstate(divide="ignore"):
            idf = np.log(1 + (mean - f + 0.5) / (f + 0.5)) if self.bm25_weighting else np.log(mean / f + 1)
        self.idf_ = idf if multiplier is None else idf * np.asarray(multiplier)
        return self

    def transform(self, X: Any) -> Any:
        """Weight the counts of classes, shape (classes, terms) in and out."""
        check_is_fitted(self)
        X = _counts(self, X, reset=False)
        normalize_rows(X, "l1")
        if self.reduce_frequent_words:
            X.data = np.sqrt(X.data)
        X.data *= self.idf_[X.indices]
        return aligned(X)

    @property
    def weighting(self) -> str:
        """The formula in use."""
        share = "sqrt(tf / length)" if self.reduce_frequent_words else "tf / length"
        return f"{share} * " + ("ln(1 + (A - f + 0.5) / (f + 0.5))" if self.bm25_weighting else "ln(1 + A / f)")


_SMART_TF = {"n": "tf", "b": "1", "l": "1 + log2(tf)", "a": "0.5 + 0.5 * tf / max tf", "d": "1 + log2(1 + log2(tf))",
             "L": "(1 + log2(tf)) / (1 + log2(mean tf))"}  # fmt: skip
_SMART_DF = {"n": "", "f": " * log2(n / df)", "t": " * log2((n + 1) / df)", "p": " * max(0, log2((n - df) / df))"}
_SMART_NORM = {"n": "", "c": "length (l2)", "u": "number of distinct terms", "b": "number of characters"}
# Other names of the letters that change nothing.
_SAME = ({"t": "n"}, {"x": "n"}, {"x": "n"})


def smart_letters(owner: Any) -> tuple[str, str, str]:
    """Return the three letters of the parameter `smartirs`, checked."""
    s = owner.smartirs
    if isinstance(s, str) and len(s) == 3:
        tf, df, norm = (same.get(letter, letter) for same, letter in zip(_SAME, s, strict=True))
        if tf in _SMART_TF and df in _SMART_DF and norm in _SMART_NORM:
            return tf, df, norm
    raise InvalidParameterError(
        f"The 'smartirs' parameter of {type(owner).__name__} must be three letters "
        f"of 'ntbladL', 'nxftp' and 'nxcub'. Got {s!r} instead."
    )


SMART_RULES: dict[str, Any] = {"pivot": (real(0), none), "slope": (real(0, 1),)}


class SmartTransformer(RowsTransformer, BaseEstimator):  # type: ignore[misc]
    """Weight counts by a SMART string (Salton and Buckley 1988) with pivoted length (Singhal, Buckley and Mitra 1996).

    The letters and defaults of gensim's ``TfidfModel``.

    Parameters
    ----------
    smartirs : str of three letters, default="nfc"
        Term frequency ``n`` (or ``t``) ``b l a d L``, document frequency ``n`` (or ``x``) ``f t p``, length ``n`` (or
        ``x``) ``c u b``: none, l2, number of distinct terms, number of characters. Logarithms are to base 2.
    pivot : float or None, default=None
        Length above which documents are held back and below which they are lifted: rows are divided by
        ``(1 - slope) * pivot + slope * length``. None: no pivot for ``c``, the mean length for ``u`` and ``b``.
    slope : float from 0 to 1, default=0.25

    Attributes
    ----------
    idf_ : array of shape (n_features,)
    pivot_ : float or None
        The pivot in use.

    Examples
    --------
    >>> from newsloom import SmartTransformer
    >>> SmartTransformer(smartirs="nfn").fit_transform([[2, 1], [0, 1]]).toarray()
    array([[2., 0.],
           [0., 0.]])
    """

    def __init__(self, *, smartirs: Any = "nfc", pivot: Any = None, slope: Any = 0.25) -> None:
        self.smartirs = smartirs
        self.pivot = pivot
        self.slope = slope

    def fit(self, X: Any, y: Any = None, term_lengths: Any = None) -> Any:
        """Learn from counts of shape (documents, terms); ``b`` needs the characters of each term in `term_lengths`."""
        check_parameters(self, SMART_RULES)
        smart_letters(self)
        X = _counts(self, X, reset=True)
        df = np.bincount(X.indices[X.data != 0], minlength=X.shape[1])
        self._learn(df, np.asarray(X.sum(axis=0)).ravel(), X.shape[0], term_lengths)
        return self

    def _learn(self, df: Any, tf: Any, n: int, term_lengths: Any) -> None:
        _, how, norm = smart_letters(self)
        with np.errstate(divide="ignore", invalid="ignore"):
            ways: dict[str, Callable[[], Any]] = {
                "n": lambda: np.ones(len(df)),
                "f": lambda: np.log2(n / df),
                "t": lambda: np.log2((n + 1) / df),
                "p": lambda: np.maximum(0, np.log2((n - df) / df)),
            }
            idf = ways[how]()
        if norm == "b" and term_lengths is None:
            raise ValueError("the norm 'b' counts characters: fit needs term_lengths, one per column")
        # A term is counted with the space behind it.
        self._widths = np.asarray(term_lengths, dtype=np.float64) + 1 if norm == "b" else None
        pivot = self.pivot
        if pivot is None and norm in "ub":
            pivot = float((df if norm == "u" else tf * self._widths).sum() / max(n, 1))
        self.pivot_ = pivot
        self.idf_ = np.where(df > 0, idf, 0.0)

    def transform(self, X: Any) -> Any:
        """Weight counts, shape (documents, terms) in and out."""
        check_is_fitted(self)
        tf, _, norm = smart_letters(self)
        X = _counts(self, X, reset=False)
        X.eliminate_zeros()
        rows, n = _row_of_each(X), X.shape[0]
        characters = X @ self._widths if norm == "b" else None
        data, per_row = X.data.astype(np.float64), np.maximum(np.diff(X.indptr), 1)
        if tf == "b":
            data[:] = 1
        elif tf == "l":
            data = 1 + np.log2(data)
        elif tf == "d":
            data = 1 + np.log2(1 + np.log2(data))
        elif tf == "a":
            top = np.zeros(n)
            np.maximum.at(top, rows, data)
            data = 0.5 + 0.5 * data / top[rows]
        elif tf == "L":
            mean = np.bincount(rows, weights=data, minlength=n) / per_row
            data = (1 + np.log2(data)) / (1 + np.log2(mean[rows]))
        data *= self.idf_[X.indices]
        if norm != "n":
            lengths: dict[str, Callable[[], Any]] = {
                "c": lambda: np.sqrt(np.bincount(rows, weights=data**2, minlength=n)),
                "u": lambda: np.diff(X.indptr).astype(float),
                "b": lambda: np.asarray(characters),
            }
            length = lengths[norm]()
            if self.pivot_ is not None:
                length = (1 - self.slope) * self.pivot_ + self.slope * length
            length[length == 0] = 1
            data /= length[rows]
        X.data = data.astype(X.dtype, copy=False)
        return aligned(X)

    @property
    def weighting(self) -> str:
        """The formula in use."""
        tf, df, norm = smart_letters(self)
        length = _SMART_NORM[norm]
        pivot = getattr(self, "pivot_", self.pivot)
        if length and (pivot is not None or norm in "ub"):
            mid = "mean" if pivot is None else f"{pivot:g}"
            length = f"{1 - self.slope:g} * {mid} + {self.slope:g} * {length}"
        return f"({_SMART_TF[tf]}){_SMART_DF[df]}" + (f", rows divided by {length}" if length else "")


def dfm_weight(X: Any, scheme: str = "count", *, base: float = 10, k: float = 0.5, smoothing: float = 0.5) -> Any:
    """Weight counts by quanteda's scheme of this name.

    Parameters
    ----------
    X : matrix of counts, shape (documents, terms)
    scheme : {"count", "prop", "propmax", "logcount", "boolean", "augmented", "logave", "logsmooth"}
        ``prop``: tf / length; ``propmax``: tf / max tf; ``logcount``: 1 + log tf;
        ``augmented``: k + (1 - k) tf / max tf;
        ``logave``: (1 + log tf) / (1 + log mean tf); ``logsmooth``: log(tf + smoothing).
    base : float
        Of the logarithms.
    k : float from 0 to 1
    smoothing : float

    Examples
    --------
    >>> dfm_weight([[3, 1]], "prop").toarray()
    array([[0.75, 0.25]])
    """
    X = sp.csr_array(X).astype(np.float64)
    X.eliminate_zeros()
    rows, n, log = _row_of_each(X), X.shape[0], np.log(base)
    total = np.bincount(rows, weights=X.data, minlength=n)
    top = np.zeros(n)
    np.maximum.at(top, rows, X.data)
    mean = total / np.maximum(np.diff(X.indptr), 1)
    schemes: dict[str, Any] = {
        "count": lambda d: d,
        "prop": lambda d: d / total[rows],
        "propmax": lambda d: d / top[rows],
        "logcount": lambda d: 1 + np.log(d) / log,
        "boolean": lambda d: np.ones_like(d),
        "augmented": lambda d: k + (1 - k) * d / top[rows],
        "logave": lambda d: (1 + np.log(d) / log) / (1 + np.log(mean[rows]) / log),
        "logsmooth": lambda d: np.log(d + smoothing) / log,
    }
    if scheme not in schemes:
        raise ValueError(f"scheme must be one of {', '.join(schemes)}, got {scheme!r}")
    X.data = schemes[scheme](X.data)
    return aligned(X)


def dfm_trim(
    X: Any,
    *,
    min_termfreq: float | None = None,
    max_termfreq: float | None = None,
    termfreq_type: str = "count",
    min_docfreq: float | None = None,
    max_docfreq: float | None = None,
    docfreq_type: str = "count",
) -> tuple[Any, Any]:
    """Keep the columns whose frequencies lie between bounds, as quanteda's function of this name does.

    Parameters
    ----------
    X : matrix of counts, shape (documents, terms)
    min_termfreq, max_termfreq, min_docfreq, max_docfreq : float or None
        Bounds, both included.
    termfreq_type : {"count", "prop", "rank", "quantile"}
        What the bounds on occurrences are: a number, a share of all occurrences, a rank (1 is the most frequent,
        ties share the better rank), or a quantile of the frequencies.
    docfreq_type : {"count", "prop", "rank", "quantile"}
        The same for documents; a share is one of all documents.

    Returns
    -------
    (matrix, columns) : the columns kept, and their places in ``X``

    Examples
    --------
    >>> dfm_trim([[3, 1, 0], [2, 0, 1]], min_docfreq=2)[1]
    array([0])
    """
    X = sp.csr_array(X)
    tf = np.asarray(X.sum(axis=0)).ravel()
    df = np.bincount(X.indices[X.data != 0], minlength=X.shape[1])
    keep = _within("termfreq", tf, tf.sum(), min_termfreq, max_termfreq, termfreq_type)
    keep &= _within("docfreq", df, X.shape[0], min_docfreq, max_docfreq, docfreq_type)
    columns = np.flatnonzero(keep)
    return aligned(X[:, columns]), columns


def _within(name: str, frequency: Any, total: Any, low: float | None, high: float | None, kind: str) -> Any:
    if kind == "rank":
        ordered = np.sort(-frequency)
        rank = np.searchsorted(ordered, -frequency, side="left") + 1
        # A rank grows as the frequency falls, so the least frequency allowed is the greatest rank.
        return ((rank <= low) if low is not None else True) & (
            (rank >= high) if high is not None else np.ones(len(rank), bool)
        )
    bounds: dict[str, Callable[[float], Any]] = {
        "count": lambda v: v,
        "prop": lambda v: v * total,
        "quantile": lambda v: np.quantile(frequency, v) if len(frequency) else 0,
    }
    if kind not in bounds:
        raise ValueError(f"{name}_type must be one of count, prop, rank, quantile, got {kind!r}")
    keep = np.ones(len(frequency), dtype=bool)
    if low is not None:
        keep &= frequency >= bounds[kind](low)
    if high is not None:
        keep &= frequency <= bounds[kind](high)
    return keep

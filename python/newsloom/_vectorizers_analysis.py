"""How a text becomes terms, step by step as in scikit-learn, and whether the extension can do it all."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from newsloom import _core
from newsloom._corpus import Corpus
from newsloom._estimator import NotFittedError
from newsloom._records import Article
from newsloom._stemmer import stemmer_of
from newsloom._vectorizers_input import arrow_column, items

__all__ = ["DEFAULT_PATTERN", "TextAnalysis", "strip_accents_ascii", "strip_accents_unicode"]

DEFAULT_PATTERN = r"(?u)\b\w\w+\b"
# Patterns whose matches are the runs of word characters of some length, which the extension finds by itself.
_RUNS = re.compile(
    r"(?:\(\?u\))?(?:\\b)?(?P<group>\()?(?:(?P<each>(?:\\w)+)\+|\\w\{(?P<least>\d+),\})(?(group)\))(?:\\b)?"
)
_MANY_SPACES = re.compile(r"\s\s+")


def strip_accents_unicode(s: str) -> str:
    """Decompose (NFKD) and drop combining characters; ASCII stays as it is.

    >>> strip_accents_unicode("naïve")
    'naive'
    """
    return s if s.isascii() else "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))


def strip_accents_ascii(s: str) -> str:
    """Decompose (NFKD) and drop all that is not ASCII.

    >>> strip_accents_ascii("naïve 中")
    'naive '
    """
    return unicodedata.normalize("NFKD", s).encode("ASCII", "ignore").decode("ASCII")


def _prepare(text: Any, lower: bool, strip: Callable[[str], str] | None) -> Any:
    if lower:
        text = text.lower()
    return text if strip is None else strip(text)


def _terms(document: Any, steps: tuple[Callable[[Any], Any], ...]) -> Any:
    for step in steps:
        document = step(document)
    return document


class TextAnalysis:
    """The part of a vectorizer that reads texts."""

    input: Any
    encoding: Any
    decode_error: Any
    strip_accents: Any
    lowercase: Any
    preprocessor: Any
    tokenizer: Any
    analyzer: Any
    stop_words: Any
    token_pattern: Any
    ngram_range: Any
    stemmer: Any
    stemmer_engine: Any
    n_jobs: Any

    def decode(self, doc: Any) -> Any:
        """Make a string of a document: read it if it is a path or a file, decode it if it is bytes."""
        if isinstance(doc, Article):
            return doc.text
        if self.input == "filename":
            with open(doc, "rb") as file:
                doc = file.read()
        elif self.input == "file":
            doc = doc.read()
        if isinstance(doc, bytes):
            doc = doc.decode(self.encoding, self.decode_error)
        if doc is np.nan:
            raise ValueError("np.nan is an invalid document, expected byte or unicode string.")
        return doc

    def build_preprocessor(self) -> Callable[[str], str]:
        """Return what is done to a text before it is tokenized."""
        if self.preprocessor is not None:
            return self.preprocessor  # type: ignore[no-any-return]
        known: dict[Any, Any] = {"ascii": strip_accents_ascii, "unicode": strip_accents_unicode}
        if not self.strip_accents:
            strip = None
        elif callable(self.strip_accents):
            strip = self.strip_accents
        elif self.strip_accents in known:
            strip = known[self.strip_accents]
        else:
            raise ValueError(f'Invalid value for "strip_accents": {self.strip_accents}')
        return partial(_prepare, lower=self.lowercase, strip=strip)

    def build_tokenizer(self) -> Callable[[str], list[str]]:
        """Return what parts a text into tokens."""
        if self.tokenizer is not None:
            return self.tokenizer  # type: ignore[no-any-return]
        pattern = re.compile(self.token_pattern)
        if pattern.groups > 1:
            raise ValueError("More than 1 capturing group in token pattern. Only a single group should be captured.")
        return pattern.findall

    def get_stop_words(self) -> frozenset[Any] | None:
        """Return the stop words in force, or None."""
        if self.stop_words is None:
            return None
        if isinstance(self.stop_words, str):
            if self.stop_words != "english":
                raise ValueError(f"not a built-in stop list: {self.stop_words}")
            return frozenset(_core.stop_words("english", source="sklearn"))
        return frozenset(self.stop_words)

    def build_analyzer(self) -> Callable[[Any], Any]:
        """Return a callable that makes the terms of a document: reading, preparing, tokenizing, n-grams."""
        if callable(self.analyzer):
            return partial(_terms, steps=(self.decode, self.analyzer))
        prepare = self.build_preprocessor()
        if self.analyzer == "char":
            return partial(_terms, steps=(self.decode, prepare, self._char_ngrams))
        if self.analyzer == "char_wb":
            return partial(_terms, steps=(self.decode, prepare, self._char_wb_ngrams))
        if self.analyzer == "word":
            stop_words = self.get_stop_words()
            tokenize = self.build_tokenizer()
            self._check_stop_words_consistency(stop_words, prepare, tokenize)
            grams = partial(self._word_ngrams, stop_words=stop_words)
            return partial(_terms, steps=(self.decode, prepare, tokenize, grams))
        raise ValueError(f"{self.analyzer} is not a valid tokenization scheme/analyzer")

    def _check_stop_words_consistency(self, stop_words: Any, prepare: Any, tokenize: Any) -> Any:
        if getattr(self, "_stop_words_id", None) == id(self.stop_words):
            return None
        try:
            tokens = {t for w in stop_words or () for t in tokenize(prepare(w))}
            odd = sorted(t for t in tokens if t not in (stop_words or ()))
        except Exception:
            return "error"
        finally:
            self._stop_words_id = id(self.stop_words)
        if odd:
            warnings.warn(
                "Your stop_words may be inconsistent with your preprocessing. "
                f"Tokenizing the stop words generated tokens {odd!r} not in stop_words.",
                stacklevel=2,
            )
        return not odd

    def _word_ngrams(self, tokens: Any, stop_words: Any = None) -> Any:
        if stop_words is not None:
            tokens = [t for t in tokens if t not in stop_words]
        if self.stemmer is not None:
            stemmer = self.stemmer
            tokens = (
                [stemmer(t) for t in tokens]
                if callable(stemmer)
                else stemmer_of(stemmer, self.stemmer_engine).stem(list(tokens))
            )
        low, high = self.ngram_range
        if high == 1:
            return tokens
        words, grams = tokens, []
        if low == 1:
            grams, low = list(words), 2
        for n in range(low, min(high, len(words)) + 1):
            grams += [" ".join(words[i : i + n]) for i in range(len(words) - n + 1)]
        return grams

    def _char_ngrams(self, text: str) -> list[str]:
        text = _MANY_SPACES.sub(" ", text)
        low, high = self.ngram_range
        grams: list[str] = []
        if low == 1:
            grams, low = list(text), 2
        for n in range(low, min(high, len(text)) + 1):
            grams += [text[i : i + n] for i in range(len(text) - n + 1)]
        return grams

    def _char_wb_ngrams(self, text: str) -> list[str]:
        low, high = self.ngram_range
        grams: list[str] = []
        for word in _MANY_SPACES.sub(" ", text).split():
            padded = f" {word} "
            for n in range(low, high + 1):
                more = max(len(padded) - n, 0)
                grams += [padded[i : i + n] for i in range(more + 1)]
                if more == 0:
                    break
        return grams

    def _validate_vocabulary(self) -> None:
        vocabulary = self.vocabulary  # type: ignore[attr-defined]
        if vocabulary is None:
            self.fixed_vocabulary_ = False
            return
        if isinstance(vocabulary, Mapping):
            columns = set(vocabulary.values())
            if len(columns) != len(vocabulary):
                raise ValueError("Vocabulary contains repeated indices.")
            for i in range(len(vocabulary)):
                if i not in columns:
                    raise ValueError(f"Vocabulary of size {len(vocabulary)} doesn't contain index {i}.")
            known = dict(vocabulary)
        else:
            known = {}
            for i, term in enumerate(sorted(vocabulary) if isinstance(vocabulary, set) else vocabulary):
                if known.setdefault(term, i) != i:
                    raise ValueError(f"Duplicate term in vocabulary: {term!r}")
        if not known:
            raise ValueError("empty vocabulary passed to fit")
        self.fixed_vocabulary_ = True
        self.vocabulary_ = known

    def _check_vocabulary(self) -> None:
        if not hasattr(self, "vocabulary_"):
            self._validate_vocabulary()
            if not self.fixed_vocabulary_:
                raise NotFittedError("Vocabulary not fitted or provided")
        if len(self._vocabulary_size()) == 0:  # type: ignore[attr-defined]
            raise ValueError("Vocabulary is empty")

    def _validate_ngram_range(self) -> None:
        low, high = self.ngram_range
        if low > high:
            raise ValueError(
                f"Invalid value for ngram_range={self.ngram_range!s} lower boundary larger than the upper boundary."
            )

    def _warn_for_unused_params(self) -> None:
        def unused(name: str, why: str) -> None:
            warnings.warn(f"The parameter {name!r} will not be used since {why}", stacklevel=4)

        own = callable(self.analyzer)
        if self.tokenizer is not None and self.token_pattern is not None:
            unused("token_pattern", "'tokenizer' is not None'")
        if own and self.preprocessor is not None:
            unused("preprocessor", "'analyzer' is callable'")
        if own and self.ngram_range is not None and self.ngram_range != (1, 1):
            unused("ngram_range", "'analyzer' is callable'")
        if self.analyzer != "word" or own:
            if self.stop_words is not None:
                unused("stop_words", "'analyzer' != 'word'")
            if self.token_pattern is not None and self.token_pattern != DEFAULT_PATTERN:
                unused("token_pattern", "'analyzer' != 'word'")
            if self.tokenizer is not None:
                unused("tokenizer", "'analyzer' != 'word'")

    # What follows says when the extension reads the texts, and how.

    _HOOKS = (
        "decode",
        "build_preprocessor",
        "build_tokenizer",
        "get_stop_words",
        "build_analyzer",
        "_word_ngrams",
        "_char_ngrams",
        "_char_wb_ngrams",
    )

    def _native(self) -> _core.Analyzer | None:
        """Return the analyzer of the extension, when it does exactly what the steps in Python do."""
        if any(getattr(type(self), hook) is not getattr(TextAnalysis, hook) for hook in self._HOOKS):
            return None
        if (
            callable(self.analyzer)
            or self.preprocessor is not None
            or callable(self.strip_accents)
            or callable(self.stemmer)
        ):
            return None
        low, high = self.ngram_range
        if not all(type(n) is int for n in (low, high)):
            return None
        words = self.analyzer == "word"
        least, stop_words, stemmer = 1, [], None
        if words:
            if high == 1:
                low = 1
            runs = _RUNS.fullmatch(self.token_pattern) if self.tokenizer is None else None
            if runs is None:
                return None
            least = len(runs["each"]) // 2 if runs["each"] else int(runs["least"])
            stop_words = [w for w in self.get_stop_words() or () if isinstance(w, str) and _encodes(w)]
            stemmer = None if self.stemmer is None else (self.stemmer, self.stemmer_engine)
        if low < 1 or least < 1:
            return None
        return _core.Analyzer(
            terms=self.analyzer,
            min_len=least,
            lowercase=bool(self.lowercase),
            strip_accents=self.strip_accents or None,
            stop_words=stop_words,
            stemmer=stemmer,
            ngram_range=(low, high),
            unicode_version=unicodedata.unidata_version,
        )

    def _documents(self, raw: Any, analyze: Callable[[Any], Any]) -> Any:
        """Documents for the extension."""
        if isinstance(raw, Corpus):
            return raw._inner
        if self.input == "content" and (column := arrow_column(raw)) is not None:
            return column
        # A lone surrogate is no word character, has no case and no accent: another such character in its place gives
        # the same words. Runs of characters would show it, so those are left to Python.
        surrogates = None if self.analyzer != "word" else "ignore" if self.strip_accents == "ascii" else "replace"
        read = partial(self._read, prepare=self.build_preprocessor(), analyze=analyze)
        return items(raw, read, self.input != "content", surrogates)

    def _read(self, doc: Any, prepare: Callable[[Any], Any], analyze: Callable[[Any], Any]) -> str:
        """Return the text of a document that is no plain string; raise what scikit-learn raises when it has none."""
        text = self.decode(doc)
        if not isinstance(text, str) or type(text).lower is not str.lower:
            # What has a lower case of its own is asked for it.
            text = prepare(text)
        if not isinstance(text, str):
            analyze(doc)
            raise TypeError(f"expected a string, got {type(text).__name__!r}")
        return text

    def _threads(self) -> int:
        return 0 if self.n_jobs is None or self.n_jobs < 0 else int(self.n_jobs)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

"""Stems of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal, overload

from newsloom import _core


class _Memo(dict[str, str]):
    """Stems by word; a word not seen before goes to the core."""

    # Beyond this many words the memo starts anew: it never grows without bound.
    LIMIT = 1 << 20

    def __init__(self, core: _core.Stemmer) -> None:
        self._core = core

    def __missing__(self, word: str) -> str:
        if not isinstance(word, str):
            raise TypeError(f"words must be str, got {type(word).__name__}: {word!r}")
        try:
            stem = self._core.stem(word)
        except UnicodeEncodeError:  # A lone surrogate: no word of any language.
            stem = word
        if len(self) >= self.LIMIT:
            self.clear()
        self[word] = stem
        return stem


class Stemmer:
    """Reduce words to their stems by the Snowball algorithm of a language.

    Each distinct word is stemmed once and remembered.

    Parameters
    ----------
    language : str, default "english"
        The language, by English name or ISO 639-1 code.
    engine : {"rust-stemmers", "snowball"}, default "rust-stemmers"
        `"rust-stemmers"` has the algorithms as of 2019, which Lucene-era tools and NLTK give; `"snowball"` those of
        today, equal to PyStemmer 3.1 (but for French words with the elision *z'*, which is newer).

    Attributes
    ----------
    language : str
        English name of the language.
    engine : str
        Name of the engine.
    version : str
        Its package and exact version.

    Raises
    ------
    ValueError
        When the language or the engine is unknown.

    Examples
    --------
    >>> import newsloom as nl
    >>> stemmer = nl.Stemmer("english")
    >>> stemmer.stem(["reported", "reports", "reporting"])
    ['report', 'report', 'report']
    >>> stemmer.stem("organization"), nl.Stemmer("en", engine="snowball").stem("organization")
    ('organ', 'organiz')
    """

    def __init__(
        self, language: str = "english", *, engine: Literal["rust-stemmers", "snowball"] = "rust-stemmers"
    ) -> None:
        for name, value in (("language", language), ("engine", engine)):
            if not isinstance(value, str):
                raise TypeError(f"{name} must be a str, got {type(value).__name__}")
        self._core = _core.Stemmer(language, engine=engine)
        self.language: str = self._core.language
        self.engine: str = self._core.engine
        self.version: str = self._core.version
        self._memo = _Memo(self._core)

    # A str is an iterable of str, too; the first of the two that fits is meant.
    @overload
    def stem(self, words: str) -> str: ...  # type: ignore[overload-overlap]
    @overload
    def stem(self, words: Iterable[str]) -> list[str]: ...
    def stem(self, words: str | Iterable[str]) -> str | list[str]:
        """Stem words, or one word.

        Parameters
        ----------
        words : iterable of str, or str
            Words in lower case, as the algorithms expect.

        Returns
        -------
        list of str, or str
            The stem of each word; of one word given as a str, its stem.

        Raises
        ------
        TypeError
            When a word is no str.
        """
        if isinstance(words, str):
            return self._memo[words]
        if isinstance(words, (bytes, bytearray)):
            raise TypeError(f"words must be str or an iterable of str, got {type(words).__name__}")
        try:
            return list(map(self._memo.__getitem__, words))
        except TypeError:
            # Say which word it was.
            for place, word in enumerate(words if isinstance(words, Sequence) else ()):
                if not isinstance(word, str):
                    raise TypeError(f"words must be str, got {type(word).__name__} at place {place}") from None
            raise

    def __call__(self, word: str) -> str:
        """Stem one word."""
        return self._memo[word]

    def __repr__(self) -> str:
        return f"Stemmer({self.language!r}, engine={self.engine!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stemmer) and (self.language, self.engine) == (other.language, other.engine)

    def __hash__(self) -> int:
        return hash((self.language, self.engine))

    def __reduce__(self) -> tuple[Any, ...]:
        return stemmer_of, (self.language, self.engine)


@cache
def stemmer_of(language: str, engine: Literal["rust-stemmers", "snowball"]) -> Stemmer:
    """Return the one stemmer of a language and engine that the vectorizers and unpickled stemmers share."""
    return Stemmer(language, engine=engine)

"""Sentences, runs of words, stop words and the language of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

from newsloom import _core
from newsloom._numbers import at_least
from newsloom._table import Table

_SURROGATE = re.compile("[\ud800-\udfff]")


def sentences(text: str, language: str = "en", *, method: Literal["rules", "unicode"] = "rules") -> Table:
    """Split a text into sentences.

    Parameters
    ----------
    text : str
        The text.
    language : str, default "en"
        The language, by English name or ISO 639-1 code.
    method : {"rules", "unicode"}, default "rules"
        `"rules"` knows abbreviations, initials, decimals, ellipses, lists and quotations; headings and lines without
        a full stop end at the line break. `"unicode"` is UAX #29 of Unicode 17, where every character belongs to a
        sentence, white space to the one before it, and `in_quote` is always False.

    Returns
    -------
    Table
        One row each, in order: `start` and `end` in code points (`text[start:end]` is the sentence), `text`, and
        `in_quote`, whether its first word stands inside a quotation.

    Raises
    ------
    TypeError
        When `text` is no str.
    ValueError
        When the language or the method is unknown.

    Examples
    --------
    >>> import newsloom as nl
    >>> for s in nl.sentences("Ms. Orlo waited. “We have time. We wait,” she said."):
    ...     print(s["start"], s["end"], s["in_quote"], s["text"])
    0 16 False Ms. Orlo waited.
    17 31 True “We have time.
    32 51 True We wait,” she said.
    """
    if method not in ("rules", "unicode"):
        raise ValueError(f'method must be "rules" or "unicode", got {method!r}')
    source = _text(text)
    (starts, ends, words), in_quote = _core.sentences(source, language=_name("language", language), method=method)
    return Table(
        {"start": starts, "end": ends, "text": _as_given(text, source, starts, ends, words), "in_quote": in_quote}
    )


def ngrams(
    words: Iterable[str] | str,
    ngram_range: tuple[int, int] = (2, 2),
    *,
    analyzer: Literal["word", "char", "char_wb"] = "word",
    concatenator: str = " ",
) -> list[str]:
    """Give the n-grams of words, or of the characters of a text.

    Parameters
    ----------
    words : iterable of str, or str
        The words; with `analyzer` `"char"` or `"char_wb"` a text.
    ngram_range : tuple of int, default (2, 2)
        Shortest and longest n-gram.
    analyzer : {"word", "char", "char_wb"}, default "word"
        n-grams of words, of characters, or of characters within words, a space before and after each; as in
        scikit-learn, in its order.
    concatenator : str, default " "
        What stands between words.

    Returns
    -------
    list of str
        All of the shortest length, then all of the next. Those with an empty word (padding) in them are left out.

    Raises
    ------
    ValueError
        When the range is not `1 <= low <= high`, or the analyzer is unknown.

    Examples
    --------
    >>> import newsloom as nl
    >>> nl.ngrams(["the", "old", "harbor"], (1, 2))
    ['the', 'old', 'harbor', 'the old', 'old harbor']
    >>> nl.ngrams("an oak", (3, 3), analyzer="char_wb")
    [' an', 'an ', ' oa', 'oak', 'ak ']
    """
    low, high = _range(ngram_range)
    if analyzer == "word":
        return _core.word_ngrams(_words(words), low=low, high=high, concatenator=concatenator)
    if analyzer not in ("char", "char_wb"):
        raise ValueError(f'analyzer must be "word", "char" or "char_wb", got {analyzer!r}')
    return _core.char_ngrams(_encodable(words), low=low, high=high, word_bounds=analyzer == "char_wb")


def skipgrams(words: Iterable[str], n: int = 2, skip: int = 1, *, concatenator: str = " ") -> list[str]:
    """Give the skip-grams of words: n-grams with at most `skip` words left out between them in all.

    Parameters
    ----------
    words : iterable of str
        The words.
    n : int, default 2
        Words in each.
    skip : int, default 1
        How many words may be left out between them in all (Guthrie et al. 2006); 0 gives the n-grams.
    concatenator : str, default " "
        What stands between words.

    Returns
    -------
    list of str
        In the order of their first words.

    Raises
    ------
    ValueError
        When `n` is below 1 or `skip` below 0.

    Examples
    --------
    >>> import newsloom as nl
    >>> nl.skipgrams(["a", "b", "c", "d"])
    ['a b', 'a c', 'b c', 'b d', 'c d']
    """
    at_least(1, n=n)
    at_least(0, skip=skip)
    return _core.skipgrams(_words(words), n=n, skip=skip, concatenator=concatenator)


def stop_words(language: str = "english", source: Literal["snowball", "iso", "sklearn"] = "snowball") -> list[str]:
    """Give a stop list.

    Parameters
    ----------
    language : str, default "english"
        The language, by English name or ISO 639-1 code.
    source : {"snowball", "iso", "sklearn"}, default "snowball"
        `"snowball"` has 13 languages; `"iso"` (stopwords-iso) 58, with the longest lists; `"sklearn"` is
        scikit-learn's English list.

    Returns
    -------
    list of str
        The words, in order.

    Raises
    ------
    ValueError
        When the source is unknown or has no list of the language.

    Examples
    --------
    >>> import newsloom as nl
    >>> "nicht" in nl.stop_words("german"), len(nl.stop_words("en", "sklearn"))
    (True, 318)
    """
    return _core.stop_words(_name("language", language), source=_name("source", source))


def detect_language(text: str, *, by: Literal["text", "paragraph"] = "text") -> Table:
    """Tell which language a text, or each of its paragraphs, is in.

    Parameters
    ----------
    text : str
        The text.
    by : {"text", "paragraph"}, default "text"
        What to tell the language of; a blank line ends a paragraph.

    Returns
    -------
    Table
        One row each: `start`, `end` in code points; `language` (ISO 639-1 code, of 70 languages) and `name`, None
        where there are no letters; `confidence` from 0 to 1; `reliable`, whether to rely on it.

    Raises
    ------
    TypeError
        When `text` is no str.
    ValueError
        When `by` is unknown.

    Examples
    --------
    >>> import newsloom as nl
    >>> nl.detect_language("Die Fähre sank am Montag kurz nach Mittag, aber niemand ertrank dabei.")[0]["language"]
    'de'
    """
    if by not in ("text", "paragraph"):
        raise ValueError(f'by must be "text" or "paragraph", got {by!r}')
    rows = _core.detect_language(_text(text), by_paragraph=by == "paragraph")
    told = [found if found is not None else (None, None, 0.0, False) for _, _, found in rows]
    return Table(
        {
            "start": [start for start, _, _ in rows],
            "end": [end for _, end, _ in rows],
            **{name: [t[i] for t in told] for i, name in enumerate(("language", "name", "confidence", "reliable"))},
        }
    )


def _text(text: Any) -> str:
    """Make a text fit for the core: each lone surrogate stands as U+FFFD, so places stay what they are."""
    if not isinstance(text, str):
        hint = "; decode it first" if isinstance(text, (bytes, bytearray)) else ""
        raise TypeError(f"text must be a str, got {type(text).__name__}{hint}")
    return str(_encodable(text))


def _encodable(text: Any) -> Any:
    if isinstance(text, str) and not text.isascii() and _SURROGATE.search(text):
        return _SURROGATE.sub("\ufffd", text)
    return text


def _as_given(text: str, source: str, starts: list[int], ends: list[int], words: list[str]) -> list[str]:
    if source is text:
        return words
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _name(parameter: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{parameter} must be a str, got {type(value).__name__}")
    return value


def _words(words: Any) -> list[str]:
    if isinstance(words, (str, bytes)):
        raise TypeError(f"words must be an iterable of str, got a bare {type(words).__name__}")
    if isinstance(words, Table):
        words = words["text"]
    words = list(words)
    for place, word in enumerate(words):
        if not isinstance(word, str):
            raise TypeError(f"words must be str, got {type(word).__name__} at place {place}")
    return [_encodable(word) for word in words]


def _range(ngram_range: tuple[int, int]) -> tuple[int, int]:
    low, high = ngram_range
    if not 1 <= low <= high:
        raise ValueError(f"ngram_range must be (low, high) with 1 <= low <= high, got {ngram_range!r}")
    return low, high

"""Words, sentences and stems of single texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from newsloom import _core
from newsloom._numbers import at_least
from newsloom._table import Table

TokenizerName = Literal["unicode", "sklearn", "whitespace", "character"]
# scikit-learn's default token_pattern, which the core cuts by itself.
_SKLEARN_PATTERN = r"(?u)\b\w\w+\b"
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


def tokenize(
    text: str,
    *,
    tokenizer: TokenizerName | Callable[[str], Iterable[str]] = "unicode",
    token_pattern: str | re.Pattern[str] | None = None,
    lowercase: bool = False,
    strip_accents: Literal["unicode", "ascii"] | Callable[[str], str] | None = None,
    remove_punct: bool = False,
    remove_symbols: bool = False,
    remove_numbers: bool = False,
    remove_urls: bool = False,
    remove_separators: bool = True,
    split_hyphens: bool = True,
    padding: bool = False,
) -> Table:
    r"""Cut a text into tokens.

    Parameters
    ----------
    text : str
        The text.
    tokenizer : {"unicode", "sklearn", "whitespace", "character"} or callable, default "unicode"
        `"unicode"` cuts by UAX #29 of Unicode 17, marks being tokens of their own; `"sklearn"` gives what
        scikit-learn's default pattern finds, words of two characters and more; a callable takes the text and gives
        its tokens.
    token_pattern : str or compiled pattern, optional
        A regular expression of Python whose matches are the tokens; with one capturing group, what it captures is,
        as in scikit-learn. Goes before `tokenizer`.
    lowercase : bool, default False
        Whether to give tokens in lower case, as `str.lower` does.
    strip_accents : {"unicode", "ascii"} or callable, optional
        How to take accents off the tokens, as in scikit-learn.
    remove_punct, remove_symbols, remove_numbers : bool, default False
        Whether to leave out tokens of punctuation only, of symbols only, and numbers; quanteda's options.
    remove_urls : bool, default False
        Whether to leave out addresses of pages and of mail, whole.
    remove_separators : bool, default True
        Whether to leave out white space; else `"unicode"` gives it as tokens.
    split_hyphens : bool, default True
        Whether `"unicode"` cuts at hyphens, as UAX #29 does; else `well-known` is one token.
    padding : bool, default False
        Whether an empty token is left where one was left out, so that n-grams do not close the gap.

    Returns
    -------
    Table
        One row each, in order: `start`, `end` in code points of the text as given, and `text`, the token after
        `lowercase` and `strip_accents`. `start` and `end` are None where a callable gave a token that the text does
        not hold.

    Raises
    ------
    TypeError
        When `text`, or a token that a callable gave, is no str.
    ValueError
        When the tokenizer is unknown, or the pattern is wrong or has two groups.

    Examples
    --------
    >>> import newsloom as nl
    >>> nl.tokenize("A well-known harbor, at 5 p.m.", remove_punct=True, split_hyphens=False)["text"]
    ['A', 'well-known', 'harbor', 'at', '5', 'p.m']
    >>> nl.tokenize("A well-known harbor", tokenizer="sklearn")["start"]
    [2, 7, 13]
    >>> nl.tokenize("#ferry sinks", token_pattern=r"#(\w+)")[0]
    {'start': 1, 'end': 6, 'text': 'ferry'}
    """
    source = _text(text)
    options: dict[str, Any] = {
        "lowercase": bool(lowercase),
        "remove_punct": bool(remove_punct),
        "remove_symbols": bool(remove_symbols),
        "remove_numbers": bool(remove_numbers),
        "remove_urls": bool(remove_urls),
        "remove_separators": bool(remove_separators),
        "split_hyphens": bool(split_hyphens),
        "padding": bool(padding),
        "unicode_version": unicodedata.unidata_version,
    }
    starts: Sequence[int | None]
    ends: Sequence[int | None]
    if token_pattern == _SKLEARN_PATTERN:
        token_pattern, tokenizer = None, "sklearn"
    if token_pattern is not None or callable(tokenizer):
        found = _matches(token_pattern, text) if token_pattern is not None else _called(tokenizer, text)
        found = _kept(found, options)
        starts, ends, tokens = [f[0] for f in found], [f[1] for f in found], [f[2] for f in found]
        if lowercase:
            tokens = [t.lower() for t in tokens]
    else:
        first, last, tokens = _core.tokenize(source, tokenizer=_name("tokenizer", tokenizer), options=options)
        if source is not text:
            tokens = _as_given(text, source, first, last, tokens)
            tokens = [t.lower() for t in tokens] if lowercase else tokens
        starts, ends = first, last
    if strip_accents is not None:
        strip = _stripper(strip_accents)
        tokens = [strip(t) for t in tokens]
    return Table({"start": starts, "end": ends, "text": tokens})


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


_Found = tuple["int | None", "int | None", str]


def _matches(pattern: str | re.Pattern[str], text: str) -> list[_Found]:
    try:
        compiled = re.compile(pattern)
    except re.error as e:
        place = "" if e.pos is None else f" at character {e.pos}"
        raise ValueError(f"token_pattern must be a regular expression, but {e.msg}{place} of {pattern!r}") from None
    if compiled.groups > 1:
        raise ValueError(
            f"token_pattern must have at most one capturing group, got {compiled.groups} in {compiled.pattern!r}"
        )
    group = compiled.groups
    spans = ((m.span(group) if m.start(group) >= 0 else (m.start(), m.start())) for m in compiled.finditer(text))
    return [(start, end, text[start:end]) for start, end in spans]


def _called(tokenizer: Any, text: str) -> list[_Found]:
    found: list[_Found] = []
    at = 0
    for token in tokenizer(text):
        if not isinstance(token, str):
            raise TypeError(f"tokenizer must give str, got {type(token).__name__}")
        start = text.find(token, at)
        if start < 0:
            found.append((None, None, token))
        else:
            at = start + len(token)
            found.append((start, at, token))
    return found


def _kept(found: list[_Found], options: dict[str, Any]) -> list[_Found]:
    if not any(options[name] for name in ("remove_punct", "remove_symbols", "remove_numbers", "remove_urls")):
        return found
    kept: list[_Found] = []
    for one, keep in zip(found, _core.keeps([_encodable(f[2]) for f in found], options=options), strict=True):
        if keep:
            kept.append(one)
        elif options["padding"]:
            kept.append((one[0], one[0], ""))
    return kept


def _stripper(strip_accents: Any) -> Callable[[str], str]:
    if callable(strip_accents):
        return strip_accents  # type: ignore[no-any-return]
    if strip_accents == "unicode":
        return lambda t: "".join(c for c in unicodedata.normalize("NFKD", t) if not unicodedata.combining(c))
    if strip_accents == "ascii":
        return lambda t: unicodedata.normalize("NFKD", t).encode("ascii", "ignore").decode("ascii")
    raise ValueError(f'strip_accents must be "unicode", "ascii", a callable or None, got {strip_accents!r}')

"""The tokens of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from newsloom import _core
from newsloom._table import Table
from newsloom._text import _as_given, _encodable, _name, _text

TokenizerName = Literal["unicode", "sklearn", "whitespace", "character"]
# scikit-learn's default token_pattern, which the core cuts by itself.
_SKLEARN_PATTERN = r"(?u)\b\w\w+\b"


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

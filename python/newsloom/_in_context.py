"""Keywords in context, and words that stand together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from newsloom import _core
from newsloom._numbers import at_least
from newsloom._table import Table
from newsloom._text import stop_words as stop_list

if TYPE_CHECKING:
    from newsloom._corpus import Corpus

_COLLOCATION_METHODS = ("lambda",)


def _documents(source: Any) -> tuple[list[str], list[str]]:
    """Return names and texts of documents: ids of articles, `text1`, `text2`, ... for bare texts."""
    from newsloom._corpus import Corpus

    if isinstance(source, str):
        raise TypeError("texts must be a Corpus or a list of texts, got one text")
    if not isinstance(source, Corpus):
        if isinstance(source, Iterable) and not hasattr(source, "__arrow_c_stream__"):
            source = list(source)
            if all(isinstance(text, str) for text in source):
                return [f"text{i + 1}" for i in range(len(source))], source
        source = Corpus(source)
    articles = source.articles
    return articles["id"], articles["text"]


def kwic(
    texts: Corpus | Sequence[str] | Any,
    pattern: str | Sequence[str],
    window: int = 5,
    *,
    valuetype: Literal["glob", "regex", "fixed"] = "glob",
    case_insensitive: bool = True,
    n_jobs: int = 0,
) -> Table:
    """Show words or phrases wherever they stand, with what stands around them, as quanteda's `kwic`.

    Parameters
    ----------
    texts : Corpus, data frame, iterable of dict, or list of str
        The texts. Bare texts are called `text1`, `text2`, ...
    pattern : str or sequence of str
        Words or phrases. The words of a phrase, white space between them, stand next to one another: no phrase goes
        over punctuation. Hyphened words are one.
    window : int, default 5
        Tokens shown on each side, words and marks.
    valuetype : {"glob", "regex", "fixed"}, default "glob"
        What a pattern is: `*` stands for any characters and `?` for one; a regular expression that matches somewhere
        in a word (linear time, no look-around); or the word itself.
    case_insensitive : bool, default True
        Whether upper and lower case are alike.
    n_jobs : int, default 0
        Number of threads, 0 for all.

    Returns
    -------
    Table
        One row an occurrence, in the order of the texts: `docname`; `from` and `to` in code points, `text[from:to]` is
        the keyword; `pre`, `keyword`, `post`; and the `pattern`. White space in `pre` and `post` is one space.

    Raises
    ------
    ValueError
        When a pattern is empty or no regular expression, or another parameter is wrong.
    TypeError
        When `texts` is a single text.

    Examples
    --------
    >>> import newsloom as nl
    >>> table = nl.kwic(["The port strike ended. Port strikes cost the city."], "port strike*", window=2)
    >>> for row in table:
    ...     print(row["from"], row["to"], "|", row["pre"], "|", row["keyword"], "|", row["post"])
    4 15 | The | port strike | ended.
    23 35 | ended. | Port strikes | cost the
    """
    at_least(0, window=window)
    patterns = [pattern] if isinstance(pattern, str) else list(pattern)
    names, documents = _documents(texts)
    columns = _core.kwic(
        documents, patterns, window=window, valuetype=valuetype, case_insensitive=case_insensitive, n_jobs=n_jobs
    )
    docname = [names[i] for i in columns.pop("text")]
    columns["pattern"] = [patterns[i] for i in columns["pattern"]]
    return Table({"docname": docname, **columns})._marked(keyword=lambda row: [(0, len(row["keyword"]))])


def collocations(
    texts: Corpus | Sequence[str] | Any,
    method: Literal["lambda"] = "lambda",
    size: int | Sequence[int] = 2,
    min_count: int = 2,
    smoothing: float = 0.5,
    *,
    tolower: bool = True,
    stop_words: str | Iterable[str] | None = None,
    n_jobs: int = 0,
) -> Table:
    r"""Find runs of words that stand together more often than by chance, as quanteda's `textstat_collocations`.

    For a run of `K` words, all runs of that length fall into `2**K` cells by which of its words they have in their
    places. With :math:`n_i` the counts of the cells plus `smoothing`, and :math:`b_i` the number of words in place,
    :math:`\lambda = \sum_i (-1)^{K - b_i} \ln n_i` and :math:`z = \lambda / \sqrt{\sum_i 1 / n_i}`
    (Blaheta and Johnson 2001).

    Parameters
    ----------
    texts : Corpus, data frame, iterable of dict, or list of str
        The texts.
    method : {"lambda"}, default "lambda"
        The measure.
    size : int or sequence of int, default 2
        Lengths of the runs, from 2 to 5. Runs don't go over punctuation or from one text to the next.
    min_count : int, default 2
        How often a run must stand.
    smoothing : float, default 0.5
        What is added to every count.
    tolower : bool, default True
        Whether words count in lower case; those of capitals only, such as `NATO`, stay as they are.
    stop_words : str or iterable of str, optional
        Words that no run may hold, as a list or a language. They leave a gap that no run closes over.
    n_jobs : int, default 0
        Number of threads, 0 for all.

    Returns
    -------
    Table
        `collocation, count, count_nested, length, lambda, z`, the highest `z` first. `count_nested` is how often a run
        stands inside a longer one of another size asked for.

    Raises
    ------
    ValueError
        When a parameter is wrong.
    TypeError
        When `texts` is a single text.

    Examples
    --------
    >>> import newsloom as nl
    >>> texts = ["The port authority met.", "A port authority spoke; the port authority left."]
    >>> for row in nl.collocations(texts, min_count=2):
    ...     print(row["collocation"], row["count"], round(row["lambda"], 3), round(row["z"], 3))
    port authority 3 4.511 2.141
    the port 2 3.076 1.714
    """
    if method not in _COLLOCATION_METHODS:
        raise ValueError(f'method must be "lambda", got {method!r}')
    at_least(1, min_count=min_count)
    sizes = [size] if isinstance(size, int) else list(size)
    if any(s < 2 for s in sizes):
        raise ValueError(f"size must be from 2 to 5, got {size}")
    words = stop_list(stop_words) if isinstance(stop_words, str) else list(stop_words or ())
    columns = _core.collocations(
        _documents(texts)[1],
        sizes=sizes,
        min_count=min_count,
        smoothing=float(smoothing),
        lowercase=tolower,
        stop_words=[word.lower() for word in words],
        n_jobs=n_jobs,
    )
    return Table(columns)

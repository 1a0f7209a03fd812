"""newsloom finds the stories in a pile of news articles and shows who reported what, in which words.

>>> import newsloom as nl
>>> corpus = nl.read("examples/summit")
>>> cmp = nl.compare(corpus)
>>> len(cmp.articles)
5
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsloom._compare import Comparison
from newsloom._core import __version__
from newsloom._corpus import Article, Corpus, compare, read
from newsloom._groups import Stories, Story, Topics
from newsloom._quotes import quotes
from newsloom._stemmer import Stemmer
from newsloom._table import Table
from newsloom._text import detect_language, ngrams, sentences, skipgrams, stop_words, tokenize

if TYPE_CHECKING:
    pass

# Names whose modules need numpy are imported when they are first asked for: `import newsloom` stays quick.
_LAZY: dict[str, str] = {}

__all__ = [
    "Article",
    "Comparison",
    "Corpus",
    "Stemmer",
    "Stories",
    "Story",
    "Table",
    "Topics",
    "__version__",
    "compare",
    "detect_language",
    "ngrams",
    "quotes",
    "read",
    "sentences",
    "skipgrams",
    "stop_words",
    "tokenize",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        value = getattr(import_module(_LAZY[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'newsloom' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_LAZY])

"""newsloom finds the stories in a pile of news articles and shows who reported what, in which words.

>>> import newsloom as nl
>>> corpus = nl.read("examples/summit")
>>> cmp = nl.compare(corpus)
>>> len(cmp.articles)
5
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsloom._compare import Comparison
from newsloom._core import __version__
from newsloom._corpus import Corpus
from newsloom._explanation import Explanation
from newsloom._in_context import collocations, kwic
from newsloom._keyness import Keyness, keyness
from newsloom._quotes import quotes
from newsloom._read import compare, read
from newsloom._records import Article
from newsloom._reuse import NearDuplicates, Passages, near_duplicates, passages
from newsloom._reuse_index import NearDuplicateIndex
from newsloom._stemmer import Stemmer
from newsloom._stories import Stories, Story
from newsloom._table import Table
from newsloom._text import detect_language, ngrams, sentences, skipgrams, stop_words
from newsloom._tokenize import tokenize
from newsloom._topics import Topics

if TYPE_CHECKING:
    from newsloom import metrics
    from newsloom._cluster_bisecting import BisectingKMeans
    from newsloom._cluster_density import DBSCAN, OPTICS, GaussianMixture
    from newsloom._cluster_kmeans import KMeans
    from newsloom._cluster_mini_batch import MiniBatchKMeans
    from newsloom._cluster_pairs import similar_pairs
    from newsloom._cluster_spherical import LSA, SphericalKMeans
    from newsloom._cluster_stories import StoryClusterer
    from newsloom._vectorizers import CountVectorizer
    from newsloom._vectorizers_hashing import HashingVectorizer
    from newsloom._vectorizers_tfidf import TfidfTransformer, TfidfVectorizer
    from newsloom._weightings import (
        BM25Transformer,
        ClassTfidfTransformer,
        SmartTransformer,
        dfm_trim,
        dfm_weight,
    )

# Names whose modules need numpy are imported when they are first asked for: `import newsloom` stays quick.
_LAZY: dict[str, str] = {
    "BM25Transformer": "newsloom._weightings",
    "BisectingKMeans": "newsloom._cluster_bisecting",
    "ClassTfidfTransformer": "newsloom._weightings",
    "CountVectorizer": "newsloom._vectorizers",
    "DBSCAN": "newsloom._cluster_density",
    "GaussianMixture": "newsloom._cluster_density",
    "HashingVectorizer": "newsloom._vectorizers_hashing",
    "KMeans": "newsloom._cluster_kmeans",
    "LSA": "newsloom._cluster_spherical",
    "MiniBatchKMeans": "newsloom._cluster_mini_batch",
    "OPTICS": "newsloom._cluster_density",
    "SmartTransformer": "newsloom._weightings",
    "SphericalKMeans": "newsloom._cluster_spherical",
    "StoryClusterer": "newsloom._cluster_stories",
    "TfidfTransformer": "newsloom._vectorizers_tfidf",
    "TfidfVectorizer": "newsloom._vectorizers_tfidf",
    "dfm_trim": "newsloom._weightings",
    "dfm_weight": "newsloom._weightings",
    "similar_pairs": "newsloom._cluster_pairs",
}

__all__ = [
    "DBSCAN",
    "LSA",
    "OPTICS",
    "Article",
    "BM25Transformer",
    "BisectingKMeans",
    "ClassTfidfTransformer",
    "Comparison",
    "Corpus",
    "CountVectorizer",
    "Explanation",
    "GaussianMixture",
    "HashingVectorizer",
    "KMeans",
    "Keyness",
    "MiniBatchKMeans",
    "NearDuplicateIndex",
    "NearDuplicates",
    "Passages",
    "SmartTransformer",
    "SphericalKMeans",
    "Stemmer",
    "Stories",
    "Story",
    "StoryClusterer",
    "Table",
    "TfidfTransformer",
    "TfidfVectorizer",
    "Topics",
    "__version__",
    "collocations",
    "compare",
    "detect_language",
    "dfm_trim",
    "dfm_weight",
    "keyness",
    "kwic",
    "metrics",
    "near_duplicates",
    "ngrams",
    "passages",
    "quotes",
    "read",
    "sentences",
    "similar_pairs",
    "skipgrams",
    "stop_words",
    "tokenize",
]


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        value = getattr(import_module(_LAZY[name]), name)
        globals()[name] = value
        return value
    if name == "metrics":
        return import_module("newsloom.metrics")
    # With the module at hand, Python's traceback names the likely one.
    raise AttributeError(f"module 'newsloom' has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def __dir__() -> list[str]:
    return sorted([*globals(), *_LAZY])

"""Articles that share their wording: near-duplicates and passages."""

from __future__ import annotations

import os
from typing import Any

from newsloom import _core
from newsloom._corpus import Corpus
from newsloom._numbers import at_least
from newsloom._read import as_corpus
from newsloom._table import Table
from newsloom._threads import threads

_PAIR = ["a", "b", "jaccard", "containment_a_in_b", "containment_b_in_a", "kind", "group"]
_SIDE = ("article", "start", "end")


class NearDuplicates(Table):
    """Pairs of articles that share most of their wording; made by `newsloom.near_duplicates`.

    A table of pairs with two tables beside it: `groups` and `members`.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        group_of = {member: g["group"] for g in found["groups"] for member in g["members"]}
        for pair in found["pairs"]:
            same = pair["kind"] != "same_template"
            pair["group"] = group_of.get(pair["a"]) if same else None
        super().__init__({name: [pair[name] for pair in found["pairs"]] for name in _PAIR})
        self._groups: list[dict[str, Any]] = found["groups"]
        self._recipe: dict[str, Any] = found["recipe"]

    @property
    def groups(self) -> Table:
        """One row a group: `group, size, representative, members`. The representative holds most of the others."""
        return Table.from_rows(self._groups, ["group", "size", "representative", "members"])

    @property
    def members(self) -> Table:
        """One row an article in a group: `group, id, representative` (whether it stands for the group)."""
        rows = [
            {"group": g["group"], "id": member, "representative": member == g["representative"]}
            for g in self._groups
            for member in g["members"]
        ]
        return Table.from_rows(rows, ["group", "id", "representative"])

    @property
    def recipe(self) -> dict[str, Any]:
        """What made the result: threshold, n-gram, measure, version of the hashes."""
        return dict(self._recipe)


class Passages(Table):
    """Runs of words that two articles share; made by `newsloom.passages`.

    A table of passages with two tables beside it: `pairs` and `edits`.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        rows = []
        for p in found["passages"]:
            row = {name: p[side][key] for side in "ab" for name, key in _names(side)}
            rows.append(row | {"similarity": p["similarity"], "n_equal": p["n_equal"]} | _texts(p))
        names = [name for side in "ab" for name, _ in _names(side)]
        super().__init__(
            {name: [r[name] for r in rows] for name in [*names, "similarity", "n_equal", "a_text", "b_text"]}
        )
        self._found = found

    @property
    def pairs(self) -> Table:
        """One row a pair of articles: `a, b, n_passages, n_equal, containment_a_in_b, containment_b_in_a`.

        Containment is the share of an article's words that are equal words of a passage.
        """
        names = ["a", "b", "n_passages", "n_equal", "containment_a_in_b", "containment_b_in_a"]
        return Table.from_rows(self._found["pairs"], names)

    @property
    def edits(self) -> Table:
        """One row a difference inside a passage: `passage` (its row), `kind`, and the words on both sides.

        The kinds are `insertion` (only b has words), `cut` (only a has) and `substitution`.
        """
        rows = [
            {"passage": i, "kind": e["kind"]}
            | {f"{side}_{key}": e[side][key] for side in "ab" for key in ("start", "end", "text")}
            for i, p in enumerate(self._found["passages"])
            for e in p["edits"]
        ]
        columns = [f"{side}_{key}" for side in "ab" for key in ("start", "end", "text")]
        return Table.from_rows(rows, ["passage", "kind", *columns])

    @property
    def recipe(self) -> dict[str, Any]:
        """What made the result: n-gram, least words, gaps, caps."""
        return dict(self._found["recipe"])


def _names(side: str) -> list[tuple[str, str]]:
    return [(side if key == "article" else f"{side}_{key}", key) for key in _SIDE]


def _texts(passage: dict[str, Any]) -> dict[str, str]:
    return {"a_text": passage["a"]["text"], "b_text": passage["b"]["text"]}


def near_duplicates(
    source: Corpus | str | os.PathLike[str] | Any,
    threshold: float = 0.5,
    ngram: int = 5,
    *,
    measure: str = "jaccard",
    n_jobs: int | None = None,
) -> NearDuplicates:
    """Find the articles that share most of their wording.

    A text is the set of its shingles: the runs of `ngram` words, in lower case, without marks. All pairs that reach
    the threshold are found and no other: the search is exact, not estimated (no sketches, no false positives).

    Parameters
    ----------
    source : Corpus, path, data frame, iterable of dict, or iterable of str
        The articles. Ids of bare texts are `1`, `2`, ...
    threshold : float, default 0.5
        Least overlap, above 0 and at most 1.
    ngram : int, default 5
        Words per shingle. A text of fewer words is one shingle.
    measure : {"jaccard", "containment"}, default "jaccard"
        What the threshold is a threshold of: shingles in both over shingles in either, or over those of the shorter
        text, which also finds a short excerpt of a long article.
    n_jobs : int, optional
        Number of threads; all by default. The result does not depend on it.

    Returns
    -------
    NearDuplicates
        A table of pairs: `a, b, jaccard, containment_a_in_b, containment_b_in_a, kind, group`, ordered by ids.
        The kinds: `identical` (the same words; case, marks and spaces may differ), `near` (edited), `excerpt` (the
        shorter is part of the longer), `same_template` (the same form with other numbers and names: another event, so
        it joins no group). Its `groups` have a representative each.

    Raises
    ------
    ValueError
        When two articles have one id, or a parameter has a value it can't have.

    References
    ----------
    .. [1] A. Broder, "On the resemblance and containment of documents", 1997.

    Examples
    --------
    >>> import newsloom as nl
    >>> story = "The ferry sank near Port Orla on Monday night and all ninety passengers were saved by boats"
    >>> found = nl.near_duplicates([story, story.upper() + ", police said.", "A bridge was opened in the north."])
    >>> found[0]["a"], found[0]["b"], round(found[0]["jaccard"], 2), found[0]["kind"]
    ('1', '2', 0.87, 'near')
    >>> list(found.groups)
    [{'group': 'g1', 'size': 2, 'representative': '2', 'members': ['1', '2']}]
    """
    ids, texts = _ids_and_texts(source)
    at_least(1, ngram=ngram)
    found = _core.near_duplicates(
        ids, texts, threshold=float(threshold), ngram=ngram, measure=measure, n_jobs=threads(n_jobs)
    )
    return NearDuplicates(found)


def passages(
    source: Corpus | str | os.PathLike[str] | Any,
    ngram: int = 4,
    *,
    min_words: int = 8,
    max_gap: int = 12,
    max_df: int = 100,
    n_jobs: int | None = None,
) -> Passages:
    """Find the passages that any two articles share: text reuse, wherever it stands.

    From runs of `ngram` equal words a passage grows both ways over words replaced, cut or inserted, as long as equal
    words outweigh them. No word is in two passages of a pair, and order does not matter: moved paragraphs are found.

    Parameters
    ----------
    source : Corpus, path, data frame, iterable of dict, or iterable of str
        The articles. Ids of bare texts are `1`, `2`, ...
    ngram : int, default 4
        Equal words in a row that a passage begins with.
    min_words : int, default 8
        Equal words that a passage has at least.
    max_gap : int, default 12
        Words in a row that may differ inside a passage, on either side.
    max_df : int, default 100
        N-grams in more articles than this begin a passage only where none rarer is near.
    n_jobs : int, optional
        Number of threads; all by default. The result does not depend on it.

    Returns
    -------
    Passages
        A table: `a, a_start, a_end, b, b_start, b_end, similarity, n_equal, a_text, b_text`, by article and place.
        `similarity` is equal words over the words of the longer side. Its `pairs` give containment both ways, its
        `edits` what differs inside the passages.

    Raises
    ------
    ValueError
        When two articles have one id, or a parameter has a value it can't have.

    Examples
    --------
    >>> import newsloom as nl
    >>> a = "The old ferry sank near Port Orla on Monday night in a storm at sea. Nobody was hurt."
    >>> b = "Police spoke of luck. The old ferry sank near Port Orla on a Monday night in a heavy storm at sea."
    >>> found = nl.passages([a, b])
    >>> found[0]["a_text"]
    'The old ferry sank near Port Orla on Monday night in a storm at sea'
    >>> [(e["kind"], e["b_text"]) for e in found.edits]
    [('insertion', 'a'), ('insertion', 'heavy')]
    """
    ids, texts = _ids_and_texts(source)
    at_least(1, ngram=ngram, min_words=min_words)
    at_least(0, max_gap=max_gap, max_df=max_df)
    found = _core.passages(
        ids, texts, ngram=ngram, min_words=min_words, max_gap=max_gap, max_df=max_df, n_jobs=threads(n_jobs)
    )
    return Passages(found)


def _ids_and_texts(source: Any) -> tuple[list[str], list[str]]:
    if isinstance(source, (list, tuple)) and all(type(text) is str for text in source):
        return [str(i + 1) for i in range(len(source))], list(source)
    fields = as_corpus(source)._fields()
    return fields["id"], fields["text"]

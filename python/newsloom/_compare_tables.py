"""The tables of a comparison."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from newsloom import _core
from newsloom._table import Table


class ComparisonTables:
    """What the articles report, quote, share, change and leave out, a table each."""

    def __init__(self, inner: _core.Comparison) -> None:
        self._inner = inner

    @cached_property
    def _dict(self) -> dict[str, Any]:
        return self._inner.to_dict()

    @cached_property
    def _outlet(self) -> dict[str, str]:
        return {a["id"]: a["outlet"] or a["id"] for a in self._dict["articles"]}

    @property
    def recipe(self) -> dict[str, Any]:
        """What made the result: tokenizer, stop list, stemmer, thresholds."""
        return dict(self._dict["recipe"])

    @cached_property
    def articles(self) -> Table:
        """One row an article: `id, path, outlet, title, lang, n_sentences, n_words`."""
        return Table.from_rows(self._dict["articles"])

    @cached_property
    def statements(self) -> Table:
        """One row a wording: the statement, how many articles report it, how many word it on their own, place and text.

        Columns `statement, n_articles, article, outlet, start, end, text, grade, score, clause, n_independent`. `score`
        is the similarity to the statement's headline; `clause` is the part of a sentence that says the statement, None
        when all of it does.
        """
        rows = [
            {
                "statement": s["id"],
                "n_articles": s["n_articles"],
                "article": m["article"],
                "outlet": self._outlet[m["article"]],
            }
            | {k: m[k] for k in ("start", "end", "text", "grade", "score")}
            | {"n_independent": s["n_independent"], "clause": m["clause"]["text"] if m["clause"] else None}
            for s in self._dict["statements"]
            for m in s["members"]
        ]
        columns = ["statement", "n_articles", "article", "outlet", "start", "end", "text", "grade"]
        headline = {s["id"]: s["members"][s["headline"]]["text"] for s in self._dict["statements"]}
        return Table.from_rows(rows, [*columns, "score", "clause", "n_independent"])._marked(
            text=lambda row: _core.differing_words(headline[row["statement"]], row["text"])
        )

    @cached_property
    def quotes(self) -> Table:
        """One row a quotation: `quote, speaker, article, outlet, start, end, text, cue, kind, part_of`.

        Variants of one quotation share `quote`. `part_of` is the `start` of the first part of an utterance that goes on
        here (`"...," he said, "..."`), None when this is the first part or the only one.
        """
        rows = [
            {
                "quote": q["id"],
                "speaker": m["speaker"] or q["speaker"],
                "article": m["article"],
                "outlet": self._outlet[m["article"]],
            }
            | {k: m[k] for k in ("start", "end", "text", "cue", "kind")}
            | {"part_of": m["part_of"]["start"] if m["part_of"] else None}
            for q in self._dict["quotes"]
            for m in q["members"]
        ]
        columns = ["quote", "speaker", "article", "outlet", "start", "end", "text", "cue", "kind", "part_of"]
        edits = {(m["article"], m["start"]): m["edits"] for q in self._dict["quotes"] for m in q["members"]}
        return Table.from_rows(rows, columns)._marked(
            text=lambda row: [
                (e["start"] - row["start"], e["end"] - row["start"]) for e in edits[row["article"], row["start"]]
            ]
        )

    @cached_property
    def passages(self) -> Table:
        """One row a shared run of words: `a, a_start, a_end, b, b_start, b_end, similarity, n_equal, n_edits`.

        `similarity` is equal words over the words of the longer side.
        """
        rows = [
            {
                f"{side}{name}": p[side][key]
                for side in "ab"
                for name, key in (("", "article"), ("_start", "start"), ("_end", "end"))
            }
            | {"similarity": p["similarity"], "n_equal": p["n_equal"], "n_edits": len(p["edits"])}
            for p in self._dict["passages"]
        ]
        names = [side + name for side in "ab" for name in ("", "_start", "_end")]
        return Table.from_rows(rows, [*names, "similarity", "n_equal", "n_edits"])

    @cached_property
    def composition(self) -> Table:
        """One row an article: `article, outlet, n_words, furniture, quoted, shared, own`, the last four as shares.

        Every word counts once: site furniture, else quoted speech, else words that stand in a passage with another
        article, else the article's own.

        Examples
        --------
        >>> import newsloom as nl
        >>> row = nl.compare("examples/summit").composition[0]
        >>> round(row["furniture"] + row["quoted"] + row["shared"] + row["own"], 9)
        1.0
        """
        rows = [c | {"outlet": self._outlet[c["article"]]} for c in self._dict["composition"]]
        return Table.from_rows(rows, ["article", "outlet", "n_words", "furniture", "quoted", "shared", "own"])

    @cached_property
    def provenance(self) -> Table:
        """One row a pair that shares much of its own wording: who probably copied whom.

        The columns: `a, b, source, copy, score, containment_a_in_b, containment_b_in_a, evidence`. Containment is the
        share of the words in an article's own voice (no furniture, no quotations) that are equal in passages with the
        other. `source` and `copy` are None when the evidence leaves it undecided. The evidence, in words: credit
        lines, dates, whose wording third articles share where single words differ, containment, and whose text goes
        on where the other ends.

        Examples
        --------
        >>> import newsloom as nl
        >>> [(p["source"], p["copy"]) for p in nl.compare("examples/court").provenance]
        [('a2_northern-press', 'a3_coastline-news')]
        """
        names = ["a", "b", "source", "copy", "score", "containment_a_in_b", "containment_b_in_a"]
        rows = [p | {"evidence": [e["detail"] for e in p["evidence"]]} for p in self._dict["provenance"]]
        return Table.from_rows(rows, [*names, "evidence"])

    @cached_property
    def spun(self) -> Table:
        """One row an article that shows traces of words replaced (`spun`) or of translation; a score, never a verdict.

        The columns: `article, outlet, against, kind, score, n_aligned, rate, immutables, n_swaps, swaps`. `rate` is
        the share of edits that are isolated one-for-one swaps (of shared quotations that are worded unlike all
        others'), `immutables` the share of numbers and names that are intact, `swaps` the words, as `other > own`.
        """
        rows = [
            s
            | {
                "outlet": self._outlet[s["article"]],
                "n_swaps": len(s["swaps"]),
                "swaps": [f"{w['other']['text']} > {w['own']['text']}" for w in s["swaps"]],
            }
            for s in self._dict["spun"]
        ]
        names = ["article", "outlet", "against", "kind", "score", "n_aligned", "rate", "immutables", "n_swaps", "swaps"]
        return Table.from_rows(rows, names)

    @cached_property
    def corroboration(self) -> Table:
        """One row a statement: `statement, n_articles, n_independent`.

        `n_independent` counts the accounts whose wording is not explained by copying from one another or from a
        common source. `n_effective` is the same for the whole event.
        """
        names = ["statement", "n_articles", "n_independent"]
        return Table.from_rows(self._dict["corroboration"]["statements"], names)

    @property
    def n_effective(self) -> float:
        """Effective number of independent articles: n for n independent ones, 1 for n copies of one.

        `n**2 / sum(Z)`, where `Z[i, j]` is the larger containment of two articles of which one depends on the other, 1
        on the diagonal, else 0 [1]_.

        References
        ----------
        .. [1] T. Leinster, C. Cobbold, "Measuring diversity: the importance of species similarity", 2012.
        """
        return float(self._dict["corroboration"]["n_effective"])

    @cached_property
    def omissions(self) -> Table:
        """A row for statement and article: whether it reports it, was expected to, and which sentence comes nearest.

        Columns `statement, article, outlet, state, expected, score, nearest_text, start, end`. `expected` is the
        probability that an article of this length reports a statement that as many articles do. Statements that fewer
        than one in twenty of the articles report have no rows.
        """
        rows = []
        for o in self._dict["omissions"]:
            near = o["nearest"] or {}
            rows.append(
                {
                    "statement": o["statement"],
                    "article": o["article"],
                    "outlet": self._outlet[o["article"]],
                    "state": o["state"],
                    "expected": o["expected"],
                }
                | {
                    "score": near.get("score"),
                    "nearest_text": near.get("text"),
                    "start": near.get("start"),
                    "end": near.get("end"),
                }
            )
        return Table.from_rows(
            rows, ["statement", "article", "outlet", "state", "expected", "score", "nearest_text", "start", "end"]
        )

    @cached_property
    def coverage(self) -> Table:
        """A row for each article: how many statements it reports, and how many its length lets one expect.

        Columns `article, outlet, n_statements, expected, residual, missing`. `expected` is the sum of the omissions'
        `expected` over all statements, `residual` the difference in standard deviations, `missing` the statements that
        more than half of the other articles report, two at least, and this one does not, not even nearly.
        """
        rows = [c | {"outlet": self._outlet[c["article"]]} for c in self._dict["coverage"]]
        return Table.from_rows(rows, ["article", "outlet", "n_statements", "expected", "residual", "missing"])

    @cached_property
    def unique(self) -> Table:
        """Sentences that come close to no sentence of another article: `article, outlet, start, end, text, score`.

        `score` is the similarity to the sentence elsewhere that is most like it.
        """
        rows = [u | {"outlet": self._outlet[u["article"]]} for u in self._dict["unique"]]
        return Table.from_rows(rows, ["article", "outlet", "start", "end", "text", "score"])

    @cached_property
    def boilerplate(self) -> Table:
        """One row a line set aside: `article, outlet, start, end, text, reason`."""
        rows = [b | {"outlet": self._outlet[b["article"]]} for b in self._dict["boilerplate"]]
        return Table.from_rows(rows, ["article", "outlet", "start", "end", "text", "reason"])

    def similarity(self) -> Table:
        """Return how alike the articles are, a row and a column each.

        Returns
        -------
        Table
            `id`, then one column for each article.
        """
        found = self._dict["similarity"]
        return Table(
            {"id": found["ids"]} | {a: [row[i] for row in found["matrix"]] for i, a in enumerate(found["ids"])}
        )

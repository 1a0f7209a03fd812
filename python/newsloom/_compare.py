"""The coverage of one story."""

from __future__ import annotations

import html
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsloom import _core
from newsloom._keyness import Keyness, Measure, options
from newsloom._records import labels
from newsloom._table import Table

if TYPE_CHECKING:
    import altair as alt


class Comparison:
    """Who reported what, in which words, and what each outlet left out.

    Made by `newsloom.compare`. Coverage is what was reported, not truth; an absence is a difference in reporting, not
    an intent. Every `start, end` is in code points of the article's text: `article.text[start:end]`.

    Examples
    --------
    >>> import newsloom as nl
    >>> cmp = nl.compare("examples/summit")
    >>> cmp.articles["id"] == sorted(cmp.articles["id"])
    True
    >>> set(cmp.omissions["state"]) <= {"present", "uncertain", "absent"}
    True
    """

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
        return Table.from_rows(rows, [*columns, "score", "clause", "n_independent"])

    @cached_property
    def quotes(self) -> Table:
        """One row a quotation: `quote, speaker, article, outlet, start, end, text, cue, kind`.

        Variants of one quotation share `quote`.
        """
        rows = [
            {
                "quote": q["id"],
                "speaker": m["speaker"] or q["speaker"],
                "article": m["article"],
                "outlet": self._outlet[m["article"]],
            }
            | {k: m[k] for k in ("start", "end", "text", "cue", "kind")}
            for q in self._dict["quotes"]
            for m in q["members"]
        ]
        return Table.from_rows(rows, ["quote", "speaker", "article", "outlet", "start", "end", "text", "cue", "kind"])

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
    def word_choice(self) -> Table:
        """Words that one article uses where another uses others, a row for each place.

        `n, word_a, word_b, statement, a, a_start, a_end, a_sentence, b, b_start, b_end, b_sentence`: `n` is how often
        the two articles make this choice, the most frequent first. Accounts of one statement are aligned word by word;
        a choice is one to three words against others between three equal words or more.
        """
        rows = [
            {"n": len(w["evidence"]), "word_a": w["word_a"], "word_b": w["word_b"], "statement": e["statement"]}
            | self._sides(e, ())
            for w in self._dict["word_choice"]
            for e in w["evidence"]
        ]
        names = ["a", "a_start", "a_end", "a_sentence", "b", "b_start", "b_end", "b_sentence"]
        return Table.from_rows(rows, ["n", "word_a", "word_b", "statement", *names])

    @cached_property
    def reporting_verbs(self) -> Table:
        """Verbs that stand with quotations, by article and speaker: `article, outlet, speaker, verb, class, n, quotes`.

        `class` is `neutral` (say), `strong` (insist), `doubtful` (claim), `conceding` (admit) or `unlisted`; `quotes`
        lists ids of `quotes`.
        """
        rows = [
            {"article": v["article"], "outlet": self._outlet[v["article"]]}
            | {k: v[k] for k in ("speaker", "verb", "class")}
            | {"n": len(v["quotes"]), "quotes": [q["quote"] for q in v["quotes"]]}
            for v in self._dict["reporting_verbs"]
        ]
        return Table.from_rows(rows, ["article", "outlet", "speaker", "verb", "class", "n", "quotes"])

    @cached_property
    def drift(self) -> Table:
        """Values in which two accounts of one statement differ, a row each.

        `statement, kind`, then for each side `a, a_start, a_end, a_value, a_text, a_sentence` and the same with `b`.
        `kind` is `number`, `date`, `name`, `polarity` or `modality`; `value` is one form for all ways of writing a
        number or a date: `100,000` and `a hundred thousand` are equal and no drift. Which account is right, the words
        can't tell.
        """
        rows = [
            {"statement": d["statement"], "kind": d["kind"]} | self._sides(d, ("value", "text"))
            for d in self._dict["drift"]
        ]
        side = ("", "_start", "_end", "_value", "_text", "_sentence")
        return Table.from_rows(rows, ["statement", "kind", *(f"{x}{name}" for x in "ab" for name in side)])

    def _sides(self, row: dict[str, Any], more: tuple[str, ...]) -> dict[str, Any]:
        """Both sides of a difference as columns, each with the sentence that holds it."""
        found: dict[str, Any] = {}
        for x in "ab":
            side = row[x]
            found |= {x: side["article"], f"{x}_start": side["start"], f"{x}_end": side["end"]}
            found |= {f"{x}_{name}": side[name] for name in more}
            members = self._members[row["statement"]]
            found[f"{x}_sentence"] = next(
                m["text"]
                for m in members
                if m["article"] == side["article"] and m["start"] <= side["start"] and side["end"] <= m["end"]
            )
        return found

    @cached_property
    def _members(self) -> dict[str, list[dict[str, Any]]]:
        return {s["id"]: s["members"] for s in self._dict["statements"]}

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

    def keyness(self, by: str | None = None, measure: Measure = "lr", **parameters: Any) -> Keyness:
        """Find the words that each outlet uses more, or less, than the others, site furniture left out.

        Parameters
        ----------
        by : str, optional
            The field whose values make the groups; without it `outlet` if all articles have one and they differ,
            else `id`.
        measure : {"lr", "chi2", "log_ratio", "lrc", "log_odds", "pmi", "exact"}, default "lr"
            The score; `"lrc"` is the careful one for a handful of articles.
        **parameters : Any
            As `newsloom.keyness`.

        Returns
        -------
        Keyness
            A table, one row a word and group.

        Raises
        ------
        ValueError
            As `newsloom.keyness`.

        Examples
        --------
        >>> import newsloom as nl
        >>> found = nl.compare("examples/summit").keyness(min_count=3, stop_words="en")
        >>> found.where(target="05_harbour-times-24")["feature"][:2]
        ['meridian', 'wire']
        """
        return Keyness._of(self._inner.keyness(by, options(measure, **parameters)))

    def explain(self, a: str, b: str, *, statement: str | None = None) -> Explanation:
        """Explain why two articles are alike, or why they count as reporting one statement.

        Parameters
        ----------
        a, b : str
            Ids of two articles.
        statement : str, optional
            Id of a statement that both report. Without it the similarity of the articles is explained.

        Returns
        -------
        Explanation
            Contributions that add up to the similarity of the articles, or to the log-odds of the statement's pair.

        Raises
        ------
        ValueError
            When `a` or `b` is no article's id, `statement` no statement's, or an article does not report it.

        Examples
        --------
        >>> import newsloom as nl
        >>> cmp = nl.compare("examples/summit")
        >>> a, b = cmp.articles["id"][:2]
        >>> why = cmp.explain(a, b)
        >>> abs(sum(why.terms["contribution"]) - cmp.similarity()[b][0]) < 1e-9
        True
        """
        if statement is None:
            return Explanation(self._inner.explain(a, b))
        return Explanation({"a": a, "b": b, "statement": statement} | self._inner.explain_statement(statement, a, b))

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result in the form of JSON schema 1.

        Returns
        -------
        dict
            Plain dicts, lists, strings and numbers.
        """
        return self._inner.to_dict()

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the result as JSON, schema 1, and write it to a file if one is named.

        Parameters
        ----------
        path : str or path, optional
            The file; it is written whole or not at all.

        Returns
        -------
        str
            The JSON.
        """
        return _written(self._inner.to_json(), path)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """Return the result as one page that loads nothing from elsewhere, and write it to a file if one is named.

        Parameters
        ----------
        path : str or path, optional
            The file; it is written whole or not at all.

        Returns
        -------
        str
            The page.
        """
        return _written(self._inner.to_html(), path)

    @cached_property
    def _labels(self) -> dict[str, str]:
        """What people see of each article: its outlet, numbered where it has several, else its id."""
        articles = self._dict["articles"]
        return dict(zip([a["id"] for a in articles], labels([(a["id"], a["outlet"]) for a in articles]), strict=True))

    def plot_similarity(self) -> alt.LayerChart:
        """Draw how alike the articles are, as a heat map. See `newsloom.plots.similarity`."""
        from newsloom import plots

        return plots.similarity(self)

    def plot_dendrogram(self) -> alt.Chart:
        """Draw which articles join first. See `newsloom.plots.dendrogram`."""
        from newsloom import plots

        return plots.dendrogram(self)

    def plot_statements(self, *, most: int = 60) -> alt.Chart:
        """Draw which article reports which statement. See `newsloom.plots.statements`."""
        from newsloom import plots

        return plots.statements(self, most=most)

    def plot_composition(self) -> alt.Chart:
        """Draw what each article is made of. See `newsloom.plots.composition`."""
        from newsloom import plots

        return plots.composition(self)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._dict[part])} {part}" for part in ("statements", "quotes", "passages"))
        return f"Comparison({len(self._dict['articles'])} articles: {counts})"

    def _repr_html_(self) -> str:
        ids = [a["id"] for a in self._dict["articles"]]
        head = "".join(f"<th scope='col' style='text-align:left'>{html.escape(self._outlet[i])}</th>" for i in ids)
        body = []
        for s in self._dict["statements"]:
            words: dict[str, list[str]] = {i: [] for i in ids}
            for m in s["members"]:
                words[m["article"]].append(f"{html.escape(m['text'])} <small>({m['grade'].replace('_', ' ')})</small>")
            cells = "".join(f"<td style='text-align:left;vertical-align:top'>{'<br>'.join(words[i])}</td>" for i in ids)
            body.append(f"<tr><th scope='row'>{s['id']}</th>{cells}</tr>")
        return (
            f"<p>{html.escape(repr(self))}</p><div style='overflow:auto;max-height:32em'>"
            f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        )


class Explanation:
    """What adds up to a similarity; made by `Comparison.explain`.

    For two articles `similarity` is their cosine, `terms` has a row for each shared word with its `contribution`, split
    by where the two use it (`furniture`, `quotes`, `passages`, `own`), and `parts` has the sums of the four: rows and
    parts both add up to `similarity`. For a statement `similarity` is the probability of the pair, `terms` has a row
    for each input of the two models with `model, input, value, contribution`, and `parts` has each model's `bias` and
    `log_odds`: bias and contributions of a model add up to its log-odds, the second one's are those of the probability.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    @property
    def similarity(self) -> float:
        """The cosine of two articles, or the probability that two sentences report the same."""
        return float(self._found["similarity" if "similarity" in self._found else "probability"])

    @cached_property
    def parts(self) -> dict[str, float]:
        """Sums by kind of place, or the bias and log-odds of each model."""
        return {k: v for k, v in self._found.items() if isinstance(v, float) and k not in ("similarity", "probability")}

    @cached_property
    def terms(self) -> Table:
        """One row a contribution."""
        if "terms" in self._found:
            return Table.from_rows(
                self._found["terms"], ["term", "contribution", "furniture", "quotes", "passages", "own"]
            )
        rows = [
            {"model": model, "input": i["name"], "value": i["value"], "contribution": i["contribution"]}
            for model in ("evidence", "standing")
            for i in self._found[model]
        ]
        return Table.from_rows(rows, ["model", "input", "value", "contribution"])

    def to_dict(self) -> dict[str, Any]:
        """Return the whole explanation.

        Returns
        -------
        dict
            Plain dicts, lists, strings and numbers.
        """
        return self._found

    def __repr__(self) -> str:
        about = f"{self._found['a']!r}, {self._found['b']!r}"
        return f"Explanation({about}: {self.similarity:.4f}, {len(self.terms)} contributions)"

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self))}</p>{self.terms._repr_html_()}"


def _written(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        _core.write_text(path, text)
    return text

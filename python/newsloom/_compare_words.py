"""The words of a comparison: what one article writes where another writes otherwise."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from newsloom._compare_tables import ComparisonTables
from newsloom._keyness import Keyness, Measure, options
from newsloom._table import Marks, Table


class ComparisonWords(ComparisonTables):
    """Word choice, reporting verbs, differing values and keywords."""

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
        return self._with_sentences(Table.from_rows(rows, ["n", "word_a", "word_b", "statement", *names]))

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
        columns = ["statement", "kind", *(f"{x}{name}" for x in "ab" for name in side)]
        return self._with_sentences(Table.from_rows(rows, columns))

    def _sides(self, row: dict[str, Any], more: tuple[str, ...]) -> dict[str, Any]:
        """Both sides of a difference as columns, each with the sentence that holds it."""
        found: dict[str, Any] = {}
        for x in "ab":
            side = row[x]
            found |= {x: side["article"], f"{x}_start": side["start"], f"{x}_end": side["end"]}
            found |= {f"{x}_{name}": side[name] for name in more}
            found[f"{x}_sentence"] = self._account(row["statement"], side["article"], side["start"], side["end"])[
                "text"
            ]
        return found

    def _account(self, statement: str, article: str, start: int, end: int) -> dict[str, Any]:
        """Return the account of a statement that holds a place."""
        members = self._members[statement]
        return next(m for m in members if m["article"] == article and m["start"] <= start and end <= m["end"])

    def _with_sentences(self, table: Table) -> Table:
        """Mark the words that differ in the sentences of both sides."""

        def marks(side: str) -> Marks:
            def of(row: dict[str, Any]) -> list[tuple[int, int]]:
                start, end = row[f"{side}_start"], row[f"{side}_end"]
                first = self._account(row["statement"], row[side], start, end)["start"]
                return [(start - first, end - first)]

            return of

        return table._marked(a_sentence=marks("a"), b_sentence=marks("b"))

    @cached_property
    def _members(self) -> dict[str, list[dict[str, Any]]]:
        return {s["id"]: s["members"] for s in self._dict["statements"]}

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

"""The coverage of one story."""

from __future__ import annotations

import html
import os
from functools import cached_property
from typing import Any

from newsloom import _core
from newsloom._keyness import Keyness, Measure, options
from newsloom._table import Table


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
        """One row a wording: `statement, n_articles, article, outlet, start, end, text, grade`."""
        rows = [
            {
                "statement": s["id"],
                "n_articles": s["n_articles"],
                "article": m["article"],
                "outlet": self._outlet[m["article"]],
            }
            | {k: m[k] for k in ("start", "end", "text", "grade")}
            for s in self._dict["statements"]
            for m in s["members"]
        ]
        return Table.from_rows(rows, ["statement", "n_articles", "article", "outlet", "start", "end", "text", "grade"])

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
        """One row a shared run of words: `a, a_start, a_end, b, b_start, b_end, similarity`."""
        rows = [
            {
                f"{side}{name}": p[side][key]
                for side in "ab"
                for name, key in (("", "article"), ("_start", "start"), ("_end", "end"))
            }
            | {"similarity": p["similarity"]}
            for p in self._dict["passages"]
        ]
        return Table.from_rows(rows, ["a", "a_start", "a_end", "b", "b_start", "b_end", "similarity"])

    @cached_property
    def omissions(self) -> Table:
        """A row for statement and article: `statement, article, outlet, state, score, nearest_text, start, end`."""
        rows = []
        for o in self._dict["omissions"]:
            near = o["nearest"] or {}
            rows.append(
                {
                    "statement": o["statement"],
                    "article": o["article"],
                    "outlet": self._outlet[o["article"]],
                    "state": o["state"],
                }
                | {
                    "score": near.get("score"),
                    "nearest_text": near.get("text"),
                    "start": near.get("start"),
                    "end": near.get("end"),
                }
            )
        return Table.from_rows(
            rows, ["statement", "article", "outlet", "state", "score", "nearest_text", "start", "end"]
        )

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


def _written(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        _core.write_text(path, text)
    return text

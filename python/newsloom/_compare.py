"""The coverage of one story."""

from __future__ import annotations

import html
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsloom import _core
from newsloom._compare_words import ComparisonWords
from newsloom._explanation import Explanation
from newsloom._records import labels

if TYPE_CHECKING:
    import altair as alt


class Comparison(ComparisonWords):
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


def _written(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        _core.write_text(path, text)
    return text

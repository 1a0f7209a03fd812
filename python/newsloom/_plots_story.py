"""Charts of the coverage of a story."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from newsloom._plots_chart import OKABE_ITO, altair, clip, data, quoted, title
from newsloom._records import labels

if TYPE_CHECKING:
    import altair as alt

    from newsloom._compare import Comparison
    from newsloom._corpus import Corpus

_GRADES = ("verbatim", "light edit", "paraphrase", "partial", "uncertain", "absent")
_GRADE_COLOURS = ("#12375a", "#3d76a8", "#8fb6d6", "#c9dcea", "#e8d9b5", "#f3f1ed")

# Kinds of words and their colours, the same as on the page.
_KINDS = {"own": "#0072B2", "shared": "#E69F00", "quoted": "#009E73", "furniture": "#b9b3a8"}
# Articles up to which a heat map's tooltips name the words behind each pair.
_EXPLAINED = 12


def _linkage(cmp: Comparison) -> tuple[dict[str, Any], Any]:
    """Return the similarities and their average-linkage tree, leaves ordered so that neighbours are alike."""
    import numpy as np
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    found = cmp.to_dict()["similarity"]
    distance = 1 - np.asarray(found["matrix"], dtype=float)
    distance = np.maximum((distance + distance.T) / 2, 0)
    np.fill_diagonal(distance, 0)
    return found, linkage(squareform(distance, checks=False), method="average", optimal_ordering=True)


def similarity(cmp: Comparison) -> alt.LayerChart:
    """Draw how alike the articles are, the like beside each other.

    Parameters
    ----------
    cmp : Comparison
        The coverage of a story.

    Returns
    -------
    altair.LayerChart
        A heat map; rows and columns in the order of the leaves of the average-linkage tree. Tooltips name the terms
        that make two articles alike, of up to twelve articles.
    """
    from scipy.cluster.hierarchy import leaves_list

    alt = altair()
    found, tree = _linkage(cmp)
    names, order = cmp._labels, [found["ids"][i] for i in leaves_list(tree)]
    labels = [names[i] for i in order]
    words = _shared_words(cmp, found["ids"])
    rows = [
        {"a": names[a], "b": names[b], "similarity": round(found["matrix"][i][j], 4), "shared words": words[i][j]}
        for i, a in enumerate(found["ids"])
        for j, b in enumerate(found["ids"])
        if i != j
    ]
    tooltip = [alt.Tooltip("a:N"), alt.Tooltip("b:N"), alt.Tooltip("similarity:Q", format=".2f")]
    if len(order) <= _EXPLAINED:
        tooltip.append(alt.Tooltip("shared words:N"))
    base = alt.Chart(data(rows)).encode(
        x=alt.X("b:N", sort=labels, title=None, axis=alt.Axis(labelAngle=-40)),
        y=alt.Y("a:N", sort=labels, title=None),
        tooltip=tooltip,
    )
    heat = base.mark_rect().encode(color=alt.Color("similarity:Q", scale=alt.Scale(scheme="blues"), title="similarity"))
    middle = (min(r["similarity"] for r in rows) + max(r["similarity"] for r in rows)) / 2
    figures = base.mark_text(fontSize=10).encode(
        text=alt.Text("similarity:Q", format=".2f"),
        color=alt.condition(alt.datum.similarity > middle, alt.value("white"), alt.value("#1d1c1a")),
    )
    layers = (heat, figures) if len(order) <= 20 else (heat,)
    return alt.layer(*layers).properties(
        title=title("How alike the articles are", str(found["measure"]), "ordered so that the like stand together")
    )


def _shared_words(cmp: Comparison, ids: list[str]) -> list[list[str]]:
    """Return for each pair the words that make it alike most; stop words say nothing to people."""
    from newsloom._text import stop_words

    words = [[""] * len(ids) for _ in ids]
    if len(ids) <= _EXPLAINED:
        lists = {code: set(stop_words(code)) for code in {a["lang"] or "en" for a in cmp.articles}}
        stop = set().union(*lists.values())
        for i, j in combinations(range(len(ids)), 2):
            telling = [t for t in cmp.explain(ids[i], ids[j]).terms["term"] if t not in stop]
            words[i][j] = words[j][i] = ", ".join(telling[:8])
    return words


def dendrogram(cmp: Comparison) -> alt.Chart:
    """Draw which articles join first when the most alike are brought together (average linkage).

    Parameters
    ----------
    cmp : Comparison
        The coverage of a story.

    Returns
    -------
    altair.Chart
        One line a joint; the height is 1 - similarity.
    """
    from scipy.cluster.hierarchy import dendrogram as drawn

    alt = altair()
    found, tree = _linkage(cmp)
    names = cmp._labels
    laid = drawn(tree, no_plot=True, labels=[names[i] for i in found["ids"]])
    rows = [
        {"joint": n, "corner": k, "place": (x - 5) / 10, "distance": y, "height": max(heights)}
        for n, (places, heights) in enumerate(zip(laid["icoord"], laid["dcoord"], strict=True))
        for k, (x, y) in enumerate(zip(places, heights, strict=True))
    ]
    leaves = laid["ivl"]
    words = " : ".join(f"datum.value == {i} ? {quoted(leaf)}" for i, leaf in enumerate(leaves)) + " : ''"
    return (
        alt.Chart(data(rows))
        .mark_line(interpolate="linear", color=OKABE_ITO[0])
        .encode(
            y=alt.Y(
                "place:Q",
                title=None,
                scale=alt.Scale(domain=[-0.5, len(leaves) - 0.5], nice=False),
                axis=alt.Axis(values=list(range(len(leaves))), labelExpr=words, grid=False, labelLimit=240),
            ),
            x=alt.X("distance:Q", title="1 - similarity"),
            detail="joint:N",
            order="corner:Q",
            tooltip=[alt.Tooltip("height:Q", title="joined at", format=".3f")],
        )
        .properties(
            height={"step": 22}, title=title("Which articles are most alike", "average linkage of similarities")
        )
        .properties(height=max(80, 24 * len(leaves)))
    )


def statements(cmp: Comparison, *, most: int = 60) -> alt.Chart:
    """Draw which article reports which statement, and how closely.

    Parameters
    ----------
    cmp : Comparison
        The coverage of a story.
    most : int, default 60
        Statements shown, those in most articles first.

    Returns
    -------
    altair.Chart
        A row a statement, a column an article; tooltips hold its wording, or the sentence that comes nearest.
    """
    alt = altair()
    names, found = cmp._labels, cmp.to_dict()
    kept = sorted(found["statements"], key=lambda s: -s["n_articles"])[:most]
    wanted = {s["id"] for s in kept}
    order = [f"{s['id']}  {clip(s['members'][0]['text'])}" for s in kept]
    label = dict(zip([s["id"] for s in kept], order, strict=True))
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for o in found["omissions"]:
        if o["statement"] in wanted and o["state"] != "present":
            near = o["nearest"]["text"] if o["nearest"] else ""
            cells[o["statement"], o["article"]] = {"reported": o["state"], "words": near}
    for s in kept:
        for m in sorted(s["members"], key=lambda m: -_GRADES.index(m["grade"].replace("_", " "))):
            cells[s["id"], m["article"]] = {"reported": m["grade"].replace("_", " "), "words": m["text"]}
    rows = [{"statement": label[s], "article": names[a], **cell} for (s, a), cell in cells.items()]
    return (
        alt.Chart(data(rows))
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("article:N", title=None, axis=alt.Axis(labelAngle=-40, orient="top")),
            y=alt.Y("statement:N", sort=order, title=None, axis=alt.Axis(labelLimit=420)),
            color=alt.Color("reported:N", title="reported", scale=_grades(alt)),
            tooltip=["article:N", "reported:N", alt.Tooltip("words:N", title="in its words, or the nearest")],
        )
        .properties(title=title("Who reports what", "statements of two articles or more"))
    )


def _grades(alt: Any) -> Any:
    return alt.Scale(domain=list(_GRADES), range=list(_GRADE_COLOURS))


def composition(cmp: Comparison) -> alt.Chart:
    """Draw whose words each article consists of: its own, shared with another article, quoted, or site furniture.

    Parameters
    ----------
    cmp : Comparison
        The coverage of a story.

    Returns
    -------
    altair.Chart
        A bar an article, in words; tooltips hold counts and shares. Every word counts once, as in
        `Comparison.composition`.
    """
    alt = altair()
    names = cmp._labels
    rows = [
        {
            "article": names[c["article"]],
            "kind": kind,
            "rank": rank,
            "share": c[kind],
            "words": round(c[kind] * c["n_words"]),
            "title": c_title,
        }
        for c, c_title in zip(cmp.composition, cmp.articles["title"], strict=True)
        for rank, kind in enumerate(_KINDS)
    ]
    return (
        alt.Chart(data(rows))
        .mark_bar()
        .encode(
            x=alt.X("words:Q", title="words"),
            y=alt.Y("article:N", title=None, sort=[names[a] for a in cmp.articles["id"]]),
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=list(_KINDS), range=list(_KINDS.values()))),
            order="rank:Q",
            tooltip=["article:N", "title:N", "kind:N", "words:Q", alt.Tooltip("share:Q", format=".0%")],
        )
        .properties(title=title("Whose words each article consists of", "each word counts once"))
    )


def xray(corpus: Corpus, *terms: str) -> alt.Chart:
    """Draw where terms stand in each article, from its beginning to its end.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    *terms : str
        Words or phrases, found as they are written, whatever the case.

    Returns
    -------
    altair.Chart
        A line an article, a stroke an occurrence; tooltips hold the words around it.

    Raises
    ------
    ValueError
        When no term is given or none occurs.
    """
    alt = altair()
    if not terms:
        raise ValueError("an x-ray needs at least one term")
    rows = []
    names = labels([(a.id, a.outlet) for a in corpus])
    for article, name in zip(corpus, names, strict=True):
        for term in terms:
            for hit in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", article.text, re.IGNORECASE):
                start, end = hit.span()
                around = article.text[max(0, start - 60) : end + 60]
                rows.append(
                    {
                        "article": name,
                        "term": term,
                        "place": start / max(1, len(article.text)),
                        "around": "…" + " ".join(around.split()) + "…",
                    }
                )
    if not rows:
        raise ValueError(f"no article holds {' or '.join(map(repr, terms))}")
    return (
        alt.Chart(data(rows))
        .mark_tick(thickness=2, size=16)
        .encode(
            x=alt.X(
                "place:Q", title="from beginning to end", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])
            ),
            y=alt.Y("article:N", title=None, sort=names, axis=alt.Axis(grid=True)),
            color=alt.Color("term:N", title="term", scale=alt.Scale(domain=list(terms), range=list(OKABE_ITO))),
            tooltip=["article:N", "term:N", alt.Tooltip("around:N", title="in its words")],
        )
        .properties(width=480, title=title("Where the words stand"))
    )

"""Charts of results, as Altair (Vega-Lite) objects that can be restyled, joined and saved.

Every function returns an `altair.Chart` or a chart of several; the results have them as methods, for example
`Comparison.plot_similarity`. Altair has to be installed (`pip install newsloom[plots]`); it is imported when the first
chart is made. Colours can be told apart by colour-blind readers (Okabe and Ito 2008; viridis), pointing at a mark shows
the words behind it.

Examples
--------
>>> import newsloom as nl
>>> from newsloom import plots
>>> chart = plots.similarity(nl.compare("examples/summit"))
>>> chart.to_dict()["title"]["text"]
'How alike the articles are'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from newsloom._records import labels

if TYPE_CHECKING:
    import altair as alt

    from newsloom._compare import Comparison
    from newsloom._corpus import Corpus
    from newsloom._groups import Stories, Topics
    from newsloom._table import Table

__all__ = [
    "composition",
    "dendrogram",
    "keyness",
    "similarity",
    "statements",
    "story_timeline",
    "topic_map",
    "topics_over_time",
    "xray",
]

# Okabe and Ito's colours, without black and yellow, which disappear on a light or dark ground.
OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
_GRADES = ("verbatim", "light edit", "paraphrase", "partial", "uncertain", "absent")
_GRADE_COLOURS = ("#12375a", "#3d76a8", "#8fb6d6", "#c9dcea", "#e8d9b5", "#f3f1ed")
_CLIP = 90


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise ImportError("charts need altair: pip install 'newsloom[plots]'") from error
    return altair


def _title(text: str, *more: str) -> dict[str, Any]:
    return {"text": text, "subtitle": list(more), "anchor": "start"}


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CLIP else line[:_CLIP].rstrip() + "…"


def _data(rows: Iterable[dict[str, Any]]) -> Any:
    return _altair().Data(values=list(rows))


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
        that make two articles alike.
    """
    from scipy.cluster.hierarchy import leaves_list

    alt = _altair()
    found, tree = _linkage(cmp)
    names, order = cmp._labels, [found["ids"][i] for i in leaves_list(tree)]
    labels = [names[i] for i in order]
    rows = [
        {"a": names[a], "b": names[b], "similarity": round(found["matrix"][i][j], 4)}
        for i, a in enumerate(found["ids"])
        for j, b in enumerate(found["ids"])
        if i != j
    ]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("b:N", sort=labels, title=None, axis=alt.Axis(labelAngle=-40)),
        y=alt.Y("a:N", sort=labels, title=None),
        tooltip=[alt.Tooltip("a:N"), alt.Tooltip("b:N"), alt.Tooltip("similarity:Q", format=".2f")],
    )
    heat = base.mark_rect().encode(color=alt.Color("similarity:Q", scale=alt.Scale(scheme="blues"), title="similarity"))
    middle = (min(r["similarity"] for r in rows) + max(r["similarity"] for r in rows)) / 2
    figures = base.mark_text(fontSize=10).encode(
        text=alt.Text("similarity:Q", format=".2f"),
        color=alt.condition(alt.datum.similarity > middle, alt.value("white"), alt.value("#1d1c1a")),
    )
    layers = (heat, figures) if len(order) <= 20 else (heat,)
    return alt.layer(*layers).properties(
        title=_title("How alike the articles are", str(found["measure"]), "ordered so that the like stand together")
    )


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

    alt = _altair()
    found, tree = _linkage(cmp)
    names = cmp._labels
    laid = drawn(tree, no_plot=True, labels=[names[i] for i in found["ids"]])
    rows = [
        {"joint": n, "corner": k, "place": (x - 5) / 10, "distance": y, "height": max(heights)}
        for n, (places, heights) in enumerate(zip(laid["icoord"], laid["dcoord"], strict=True))
        for k, (x, y) in enumerate(zip(places, heights, strict=True))
    ]
    leaves = laid["ivl"]
    words = " : ".join(f"datum.value == {i} ? {_quoted(leaf)}" for i, leaf in enumerate(leaves)) + " : ''"
    return (
        alt.Chart(_data(rows))
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
            height={"step": 22}, title=_title("Which articles are most alike", "average linkage of similarities")
        )
        .properties(height=max(80, 24 * len(leaves)))
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'"


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
    alt = _altair()
    names, found = cmp._labels, cmp.to_dict()
    kept = sorted(found["statements"], key=lambda s: -s["n_articles"])[:most]
    wanted = {s["id"] for s in kept}
    order = [f"{s['id']}  {_clip(s['members'][0]['text'])}" for s in kept]
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
        alt.Chart(_data(rows))
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("article:N", title=None, axis=alt.Axis(labelAngle=-40, orient="top")),
            y=alt.Y("statement:N", sort=order, title=None, axis=alt.Axis(labelLimit=420)),
            color=alt.Color("reported:N", title="reported", scale=_grades(alt)),
            tooltip=["article:N", "reported:N", alt.Tooltip("words:N", title="in its words, or the nearest")],
        )
        .properties(title=_title("Who reports what", "statements of two articles or more"))
    )


def _grades(alt: Any) -> Any:
    return alt.Scale(domain=list(_GRADES), range=list(_GRADE_COLOURS))


def composition(cmp: Comparison) -> alt.Chart:
    """Draw what each article is made of: sentences that others report too, by closeness, and those only it has.

    Parameters
    ----------
    cmp : Comparison
        The coverage of a story.

    Returns
    -------
    altair.Chart
        A bar an article. A sentence counts once, by its closest statement.
    """
    alt = _altair()
    names, found = cmp._labels, cmp.to_dict()
    order = [*_GRADES[:4], "only here"]
    best: dict[tuple[str, int], int] = {}
    for s in found["statements"]:
        for m in s["members"]:
            key, grade = (m["article"], m["start"]), _GRADES.index(m["grade"].replace("_", " "))
            best[key] = min(grade, best.get(key, grade))
    rows = []
    for a in found["articles"]:
        grades = [grade for (article, _), grade in best.items() if article == a["id"]]
        counts = [grades.count(n) for n in range(4)] + [max(0, a["n_sentences"] - len(grades))]
        rows += [
            {"article": names[a["id"]], "made of": kind, "rank": n, "sentences": count}
            for n, (kind, count) in enumerate(zip(order, counts, strict=True))
        ]
    return (
        alt.Chart(_data(rows))
        .mark_bar()
        .encode(
            x=alt.X("sentences:Q", title="sentences"),
            y=alt.Y("article:N", title=None, sort=[names[a["id"]] for a in found["articles"]]),
            color=alt.Color(
                "made of:N", title=None, scale=alt.Scale(domain=order, range=[*_GRADE_COLOURS[:4], "#d9d5cc"])
            ),
            order="rank:Q",
            tooltip=["article:N", "made of:N", "sentences:Q"],
        )
        .properties(title=_title("What each article is made of", "sentences by how closely others report them"))
    )


def story_timeline(stories: Stories, *, most: int = 25) -> alt.Chart:
    """Draw when the articles of each story appeared.

    Parameters
    ----------
    stories : Stories
        The stories of a pile.
    most : int, default 25
        Stories shown, the most told first.

    Returns
    -------
    altair.Chart
        A line a story, a mark an article.

    Raises
    ------
    ValueError
        When no article has a date that can be read.
    """
    alt = _altair()
    corpus = stories._corpus
    article = {a["id"]: a for a in corpus.articles}
    rows, order = [], []
    for story in list(stories)[:most]:
        name = _clip(story.headline) or story.id
        dated = [article[i] for i in story.members if hasattr(article[i]["date"], "isoformat")]
        if dated:
            order.append(name)
        rows += [
            {
                "story": name,
                "date": a["date"].isoformat(),
                "outlet": a["outlet"] or "not named",
                "title": a["title"],
                "telling words": ", ".join(story.terms[:6]),
            }
            for a in dated
        ]
    if not rows:
        raise ValueError("a timeline needs dates, and no article has one that can be read (YYYY-MM-DD)")
    return (
        alt.Chart(_data(rows))
        .mark_circle(size=90, opacity=0.75)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y("story:N", sort=order, title=None, axis=alt.Axis(labelLimit=380, grid=True)),
            color=_outlets(alt, rows),
            tooltip=["title:N", "outlet:N", "date:T", "telling words:N"],
        )
        .properties(width=480, title=_title("When the stories were told", "a mark for each article"))
    )


def _outlets(alt: Any, rows: Sequence[dict[str, Any]]) -> Any:
    """Return a colour for each outlet while there are enough; the tooltip says it in any case."""
    if len({r["outlet"] for r in rows}) > len(OKABE_ITO):
        return alt.value(OKABE_ITO[0])
    return alt.Color("outlet:N", title="outlet", scale=alt.Scale(range=list(OKABE_ITO)))


def topic_map(topics: Topics) -> alt.Chart:
    """Draw the articles of a pile on a plane: the two strongest components of their TF-IDF rows (LSA).

    Parameters
    ----------
    topics : Topics
        The topics of a pile.

    Returns
    -------
    altair.Chart
        A mark an article, its colour and shape the topic; tooltips hold title, outlet and telling words. What lies
        close on the plane need not be close in all components.
    """
    from newsloom._cluster_spherical import LSA
    from newsloom._vectorizers_tfidf import TfidfVectorizer

    alt = _altair()
    columns = topics._corpus.articles.to_dict()
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    weights = vectorizer.fit_transform(columns["text"])
    # A component more than is drawn: the first one is near to the mean of all rows and tells little.
    places = LSA(n_components=min(3, *weights.shape)).fit_transform(weights)[:, -2:]
    terms = vectorizer.get_feature_names_out()
    label = {t["topic"]: t["label"] for t in topics.topics}
    topic = {a["id"]: a["topic"] for a in topics.assignments}
    rows = []
    for n, article in enumerate(columns["id"]):
        row = weights[[n]]
        strongest = row.indices[row.data.argsort()[::-1][:6]]
        rows.append(
            {
                "x": float(places[n, 0]),
                "y": float(places[n, -1]),
                "topic": label.get(topic[article], str(topic[article])),
                "title": columns["title"][n] or article,
                "outlet": columns["outlet"][n],
                "telling words": ", ".join(terms[i] for i in strongest),
            }
        )
    axis = alt.Axis(labels=False, ticks=False, grid=False)
    kinds = list(dict.fromkeys(label.values()))
    colours = [OKABE_ITO[i % len(OKABE_ITO)] for i in range(len(kinds))]
    return (
        alt.Chart(_data(rows))
        .mark_point(filled=True, size=70, opacity=0.8)
        .encode(
            x=alt.X("x:Q", title="second component", axis=axis, scale=alt.Scale(zero=False)),
            y=alt.Y("y:Q", title="third component", axis=axis, scale=alt.Scale(zero=False)),
            color=alt.Color("topic:N", title="topic", scale=alt.Scale(domain=kinds, range=colours)),
            shape=alt.Shape("topic:N", title="topic", scale=alt.Scale(domain=kinds)),
            tooltip=["title:N", "outlet:N", "topic:N", "telling words:N"],
        )
        .properties(width=480, height=380, title=_title("The pile on a plane", "articles by their words (TF-IDF, LSA)"))
        .configure_legend(labelLimit=320)
    )


def topics_over_time(topics: Topics) -> alt.Chart:
    """Draw how many articles of each topic appeared when.

    Parameters
    ----------
    topics : Topics
        The topics of a pile.

    Returns
    -------
    altair.Chart
        A panel a topic, a column for each day, week, month or year.

    Raises
    ------
    ValueError
        When fewer than two articles have a date that can be read.
    """
    alt = _altair()
    found = topics.to_dict()
    label = {t["topic"]: t["label"] for t in found["topics"]}
    rows = [
        {
            "topic": _clip(label.get(p["topic"], str(p["topic"]))),
            "start": p["start"],
            "articles": p["articles"],
            "share": p["share"],
        }
        for p in found["over_time"]
    ]
    if not rows:
        raise ValueError(
            "topics over time need dates, and fewer than two articles have one that can be read (YYYY-MM-DD)"
        )
    period = found["over_time"][0]["period"]
    return (
        alt.Chart(_data(rows))
        .mark_bar(color=OKABE_ITO[0])
        .encode(
            x=alt.X("start:T", title=None),
            y=alt.Y("articles:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            row=alt.Row(
                "topic:N",
                title=None,
                sort=list(dict.fromkeys(r["topic"] for r in rows)),
                header=alt.Header(labelAngle=0, labelAlign="left", labelLimit=260),
            ),
            tooltip=[
                "topic:N",
                alt.Tooltip("start:T", title=f"{period} from"),
                "articles:Q",
                alt.Tooltip("share:Q", format=".0%"),
            ],
        )
        .properties(width=420, height=46, title=_title("Topics over time", f"articles a {period}"))
    )


def keyness(table: Table, *, most: int = 20, score: str = "score") -> alt.Chart | alt.HConcatChart:
    """Draw the words that set groups of texts apart, in both directions.

    Parameters
    ----------
    table : Table
        What `newsloom.keyness` returns: a row a word and target.
    most : int, default 20
        Words shown on each side.
    score : str, default "score"
        The column that is drawn, for example `"log_ratio"`.

    Returns
    -------
    altair.Chart
        Bars to the right for words that the target has more of, to the left for words that it has less of; a chart
        beside the other where there are several targets.
    """
    alt = _altair()
    targets = list(dict.fromkeys(table["target"]))
    charts = [_keyness_bars(alt, table.where(target=target), str(target), most, score) for target in targets]
    if len(charts) == 1:
        return charts[0]
    return alt.hconcat(*charts).properties(title=_title("Words that set texts apart"))


def _keyness_bars(alt: Any, table: Table, target: str, most: int, score: str) -> Any:
    ranked = sorted((r for r in table if r[score] is not None), key=lambda r: (-r[score], r["feature"]))
    kept = ranked if len(ranked) <= 2 * most else ranked[:most] + ranked[-most:]
    sides = [f"more in {target}", f"less in {target}"]
    rows = [r | {"side": sides[0] if r[score] > 0 else sides[1]} for r in kept]
    words = [c for c in table.columns if c != "target"]
    return (
        alt.Chart(_data(rows))
        .mark_bar()
        .encode(
            x=alt.X(f"{score}:Q", title=score.replace("_", " ")),
            y=alt.Y("feature:N", sort=[r["feature"] for r in rows], title=None),
            color=alt.Color("side:N", title=None, scale=alt.Scale(domain=sides, range=list(OKABE_ITO[:2]))),
            tooltip=[f"{c}:{'N' if c == 'feature' else 'Q'}" for c in words],
        )
        .properties(title=_title(f"Words that set {target} apart"))
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
    alt = _altair()
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
        alt.Chart(_data(rows))
        .mark_tick(thickness=2, size=16)
        .encode(
            x=alt.X(
                "place:Q", title="from beginning to end", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])
            ),
            y=alt.Y("article:N", title=None, sort=names, axis=alt.Axis(grid=True)),
            color=alt.Color("term:N", title="term", scale=alt.Scale(domain=list(terms), range=list(OKABE_ITO))),
            tooltip=["article:N", "term:N", alt.Tooltip("around:N", title="in its words")],
        )
        .properties(width=480, title=_title("Where the words stand"))
    )

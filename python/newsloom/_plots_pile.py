"""Charts of a pile: topics, stories, and the words that set texts apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsloom._plots_chart import OKABE_ITO, altair, clip, data, outlet_colours, title

if TYPE_CHECKING:
    import altair as alt

    from newsloom._stories import Stories
    from newsloom._table import Table
    from newsloom._topics import Topics


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
    alt = altair()
    corpus = stories._corpus
    article = {a["id"]: a for a in corpus.articles}
    rows, order = [], []
    for story in list(stories)[:most]:
        name = clip(story.headline) or story.id
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
        alt.Chart(data(rows))
        .mark_circle(size=90, opacity=0.75)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y("story:N", sort=order, title=None, axis=alt.Axis(labelLimit=380, grid=True)),
            color=outlet_colours(alt, rows),
            tooltip=["title:N", "outlet:N", "date:T", "telling words:N"],
        )
        .properties(width=480, title=title("When the stories were told", "a mark for each article"))
    )


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

    alt = altair()
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
        alt.Chart(data(rows))
        .mark_point(filled=True, size=70, opacity=0.8)
        .encode(
            x=alt.X("x:Q", title="second component", axis=axis, scale=alt.Scale(zero=False)),
            y=alt.Y("y:Q", title="third component", axis=axis, scale=alt.Scale(zero=False)),
            color=alt.Color("topic:N", title="topic", scale=alt.Scale(domain=kinds, range=colours)),
            shape=alt.Shape("topic:N", title="topic", scale=alt.Scale(domain=kinds)),
            tooltip=["title:N", "outlet:N", "topic:N", "telling words:N"],
        )
        .properties(width=480, height=380, title=title("The pile on a plane", "articles by their words (TF-IDF, LSA)"))
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
    alt = altair()
    found = topics.to_dict()
    label = {t["topic"]: t["label"] for t in found["topics"]}
    rows = [
        {
            "topic": clip(label.get(p["topic"], str(p["topic"]))),
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
        alt.Chart(data(rows))
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
        .properties(width=420, height=46, title=title("Topics over time", f"articles a {period}"))
    )


def keyness(table: Table, *, most: int = 20, score: str = "score") -> alt.Chart | alt.ConcatChart:
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
        Bars to the right for words that the target has more of, to the left for words that it has less of; three charts
        a row where there are several targets.
    """
    alt = altair()
    targets = list(dict.fromkeys(table["target"]))
    charts = [_keyness_bars(alt, table.where(target=target), str(target), most, score) for target in targets]
    if len(charts) == 1:
        return charts[0]
    return alt.concat(*charts, columns=3).properties(title=title("Words that set texts apart"))


def _keyness_bars(alt: Any, table: Table, target: str, most: int, score: str) -> Any:
    ranked = sorted((r for r in table if r[score] is not None), key=lambda r: (-r[score], r["feature"]))
    kept = ranked if len(ranked) <= 2 * most else ranked[:most] + ranked[-most:]
    sides = [f"more in {target}", f"less in {target}"]
    rows = [r | {"side": sides[0] if r[score] > 0 else sides[1]} for r in kept]
    words = [c for c in table.columns if c != "target"]
    return (
        alt.Chart(data(rows))
        .mark_bar()
        .encode(
            x=alt.X(f"{score}:Q", title=score.replace("_", " ")),
            y=alt.Y("feature:N", sort=[r["feature"] for r in rows], title=None),
            color=alt.Color("side:N", title=None, scale=alt.Scale(domain=sides, range=list(OKABE_ITO[:2]))),
            tooltip=[f"{c}:{'N' if c == 'feature' else 'Q'}" for c in words],
        )
        .properties(title=title(f"Words that set {target} apart"))
    )

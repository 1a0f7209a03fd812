"""What users write; it is read by type checkers, not run (`make check`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsloom as nl
from newsloom import plots

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


def recent(day: str) -> bool:
    return day > "2026"


def coverage(folder: Path) -> list[str]:
    corpus = nl.read(folder, "more/*.jsonl.gz", skip_bad=True, text="body", progress=False)
    part = corpus.where(outlet=["Ledger", "Echo"], date=recent)
    cmp = nl.compare(part, language="en", keep=["title"], n_jobs=2, progress=False)
    cmp.to_html(folder / "report.html")
    lines: list[str] = []
    for row in cmp.statements:
        start, end = int(row["start"]), int(row["end"])
        lines.append(corpus[str(row["article"])].text[start:end])
    first: dict[str, Any] = cmp.omissions[0]
    states: list[Any] = cmp.omissions["state"]
    table: nl.Table = cmp.quotes[:10].where(kind="direct")
    print(first, states, len(table), cmp.recipe["statements"])
    return lines


def pile(frame: pd.DataFrame, other: pl.DataFrame) -> pd.DataFrame:
    corpus = nl.Corpus(frame, text="body")
    print(nl.Table(frame).columns, nl.Table(other)[0], nl.Table({"id": ["a"]}).columns)
    print(len(nl.Corpus(other)), corpus.notes.columns, corpus.articles.to_polars())
    topics = corpus.topics(n_clusters=8, random_state=1)
    stories = corpus.stories()
    for story in stories:
        article: nl.Article
        for article in story.articles:
            print(story.id, story.headline, article.outlet, article.extra.get("desk"))
    biggest: nl.Story = stories[0]
    cmp: nl.Comparison = biggest.compare()
    plots.similarity(cmp)
    topics.plot_map()
    by_outlet: dict[Any, nl.Corpus] = corpus.by("outlet")
    print(by_outlet.keys())
    return topics.assignments.to_pandas()


def words(texts: list[str]) -> list[tuple[str, str]]:
    vectorizer = nl.TfidfVectorizer(stemmer="english", min_df=2, ngram_range=(1, 2))
    rows = vectorizer.fit_transform(texts)
    labels = nl.SphericalKMeans(n_clusters=4, random_state=0).fit_predict(rows)
    names = vectorizer.get_feature_names_out()
    print(labels, names, nl.similar_pairs(rows))
    stems = nl.Stemmer("english").stem(["ferries", "sailed"])
    return list(zip(stems, [str(s["text"]) for s in nl.sentences(texts[0])], strict=False))

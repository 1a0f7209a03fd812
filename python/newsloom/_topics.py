"""Topics of a pile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsloom._groups import Groups
from newsloom._table import Table
from newsloom._threads import threads

if TYPE_CHECKING:
    import altair as alt

    from newsloom import _core


class Topics(Groups):
    """What a pile is about. Made by `Corpus.topics`.

    Examples
    --------
    >>> import newsloom as nl
    >>> texts = {"a": "The striker scored in the cup final.", "b": "A late goal by the striker won the cup."}
    >>> texts |= {"c": "The bank raised interest rates.", "d": "Interest rates rise, says the central bank."}
    >>> topics = nl.Corpus([{"id": i, "text": t} for i, t in texts.items()]).topics(2)
    >>> topics.assignments["topic"]
    [0, 0, 1, 1]
    >>> topics.assign([{"id": "new", "text": "The bank kept its interest rates."}])["topic"]
    [1]
    """

    _part = "topics"
    _inner: _core.Topics

    @property
    def assignments(self) -> Table:
        """One row an article: `id, topic, score, runner_up, margin, outlier`.

        `score` is the cosine to the topic's centroid, `margin` how much higher it is than the runner-up's, `outlier`
        how many robust standard deviations it lies below the topic's median (from 3.5 an outlier); 0 above the median.
        """
        return self._rows("assignments")

    @property
    def topics(self) -> Table:
        """One row a topic, largest first.

        Columns: `topic, size, label, headline, terms, term_articles, representative, cohesion, stability`.
        `headline` is the title of the most central article, `term_articles` the number of the topic's articles that
        hold each of the `terms`, `stability` the mean Jaccard similarity to the most similar topic of each resample:
        below 0.6 unstable, from 0.75 stable.
        """
        return self._rows("topics")

    @property
    def quality(self) -> dict[str, Any]:
        """How good the grouping is: silhouette, mean score, mean stability; whether the number is unsure and why."""
        return dict(self._found["quality"])

    @property
    def curve(self) -> Table:
        """How good each number of topics would be; empty when the number was given.

        Columns: `n_clusters, silhouette, null_silhouette, stability`.
        """
        return self._rows("curve")

    @property
    def hierarchy(self) -> Table:
        """Which topics are alike, most alike first: `a, b, height, size`; row `m` makes group `len(self) + m`."""
        return self._rows("hierarchy")

    @property
    def over_time(self) -> Table:
        """Articles of each topic by stretches of time: `topic, start, period, articles, share`."""
        return self._rows("over_time")

    def why(self, article: str) -> dict[str, Any]:
        """Tell why an article is in its topic rather than in the runner-up.

        Parameters
        ----------
        article : str
            The article's id.

        Returns
        -------
        dict
            `id, topic, runner_up, margin` and `terms`: a table of `term, contribution`, largest first, whose
            contributions add up to the margin.

        Raises
        ------
        ValueError
            When no article has this id.
        """
        found = self._inner.why(article)
        return {**found, "terms": Table.from_rows(found["terms"], ("term", "contribution"))}

    def assign(self, articles: Any, *, n_jobs: int | None = None) -> Table:
        """Find the topics of articles that were not in the pile; the topics stay as they are.

        Parameters
        ----------
        articles : Corpus, path, data frame or iterable of dict
            The new articles.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.

        Returns
        -------
        Table
            As `assignments`, in the order given.

        Raises
        ------
        ValueError
            When two articles have one id.
        """
        from newsloom._read import as_corpus

        return Table.from_rows(self._inner.assign(as_corpus(articles)._inner, n_jobs=threads(n_jobs)))

    def plot_map(self) -> alt.Chart:
        """Draw the articles on a plane, coloured by topic. See `newsloom.plots.topic_map`."""
        from newsloom import plots

        return plots.topic_map(self)

    def plot_over_time(self) -> alt.Chart:
        """Draw how many articles of each topic appeared when. See `newsloom.plots.topics_over_time`."""
        from newsloom import plots

        return plots.topics_over_time(self)

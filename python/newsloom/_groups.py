"""Topics and stories of a pile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsloom._table import Table
from newsloom._threads import threads
from newsloom._whole_file import write_whole

if TYPE_CHECKING:
    import altair as alt

    from newsloom import _core
    from newsloom._compare import Comparison
    from newsloom._corpus import Corpus

_COLUMNS = {
    "curve": ("n_clusters", "silhouette", "null_silhouette", "stability"),
    "hierarchy": ("a", "b", "height", "size"),
    "over_time": ("topic", "start", "period", "articles", "share"),
    "duplicates": ("id", "duplicate_of"),
    "unread_dates": ("id", "date"),
}


class _Groups:
    """What topics and stories share: the result in the form of JSON schema 1, and the corpus it was found in."""

    _part: str

    def __init__(self, inner: Any, corpus: Corpus) -> None:
        self._inner = inner
        self._found: dict[str, Any] = inner.to_dict()
        self._corpus = corpus

    def _rows(self, part: str) -> Table:
        """Return the rows of a part of the result."""
        return Table.from_rows(self._found[part], _COLUMNS.get(part))

    @property
    def duplicates(self) -> Table:
        """Articles that repeat another one and weigh together with it: `id, duplicate_of`."""
        return self._rows("duplicates")

    @property
    def without_words(self) -> list[str]:
        """Ids of articles without a word to go by: kept, and grouped with nothing else."""
        return list(self._found["without_words"])

    @property
    def unread_dates(self) -> Table:
        """Dates that could not be read: `id, date`."""
        return self._rows("unread_dates")

    @property
    def recipe(self) -> dict[str, Any]:
        """What made the result."""
        return dict(self._found["recipe"])

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result in the form of JSON schema 1.

        Returns
        -------
        dict
            Plain dicts, lists, strings and numbers.
        """
        return dict(self._found)

    def __len__(self) -> int:
        return len(self._found[self._part])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} {self._part} of {len(self._found['assignments'])} articles)"

    def _repr_html_(self) -> str:
        return self._rows(self._part)._repr_html_()


class Topics(_Groups):
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


class Story:
    """Articles about one event."""

    def __init__(self, found: dict[str, Any], corpus: Corpus) -> None:
        self._found = found
        self._corpus = corpus

    @property
    def id(self) -> str:
        """The story's id."""
        return str(self._found["story"])

    @property
    def headline(self) -> str:
        """The title of its most central article."""
        return str(self._found["headline"])

    @property
    def terms(self) -> list[str]:
        """Distinguishing terms, most telling first."""
        return list(self._found["terms"])

    @property
    def term_articles(self) -> list[int]:
        """In how many of its articles each of the terms stands."""
        return list(self._found["term_articles"])

    @property
    def representative(self) -> list[str]:
        """Ids of the articles most like the rest, the most central first."""
        return list(self._found["representative"])

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day it was told, `YYYY-MM-DD`; None without a date that can be read."""
        first, last = self._found["first_day"], self._found["last_day"]
        return (first, last) if first is not None else None

    @property
    def members(self) -> list[str]:
        """Ids of its articles."""
        return list(self._found["members"])

    @property
    def articles(self) -> Corpus:
        """Its articles."""
        return self._corpus.where(id=set(self.members))

    def compare(self, **options: Any) -> Comparison:
        """Compare its articles.

        Parameters
        ----------
        **options : Any
            As `Corpus.compare`.

        Returns
        -------
        Comparison
            The coverage of this story.
        """
        return self.articles.compare(**options)

    def __len__(self) -> int:
        return len(self._found["members"])

    def __repr__(self) -> str:
        return f"Story({self.id}: {self.headline!r}, {len(self)} articles)"


class Stories(_Groups):
    """The stories of a pile, largest first. Made by `Corpus.stories`.

    Examples
    --------
    >>> import newsloom as nl
    >>> texts = {"a": "The ferry rammed the pier at Oldhaven; nine were hurt."}
    >>> texts["b"] = "Nine hurt as a ferry hits Oldhaven pier."
    >>> stories = nl.Corpus([{"id": i, "text": t} for i, t in texts.items()]).stories()
    >>> [story.members for story in stories]
    [['a', 'b']]
    >>> stories = stories.add([{"id": "c", "text": "Wheat prices climb to a record after the drought."}])
    >>> [story.members for story in stories]
    [['a', 'b'], ['c']]
    """

    _part = "stories"
    _inner: _core.Stories

    @property
    def assignments(self) -> Table:
        """One row an article: `id, story, score` (mean cosine to the story's other articles)."""
        return self._rows("assignments")

    @property
    def stories(self) -> Table:
        """One row a story.

        Columns: `story, size, headline, members, representative, terms, term_articles, first_day, last_day`.
        """
        return self._rows("stories")

    def add(self, articles: Any, *, n_jobs: int | None = None) -> Stories:
        """Take in more articles without starting over: each joins a story that is there or founds one.

        Only the new articles are read, compared with others and grouped; words are weighed by how many articles hold
        them now. A story that no article joins keeps its terms.

        Parameters
        ----------
        articles : Corpus, path, data frame or iterable of dict
            The new articles.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.

        Returns
        -------
        Stories
            All stories; those that were there keep their ids and articles. This object stays as it is.

        Raises
        ------
        ValueError
            When two articles have one id, or one has the id of an article that is there.
        """
        from newsloom._corpus import Corpus
        from newsloom._read import as_corpus

        new = as_corpus(articles)._inner
        return Stories(self._inner.add(new, n_jobs=threads(n_jobs)), Corpus._of(self._corpus._inner.joined(new)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the stories with their articles to a file: versioned, checksummed, no pickle, whole or not at all.

        Parameters
        ----------
        path : str or path
            The file, which `newsloom stories --model` reads, too; an existing one is replaced.
        """
        write_whole(path, self._inner.to_bytes())

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, n_jobs: int | None = None) -> Stories:
        """Read what `save` wrote, or `newsloom stories --save`, and run no code.

        Parameters
        ----------
        path : str or path
            The file.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.

        Returns
        -------
        Stories
            As saved, the articles by id: `add` takes in more as if they had never left memory.

        Raises
        ------
        ValueError
            When the file holds no stories, is truncated or altered, or of another version.

        Examples
        --------
        >>> import os, tempfile
        >>> import newsloom as nl
        >>> march = nl.Corpus([{"id": "a", "text": "The ferry rammed the pier at Oldhaven; nine were hurt."}]).stories()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     march.save(os.path.join(folder, "stories.nlm"))
        ...     april = nl.Stories.load(os.path.join(folder, "stories.nlm"))
        >>> [s.members for s in april.add([{"id": "b", "text": "Nine hurt as a ferry hits Oldhaven pier."}])]
        [['a', 'b']]
        """
        from newsloom import _core
        from newsloom._corpus import Corpus

        with open(path, "rb") as file:
            data = file.read()
        try:
            inner = _core.Stories.from_bytes(data, n_jobs=threads(n_jobs))
        except ValueError as e:
            raise ValueError(f"{os.fspath(path)}: {e}") from None
        return cls(inner, Corpus._of(inner.corpus()))

    def plot_timeline(self, *, most: int = 25) -> alt.Chart:
        """Draw when the articles of each story appeared. See `newsloom.plots.story_timeline`."""
        from newsloom import plots

        return plots.story_timeline(self, most=most)

    def __getitem__(self, key: int | str) -> Story:
        found = self._found["stories"]
        if isinstance(key, str):
            match = [s for s in found if s["story"] == key]
            if not match:
                some = ", ".join(s["story"] for s in found[:3]) or "none"
                rest = f" and {len(found) - 3} more" if len(found) > 3 else ""
                raise KeyError(f"no story {key!r}; there are {some}{rest}")
            return Story(match[0], self._corpus)
        if not -len(found) <= key < len(found):
            raise IndexError(f"story must be below {len(found)}, got {key}")
        return Story(found[key], self._corpus)

    def __iter__(self) -> Iterator[Story]:
        return (Story(s, self._corpus) for s in self._found["stories"])

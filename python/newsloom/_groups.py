"""Topics and stories of a pile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsloom._table import Table

if TYPE_CHECKING:
    import altair as alt

    from newsloom._compare import Comparison
    from newsloom._corpus import Corpus


class _Groups:
    """What topics and stories share: the result in the form of JSON schema 1, and the corpus it was found in."""

    _part: str

    def __init__(self, found: dict[str, Any], corpus: Corpus) -> None:
        self._found = found
        self._corpus = corpus

    def _rows(self, part: str) -> Table:
        """Return the rows of a part of the result."""
        return Table.from_rows(self._found[part])

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
    """What a pile is about. Made by `Corpus.topics`."""

    _part = "topics"

    @property
    def assignments(self) -> Table:
        """One row an article: `id, topic, score` (cosine to the topic's centroid)."""
        return self._rows("assignments")

    @property
    def topics(self) -> Table:
        """One row a topic: `topic, size, label, terms, representative`."""
        return self._rows("topics")

    @property
    def quality(self) -> dict[str, Any]:
        """How good the grouping is."""
        return dict(self._found["quality"])

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
    """The stories of a pile, largest first. Made by `Corpus.stories`."""

    _part = "stories"

    @property
    def assignments(self) -> Table:
        """One row an article: `id, story`."""
        return self._rows("assignments")

    @property
    def stories(self) -> Table:
        """One row a story: `story, size, headline, members, terms`."""
        return self._rows("stories")

    def plot_timeline(self, *, most: int = 25) -> alt.Chart:
        """Draw when the articles of each story appeared. See `newsloom.plots.story_timeline`."""
        from newsloom import plots

        return plots.story_timeline(self, most=most)

    def __getitem__(self, key: int | str) -> Story:
        found = self._found["stories"]
        if isinstance(key, str):
            match = [s for s in found if s["story"] == key]
            if not match:
                raise KeyError(f"no story {key!r}")
            return Story(match[0], self._corpus)
        if not -len(found) <= key < len(found):
            raise IndexError(f"story must be below {len(found)}, got {key}")
        return Story(found[key], self._corpus)

    def __iter__(self) -> Iterator[Story]:
        return (Story(s, self._corpus) for s in self._found["stories"])

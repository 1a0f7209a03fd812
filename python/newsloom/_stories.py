"""Stories of a pile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsloom._groups import Groups
from newsloom._table import Table
from newsloom._threads import threads
from newsloom._whole_file import write_whole

if TYPE_CHECKING:
    import altair as alt

    from newsloom import _core
    from newsloom._compare import Comparison
    from newsloom._corpus import Corpus


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


class Stories(Groups):
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

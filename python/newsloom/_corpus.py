"""A pile of articles and what may be asked of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from newsloom import _core
from newsloom._compare import Comparison
from newsloom._keyness import Keyness, Measure, options
from newsloom._meant import no_such
from newsloom._numbers import at_least
from newsloom._progress import Progress
from newsloom._records import FIELDS, Article, arrow_stream_of, mapping, records_of, typed_dates
from newsloom._stories import Stories
from newsloom._table import Table
from newsloom._threads import threads
from newsloom._topics import Topics

if TYPE_CHECKING:
    import altair as alt

# What `progress` may be: whether a bar is shown, or a class like tqdm's that makes it.
Progressing: TypeAlias = "bool | Callable[..., Any] | None"


class Corpus:
    """Articles with their fields.

    Parameters
    ----------
    source : data frame, iterable of dict, iterable of str, mapping of columns, or scikit-learn Bunch
        A pandas, polars or duckdb table or anything else that speaks Arrow's stream interface (its columns are read
        without a Python object per cell); dicts with a field `text`; bare texts (their ids are then `1`, `2`, ...);
        columns by name; or what scikit-learn's loaders of texts return (`data` is the text, the name of its class the
        field `target`).
    skip_bad : bool, default False
        Whether records that can't be used are left out and listed in `notes`, in place of an error at the first.
    **fields : str
        Which field of the source holds what, for example `text="body", outlet="source"`.

    Raises
    ------
    ValueError
        When a record lacks a text, two records have one id, or a field named does not exist.
    TypeError
        When a text is no string.

    Examples
    --------
    >>> import newsloom as nl
    >>> corpus = nl.Corpus([{"id": "a", "text": "The mayor spoke."}, {"id": "b", "text": "A bridge was opened."}])
    >>> len(corpus), corpus["a"].text[4:9]
    (2, 'mayor')
    """

    def __init__(self, source: Any, *, skip_bad: bool = False, **fields: str) -> None:
        names = mapping(fields, ["skip_bad"])
        stream = arrow_stream_of(source)
        if stream is None:
            self._inner = _core.Corpus.from_records(records_of(source), fields=names, skip_bad=skip_bad)
        else:
            self._inner = _core.Corpus.from_arrow(stream, fields=names, skip_bad=skip_bad)
        self._columns: dict[str, list[Any]] | None = None

    @classmethod
    def _of(cls, inner: _core.Corpus) -> Corpus:
        corpus = cls.__new__(cls)
        corpus._inner, corpus._columns = inner, None
        return corpus

    def _fields(self) -> dict[str, list[Any]]:
        if self._columns is None:
            self._columns = self._inner.columns()
        return self._columns

    @property
    def articles(self) -> Table:
        """The articles: `id, title, text, outlet, date, url, lang, path` and any other field.

        `date` holds dates where every date given is a day, moments where all are days or moments, else text as given.
        """
        columns = self._fields()
        return Table(columns | {"date": typed_dates(columns["date"])})

    @property
    def notes(self) -> Table:
        """What was skipped or decoded otherwise than as UTF-8: `source, kind, reason`."""
        names = ["source", "kind", "reason"]
        return Table.from_rows([dict(zip(names, note, strict=True)) for note in self._inner.notes], names)

    def __len__(self) -> int:
        return len(self._inner)

    def __iter__(self) -> Iterator[Article]:
        return (self._article(i) for i in range(len(self)))

    def _article(self, i: int) -> Article:
        row = {name: column[i] for name, column in self._fields().items()}
        return Article(**{name: row.pop(name) for name in FIELDS}, extra=row)

    def __getitem__(self, key: str | int) -> Article:
        if isinstance(key, str):
            ids = self._fields()["id"]
            if key not in ids:
                raise KeyError(
                    f"no article {key!r}; there are {len(ids)}: {', '.join(ids[:5])}{', ...' if len(ids) > 5 else ''}"
                )
            return self._article(ids.index(key))
        if not -len(self) <= key < len(self):
            raise IndexError(f"article must be below {len(self)}, got {key}")
        return self._article(key % len(self))

    def where(self, **values: Any) -> Corpus:
        """Keep the articles whose fields equal these values.

        Parameters
        ----------
        **values : Any
            For each field that has to match: a value, a list, tuple or set of values, or a function that says yes or
            no. Dates compare as they were given, `datetime.date` by its ISO form.

        Returns
        -------
        Corpus
            The articles that match all.

        Examples
        --------
        >>> import newsloom as nl
        >>> corpus = nl.Corpus([{"text": "One.", "outlet": "Ledger"}, {"text": "Two.", "outlet": "Echo"}])
        >>> [a.text for a in corpus.where(outlet="Echo")]
        ['Two.']
        >>> [a.text for a in corpus.where(text=lambda text: text.startswith("O"))]
        ['One.']
        """
        columns = self._fields()
        for name in values:
            if name not in columns:
                raise KeyError(no_such("field", name, columns))
        tests = [(columns[name], _test(value)) for name, value in values.items()]
        places = [i for i in range(len(self)) if all(test(column[i]) for column, test in tests)]
        return Corpus._of(self._inner.select(places))

    def by(self, name: str) -> dict[Any, Corpus]:
        """Split the articles by the value of a field.

        Parameters
        ----------
        name : str
            The field, for example `outlet`.

        Returns
        -------
        dict
            A corpus for each value, in the order of first occurrence.

        Examples
        --------
        >>> import newsloom as nl
        >>> corpus = nl.Corpus([{"text": "One.", "outlet": "Ledger"}, {"text": "Two.", "outlet": "Echo"}])
        >>> {outlet: len(articles) for outlet, articles in corpus.by("outlet").items()}
        {'Ledger': 1, 'Echo': 1}
        """
        columns = self._fields()
        if name not in columns:
            raise KeyError(no_such("field", name, columns))
        places: dict[Any, list[int]] = {}
        for i, value in enumerate(columns[name]):
            places.setdefault(value, []).append(i)
        return {value: Corpus._of(self._inner.select(found)) for value, found in places.items()}

    def compare(
        self,
        *,
        language: str = "auto",
        keep: str | Sequence[str] = (),
        n_jobs: int | None = None,
        progress: Progressing = None,
    ) -> Comparison:
        """Compare the articles as accounts of one story.

        Parameters
        ----------
        language : str, default "auto"
            ISO 639-1 code of the articles' language.
        keep : str or sequence of str, default ()
            Reasons for which no line is set aside as site furniture, such as ``"title"``; ``"all"`` for none at all.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.
        progress : bool or callable, optional
            Whether a bar is shown: by default in a notebook and on a terminal, for calls longer than a second. A class
            like tqdm's makes its own.

        Returns
        -------
        Comparison
            Statements, quotes, passages, similarity, omissions, coverage, boilerplate.

        Raises
        ------
        ValueError
            When there are fewer than two articles, or `keep` names no reason.
        """
        with Progress("comparing", progress) as bar:
            inner = self._inner.compare(
                language=language,
                keep=[keep] if isinstance(keep, str) else list(keep),
                n_jobs=threads(n_jobs),
                progress=bar.callback,
            )
        return Comparison(inner)

    def keyness(self, by: str = "outlet", measure: Measure = "lr", **parameters: Any) -> Keyness:
        """Find the words that each group of articles uses more, or less, than all others.

        Parameters
        ----------
        by : str, default "outlet"
            The field whose values make the groups.
        measure : {"lr", "chi2", "log_ratio", "lrc", "log_odds", "pmi", "exact"}, default "lr"
            The score.
        **parameters : Any
            As `newsloom.keyness`; `target="Ledger"` asks for one group only.

        Returns
        -------
        Keyness
            A table; articles that lack the field are listed in `skipped`.

        Raises
        ------
        ValueError
            When no article has the field, all articles are of one group, or a parameter has a value that it can't have.

        Examples
        --------
        >>> import newsloom as nl
        >>> found = nl.read("examples/pile.jsonl").keyness(by="topic", target="weather", measure="lrc", stop_words="en")
        >>> found["feature"][0], found.groups["group"][:2]
        ('storm', ['business', 'health'])
        """
        return Keyness._of(self._inner.keyness(by, options(measure, **parameters)))

    def boilerplate(
        self, *, events: str | Sequence[Any] | None = None, keep: str | Sequence[str] = (), n_jobs: int | None = None
    ) -> Table:
        """List the lines of a pile that are site furniture, each with its reason.

        A line is told by its form and place, or by the two-way test: what recurs within an outlet across events is
        furniture, what recurs across outlets within an event is content.

        Parameters
        ----------
        events : str or sequence, optional
            The event of each article: a column of `articles`, or one value an article. Without it the stories that
            `stories` finds.
        keep : str or sequence of str, default ()
            Reasons for which no line is set aside, such as ``"title"``; ``"all"`` for none at all.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.

        Returns
        -------
        Table
            `article, start, end, text, reason`; `start` and `end` are code points of the article's text.

        Raises
        ------
        ValueError
            When `keep` names no reason, `events` no column, or it does not have a value for each article.

        Examples
        --------
        >>> import newsloom as nl
        >>> aside = nl.read("examples/summit").boilerplate()
        >>> sorted(set(aside["reason"]))[:2]
        ['byline', 'comment']
        """
        table = self.articles
        if events is None:
            story = {a["id"]: a["story"] for a in self.stories(n_jobs=n_jobs).assignments}
            labels: Sequence[Any] = [story[i] for i in table["id"]]
        elif isinstance(events, str):
            if events not in table.columns:
                raise ValueError(f"events must be a column of articles; {no_such('column', events, table.columns)}")
            labels = list(table[events])
        else:
            labels = list(events)
        if len(labels) != len(self):
            raise ValueError(f"events must have one value for each of the {len(self)} articles, got {len(labels)}")
        kept = [keep] if isinstance(keep, str) else list(keep)
        found = self._inner.boilerplate(keep=kept, events=[str(e) for e in labels], n_jobs=threads(n_jobs))
        columns = ["article", "start", "end", "text", "reason"]
        return Table({name: [row[i] for row in found] for i, name in enumerate(columns)})

    def topics(
        self,
        n_clusters: int | None = None,
        *,
        random_state: int = 0,
        language: str = "auto",
        n_resamples: int = 10,
        n_jobs: int | None = None,
        progress: Progressing = None,
    ) -> Topics:
        """Group the articles by what they are about: spherical k-means begun where several runs agree.

        Parameters
        ----------
        n_clusters : int, optional
            Number of topics. When not given, the clearest that resamples agree on; `quality` says when they agree
            on none.
        random_state : int, default 0
            Seed of the generator.
        language : str, default "auto"
            ISO 639-1 code of the articles' language.
        n_resamples : int, default 10
            Number of resamples that stability is measured on; 0 measures none.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.
        progress : bool or callable, optional
            Whether a bar is shown: by default in a notebook and on a terminal, for calls longer than a second. A class
            like tqdm's makes its own.

        Returns
        -------
        Topics
            Assignments, topics with labels, quality.

        Raises
        ------
        ValueError
            When `n_clusters` is below 1 or above the number of distinct articles with words, another number is
            negative, or the language is unknown.
        """
        at_least(1, n_clusters=n_clusters)
        at_least(0, random_state=random_state, n_resamples=n_resamples)
        with Progress("finding topics", progress) as bar:
            found = self._inner.topics(
                n_clusters=n_clusters,
                seed=random_state,
                language=language,
                n_resamples=n_resamples,
                n_jobs=threads(n_jobs),
                progress=bar.callback,
            )
        return Topics(found, self)

    def stories(self, *, language: str = "auto", n_jobs: int | None = None, progress: Progressing = None) -> Stories:
        """Group the articles by event; the number of stories is found, an article may stand alone.

        Parameters
        ----------
        language : str, default "auto"
            ISO 639-1 code of the articles' language.
        n_jobs : int, optional
            Number of threads; all by default. The result does not depend on it.
        progress : bool or callable, optional
            Whether a bar is shown: by default in a notebook and on a terminal, for calls longer than a second. A class
            like tqdm's makes its own.

        Returns
        -------
        Stories
            Assignments and stories; `stories[i].compare()` goes on to the coverage of one.

        Raises
        ------
        ValueError
            When there is no article.
        """
        with Progress("finding stories", progress) as bar:
            found = self._inner.stories(language=language, n_jobs=threads(n_jobs), progress=bar.callback)
        return Stories(found, self)

    def plot_xray(self, *terms: str) -> alt.Chart:
        """Draw where terms stand in each article. See `newsloom.plots.xray`."""
        from newsloom import plots

        return plots.xray(self, *terms)

    def __repr__(self) -> str:
        outlets = {o for o in self._fields()["outlet"] if o}
        return f"Corpus({len(self)} articles" + (
            f" by {len(outlets)} outlet{'s' * (len(outlets) > 1)})" if outlets else ")"
        )

    def _repr_html_(self) -> str:
        # Where the files lie and fields that no article has would only push the others aside.
        columns = self.articles.to_dict()
        told = {
            name: values
            for name, values in columns.items()
            if name != "path" and any(v not in ("", None) for v in values)
        }
        return Table(told)._repr_html_()


def _test(wanted: Any) -> Callable[[Any], bool]:
    """Make a yes-or-no question of what `where` was given."""
    if callable(wanted):
        return lambda value: bool(wanted(value))
    several = wanted if isinstance(wanted, (list, tuple, set, frozenset)) else (wanted,)
    plain = [w.isoformat() if isinstance(w, datetime.date) else w for w in several]
    return lambda value: value in plain

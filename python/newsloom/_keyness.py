"""Which words one group of articles uses more than others do."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from newsloom import _core
from newsloom._meant import no_such
from newsloom._numbers import at_least
from newsloom._table import Table
from newsloom._text import stop_words as stop_list
from newsloom._threads import threads

if TYPE_CHECKING:
    import altair as alt

    from newsloom._corpus import Corpus

Measure = Literal["lr", "chi2", "log_ratio", "lrc", "log_odds", "pmi", "exact"]


class Keyness(Table):
    """Words with how far their use in one group is from their use in the others; see `newsloom.keyness`.

    A table with one row a word and target, from the highest score to the lowest.

    Attributes
    ----------
    groups : Table
        The groups: `group, n_articles, n_words, n_tested`.
    skipped : list of str
        Ids of articles that lack the field by which articles fall into groups.
    measure : str
        The measure of `score`.
    recipe : dict
        What made the result.
    """

    groups: Table
    skipped: list[str]
    measure: str
    recipe: dict[str, Any]

    @classmethod
    def _of(cls, found: Mapping[str, Any]) -> Keyness:
        table = cls({name: [row[name] for row in found["keyness"]] for name in _core.KEY_FIELDS})
        table.groups = Table.from_rows(found["groups"], ["group", "n_articles", "n_words", "n_tested"])
        table.skipped = found["skipped"]
        table.measure = found["measure"]
        table.recipe = found["recipe"]
        return table

    def plot_bars(self, *, most: int = 20, score: str = "score") -> alt.Chart | alt.ConcatChart:
        """Draw the words that set each target apart. See `newsloom.plots.keyness`."""
        from newsloom import plots

        return plots.keyness(self, most=most, score=score)


def options(
    measure: str = "lr",
    *,
    correction: Literal["none", "yates", "williams"] | None = None,
    unit: Literal["words", "articles"] = "words",
    min_count: int = 2,
    confidence: float = 0.95,
    prior: float | None = None,
    top: int | None = 20,
    target: str | None = None,
    stop_words: str | Iterable[str] | None = None,
    stemmer: str | None = None,
    ngram_range: tuple[int, int] = (1, 1),
    n_jobs: int | None = None,
    **unknown: Any,
) -> dict[str, Any]:
    """Gather the parameters of keyness for the core, with their defaults."""
    for name in unknown:
        raise TypeError(no_such("parameter of keyness", name, ["measure", *(options.__kwdefaults__ or {})]))
    at_least(1, min_count=min_count)
    at_least(0, top=top)
    words = stop_list(stop_words) if isinstance(stop_words, str) else list(stop_words or ())
    return {
        "measure": measure,
        "correction": correction,
        "unit": unit,
        "min_count": min_count,
        "confidence": confidence,
        "prior": prior,
        "top": top,
        "target": target,
        "stop_words": words,
        "stemmer": stemmer,
        "ngram_range": ngram_range,
        "n_jobs": threads(n_jobs),
    }


def keyness(
    target: Corpus | str | os.PathLike[str] | Sequence[str] | Any,
    reference: Corpus | Sequence[str] | Any | None = None,
    measure: Measure = "lr",
    *,
    by: str | None = None,
    **parameters: Any,
) -> Keyness:
    r"""Find the words that one group of texts uses more, or less, than another.

    Either two lists of texts, or one corpus whose articles fall into groups by a field: then each group is set against
    all others. Words are counted as they stand, in lower case, unless told otherwise.

    Parameters
    ----------
    target : Corpus, data frame, iterable of dict, or list of str
        The texts.
    reference : Corpus, data frame, iterable of dict, or list of str, optional
        The texts that they are set against.
    measure : {"lr", "chi2", "log_ratio", "lrc", "log_odds", "pmi", "exact"}, default "lr"
        With `a` occurrences among the `n1` words of the target and `b` among `n2` of the reference, `N = n1 + n2`, and
        `E = (a + b) n1 / N`:

        * `"lr"`: log-likelihood ratio :math:`G^2 = 2 \sum O \ln(O / E)` over the four cells (Dunning 1993)
        * `"chi2"`: Pearson's chi-square, with Yates's correction unless `correction` says otherwise
        * `"log_ratio"`: `log2((a / n1) / (b / n2))`, 0.5 in place of a count of zero (Hardie 2014)
        * `"lrc"`: conservative log ratio, the end nearer to zero of its confidence interval, zero when that spans zero
          (Evert 2022): the choice when there are few texts
        * `"log_odds"`: z of the log-odds under a Dirichlet prior that is spread as all texts are (Monroe et al. 2008)
        * `"pmi"`: `ln(a / E)`
        * `"exact"`: Fisher's exact test, `-log10 p`

        Scores of words that the target uses less are negative.
    by : str, optional
        The field that makes the groups, for example `outlet`; only without `reference`.
    **parameters : Any
        `correction` ("none", "yates", "williams"); `unit` ("words", or "articles": the articles that hold a word are
        counted); `min_count` (2) occurrences that a word must have; `confidence` (0.95) of `"lrc"`; `prior`, the words
        that the prior of `"log_odds"` stands for (as many as there are); `top` (20) words on each side, None for all;
        `stop_words`, a list or a language; `stemmer`, a language;
        `ngram_range` ((1, 1)), runs of words that don't go over punctuation; `n_jobs`.

    Returns
    -------
    Keyness
        A table `target, feature, score, p, log10_p, q, n_target, n_reference, docs_target, docs_reference, log_ratio,
        lrc, dp`: `q` is Benjamini and Hochberg's over all words tested with the target; `log_ratio` and `lrc` are the
        size of the effect; `dp` tells how unevenly the word is spread over the target's articles (Gries 2008), 0 to 1.
        Its attributes `groups` and `skipped` list the groups and the articles that lack the field.

    Raises
    ------
    ValueError
        When neither or both of `reference` and `by` are given, no article has the field, all articles are of one group,
        or a parameter has a value that it can't have.

    Notes
    -----
    `p` of `"log_ratio"`, `"lrc"` and `"pmi"`, which are sizes of effects and no tests, is that of `"lr"`. quanteda
    gives another: `textstat_keyness(measure="pmi")` looks `|pmi|` up in the chi-square distribution, which is no p
    value. And where quanteda's manual says that its default corrects `"lr"` by Williams, its code corrects by Yates;
    here `"lr"` is corrected only if asked for.

    Examples
    --------
    >>> import newsloom as nl
    >>> words = nl.keyness(["The riot began.", "Police ended the riot."], ["The protest began.", "The protest ended."])
    >>> words[0]["feature"], words[0]["n_target"], words[0]["n_reference"]
    ('riot', 2, 0)
    >>> pile = nl.read("examples/pile.jsonl")
    >>> telling = nl.keyness(pile, measure="lrc", by="topic", stop_words="en")
    >>> telling.where(target="weather")["feature"][:2]
    ['storm', 'kilometres']
    """
    from newsloom._read import as_corpus

    if (reference is None) == (by is None):
        raise ValueError(f"either reference or by must be given, got reference={_kind(reference)} and by={by!r}")
    if by is not None:
        return as_corpus(target).keyness(by, measure=measure, **parameters)
    given = options(measure, **parameters)
    return Keyness._of(_core.keyness(_texts("target", target), _texts("reference", reference), given))


def _kind(value: Any) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _texts(name: str, source: Any) -> list[str]:
    """Take texts from whatever holds them."""
    from newsloom._corpus import Corpus
    from newsloom._read import as_corpus

    if isinstance(source, str):
        raise TypeError(f"{name} must be a list of texts or a corpus, got a str: put it in a list")
    if not isinstance(source, Corpus) and isinstance(source, (list, tuple)) and all(isinstance(t, str) for t in source):
        return list(source)
    return [str(text) for text in as_corpus(source).articles["text"]]

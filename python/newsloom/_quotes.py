"""Quotations of one text."""

from __future__ import annotations

from newsloom import _core
from newsloom._table import Table


def quotes(text: str, language: str = "en") -> Table:
    """Find the quotations of a text and who said them.

    Marks are paired by kind; a quotation that runs over paragraphs gives one row for each. Speakers come from the words
    around a quotation (`Berg said`, `said the mayor`, `according to Berg`), full names from the whole text. No model is
    used, so every speaker can be traced: `attribution` says how.

    Parameters
    ----------
    text : str
        The text.
    language : str, default="en"
        Language of the text: a name (`english`) or an ISO 639-1 code. Lists of reporting words are shared by all
        languages, so that a quotation in another language is found too.

    Returns
    -------
    Table
        One row a quotation, in order: `start, end` (code points of `text`), `text` (the words inside the marks),
        `speaker` (None when the text does not tell), `cue` (the reporting word), `kind` (`direct`, or `mixed` when it
        is part of the outlet's own sentence), `part_of` (the row that it goes on with) and `attribution` (`cue`,
        `according_to`, `name`, `role`, `pronoun`, `continued` or `neighbour`, the surest first).

    Raises
    ------
    ValueError
        When the language is unknown.

    Examples
    --------
    >>> import newsloom as nl
    >>> table = nl.quotes('"The bridge is safe," said Mayor Anna Berg. "We checked it twice."')
    >>> table["text"]
    ['The bridge is safe,', 'We checked it twice.']
    >>> table["speaker"], table["cue"], table["part_of"]
    (['Anna Berg', 'Anna Berg'], ['said', 'said'], [None, 0])
    """
    return Table(_core.quotes(text, language))

"""Articles from paths, and the comparison of articles in one call."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from newsloom import _core
from newsloom._compare import Comparison
from newsloom._corpus import Corpus, Progressing
from newsloom._progress import Progress
from newsloom._records import mapping


def read(
    *paths: str | os.PathLike[str],
    skip_bad: bool = False,
    outlet_from_folder: bool = False,
    progress: Progressing = None,
    **fields: str,
) -> Corpus:
    """Read articles from files, folders and globs.

    Parameters
    ----------
    *paths : str or path
        Files (`.txt`, `.html`, `.jsonl`, `.csv`, `.tsv`, `.parquet`, each also `.gz` or `.zst`), folders (all such
        files in them) or globs, mixed. Of a page the main text is read, with its title, date, outlet and address.
    skip_bad : bool, default False
        Whether files and records that can't be used are left out and listed in `notes`, in place of an error.
    outlet_from_folder : bool, default False
        Whether a `.txt` or `.html` file takes the name of its folder as outlet.
    progress : bool or callable, optional
        As in `Corpus.compare`.
    **fields : str
        Which field of the records holds what, for example `text="body", outlet="source"`.

    Returns
    -------
    Corpus
        The articles; `notes` lists what was skipped and which files were not UTF-8.

    Raises
    ------
    ValueError
        When no path is given, a file does not hold what its ending says (the message names file and line), or two
        articles have one id.
    OSError
        When a file does not exist or can't be opened.

    Examples
    --------
    >>> import newsloom as nl
    >>> corpus = nl.read("examples/summit")
    >>> len(corpus)
    5
    """
    names = mapping(fields, ["skip_bad", "outlet_from_folder", "progress"])
    files = [os.fspath(p) for p in paths]
    with Progress("reading", progress) as bar:
        inner = _core.Corpus.read(
            files, fields=names, skip_bad=skip_bad, outlet_from_folder=outlet_from_folder, progress=bar.callback
        )
    return Corpus._of(inner)


def compare(
    source: Corpus | str | os.PathLike[str] | Any,
    *,
    language: str = "auto",
    keep: str | Sequence[str] = (),
    n_jobs: int | None = None,
    progress: Progressing = None,
) -> Comparison:
    """Compare articles as accounts of one story.

    Parameters
    ----------
    source : Corpus, path, data frame or iterable of dict
        The articles.
    language, keep, n_jobs, progress : optional
        As `Corpus.compare`.

    Returns
    -------
    Comparison
        Statements, quotes, passages, similarity, omissions, coverage, boilerplate.

    Raises
    ------
    ValueError
        When there are fewer than two articles, or `keep` names no reason.

    Examples
    --------
    >>> import newsloom as nl
    >>> cmp = nl.compare("examples/summit")
    >>> cmp.statements.columns[:4]
    ['statement', 'n_articles', 'article', 'outlet']
    """
    return as_corpus(source).compare(language=language, keep=keep, n_jobs=n_jobs, progress=progress)


def as_corpus(source: Corpus | str | os.PathLike[str] | Any) -> Corpus:
    """Take articles from a corpus, a path, or whatever `Corpus` takes."""
    if isinstance(source, Corpus):
        return source
    return read(source) if isinstance(source, (str, os.PathLike)) else Corpus(source)

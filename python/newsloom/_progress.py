"""A bar for calls that take longer than a second."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Any

# Seconds without a sign of life.
PATIENCE = 1.0


class Progress:
    """Shows how far a call is: a tqdm bar where tqdm is installed, else a line on a terminal.

    Parameters
    ----------
    what : str
        What is going on.
    progress : bool, callable or None
        False: nothing. None: a bar in a notebook or on a terminal. True: a bar in any case. A callable makes the bar in
        the place of `tqdm.auto.tqdm`, with the same arguments.
    """

    def __init__(self, what: str, progress: bool | Callable[..., Any] | None) -> None:
        if not (progress is None or isinstance(progress, bool) or callable(progress)):
            raise TypeError(f"progress must be True, False, None or a class like tqdm's, got {progress!r}")
        self._what = what
        self._make = _bars(progress)
        self._patience = PATIENCE if progress is None else 0.0
        self._bar: Any = None
        self._pass = 0
        self._begun = time.monotonic()

    @property
    def callback(self) -> Callable[[int, int, int], None] | None:
        """What is called now and then with the number of the pass, things done, and of how many; None for no bar."""
        return None if self._make is None else self._show

    def _show(self, number: int, done: int, total: int) -> None:
        if self._make is None or time.monotonic() - self._begun < self._patience:
            return
        if self._bar is None:
            self._bar = self._make(total=total or None, desc=self._what, leave=False)
        if number != self._pass:
            self._bar.reset(total=total or None)
            self._pass = number
        self._bar.update(done - self._bar.n)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()


def _installed(**given: Any) -> Any:
    """Make tqdm's bar where tqdm is installed, else a line; imported only when a bar is due."""
    try:
        with warnings.catch_warnings():
            # Without ipywidgets tqdm falls back to a line of text and says so; the line is enough.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm
    except ImportError:
        return _Line(**given)
    return tqdm(**given)


class _Line:
    """The part of tqdm's interface that is used here, as a line on standard error."""

    def __init__(self, total: int | None = None, desc: str = "", leave: bool = False) -> None:
        self.n, self._total, self._desc = 0, total, desc

    def reset(self, total: int | None = None) -> None:
        self.n, self._total = 0, total

    def update(self, n: int) -> None:
        self.n += n
        sys.stderr.write(f"\r{self._desc}: {self.n}" + (f" of {self._total}" if self._total else "") + "\x1b[K")
        sys.stderr.flush()

    def close(self) -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _bars(progress: bool | Callable[..., Any] | None) -> Callable[..., Any] | None:
    """Return what makes bars; None where nobody looks."""
    if progress is False or (progress is None and not (_in_notebook() or sys.stderr.isatty())):
        return None
    if progress not in (None, True):
        return progress  # type: ignore[return-value]
    return _installed


def _in_notebook() -> bool:
    """Whether a Jupyter kernel runs this; nothing is imported to find out."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"

"""What all charts have in common: colours, titles, data, and Altair, imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

# Okabe and Ito's colours, without black and yellow, which disappear on a light or dark ground.
OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999")
_CLIP = 90


def altair() -> Any:
    try:
        import altair as alt
    except ImportError as error:
        raise ImportError("charts need altair: pip install 'newsloom[plots]'") from error
    return alt


def title(text: str, *more: str) -> dict[str, Any]:
    return {"text": text, "subtitle": list(more), "anchor": "start"}


def clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CLIP else line[:_CLIP].rstrip() + "…"


def data(rows: Iterable[dict[str, Any]]) -> Any:
    return altair().Data(values=list(rows))


def outlet_colours(alt: Any, rows: Sequence[dict[str, Any]]) -> Any:
    """Return a colour for each outlet while there are enough; the tooltip says it in any case."""
    if len({r["outlet"] for r in rows}) > len(OKABE_ITO):
        return alt.value(OKABE_ITO[0])
    return alt.Color("outlet:N", title="outlet", scale=alt.Scale(range=list(OKABE_ITO)))


def quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'"

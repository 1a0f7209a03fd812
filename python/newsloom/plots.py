"""Charts of results, as Altair (Vega-Lite) objects that can be restyled, joined and saved.

Every function returns an `altair.Chart` or a chart of several; the results have them as methods, for example
`Comparison.plot_similarity`. Altair has to be installed (`pip install newsloom[plots]`); it is imported when the first
chart is made. Colours can be told apart by colour-blind readers (Okabe and Ito 2008; viridis), pointing at a mark shows
the words behind it.

Examples
--------
>>> import newsloom as nl
>>> from newsloom import plots
>>> chart = plots.similarity(nl.compare("examples/summit"))
>>> chart.to_dict()["title"]["text"]
'How alike the articles are'
"""

from __future__ import annotations

from newsloom._plots_pile import keyness, story_timeline, topic_map, topics_over_time
from newsloom._plots_story import composition, dendrogram, similarity, statements, xray

__all__ = [
    "composition",
    "dendrogram",
    "keyness",
    "similarity",
    "statements",
    "story_timeline",
    "topic_map",
    "topics_over_time",
    "xray",
]

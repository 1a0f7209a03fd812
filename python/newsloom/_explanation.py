"""Why two articles are alike."""

from __future__ import annotations

import html
from functools import cached_property
from typing import Any

from newsloom._table import Table


class Explanation:
    """What adds up to a similarity; made by `Comparison.explain`.

    For two articles `similarity` is their cosine, `terms` has a row for each shared word with its `contribution`, split
    by where the two use it (`furniture`, `quotes`, `passages`, `own`), and `parts` has the sums of the four: rows and
    parts both add up to `similarity`. For a statement `similarity` is the probability of the pair, `terms` has a row
    for each input of the two models with `model, input, value, contribution`, and `parts` has each model's `bias` and
    `log_odds`: bias and contributions of a model add up to its log-odds, the second one's are those of the probability.
    """

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    @property
    def similarity(self) -> float:
        """The cosine of two articles, or the probability that two sentences report the same."""
        return float(self._found["similarity" if "similarity" in self._found else "probability"])

    @cached_property
    def parts(self) -> dict[str, float]:
        """Sums by kind of place, or the bias and log-odds of each model."""
        return {k: v for k, v in self._found.items() if isinstance(v, float) and k not in ("similarity", "probability")}

    @cached_property
    def terms(self) -> Table:
        """One row a contribution."""
        if "terms" in self._found:
            return Table.from_rows(
                self._found["terms"], ["term", "contribution", "furniture", "quotes", "passages", "own"]
            )
        rows = [
            {"model": model, "input": i["name"], "value": i["value"], "contribution": i["contribution"]}
            for model in ("evidence", "standing")
            for i in self._found[model]
        ]
        return Table.from_rows(rows, ["model", "input", "value", "contribution"])

    def to_dict(self) -> dict[str, Any]:
        """Return the whole explanation.

        Returns
        -------
        dict
            Plain dicts, lists, strings and numbers.
        """
        return self._found

    def __repr__(self) -> str:
        about = f"{self._found['a']!r}, {self._found['b']!r}"
        return f"Explanation({about}: {self.similarity:.4f}, {len(self.terms)} contributions)"

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self))}</p>{self.terms._repr_html_()}"

"""Drift between accounts of one statement: whether what was planted in the samples is found, and how much is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import newsloom as nl

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def event(folder: Path) -> tuple[dict[str, Any], nl.Comparison]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    articles = [
        {"id": alias, "text": (folder / file).read_bytes().decode("utf-8")} for alias, file in gold["articles"].items()
    ]
    return gold, nl.compare(articles)


def planted(gold: dict[str, Any]) -> set[frozenset[tuple[str, int, int]]]:
    """Pairs of places that tell different values."""
    return {
        frozenset(((x[0], x[1], x[1] + x[2]), (y[0], y[1], y[1] + y[2])))
        for drift in gold["drift"]
        for x, y in combinations(drift["members"], 2)
        if x[3] != y[3]
    }


def rows(data: Path) -> Iterator[tuple[str, str, str, float, str]]:
    for name in ("summit", "court"):
        gold, found = event(EXAMPLES / name)
        truth, told, right = planted(gold), 0, set()
        for d in found.drift:
            if d["kind"] not in ("number", "date"):
                continue
            told += 1
            for pair in truth:
                if all(
                    any(m[0] == d[x] and d[f"{x}_start"] <= m[1] and m[2] <= d[f"{x}_end"] for x in "ab") for m in pair
                ):
                    right.add(pair)
        note = f"{len(truth)} planted pairs, {told} told"
        yield "drift", f"examples/{name}", "recall", len(right) / len(truth), note
        yield "drift", f"examples/{name}", "precision", len(right) / max(told, 1), note
    file = data / "allsides_events_fulltext" / "docs.jsonl"
    if not file.exists():
        return
    events: dict[str, list[dict[str, str]]] = {}
    with file.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            events.setdefault(record["label"], []).append({"id": record["id"], "text": record["text"]})
    compared = [nl.compare(found) for label, found in sorted(events.items())[:200] if len(found) > 1]
    statements = sum(len(set(c.statements["statement"])) for c in compared)
    for kind in ("number", "date", "name", "polarity", "modality"):
        n = sum(len(c.drift.where(kind=kind)) for c in compared)
        yield "drift", "allsides_events", f"{kind} per 100 statements", 100 * n / statements, "told, not judged"

"""Time near-duplicates from text to pairs beside rensa's sketches with shingling in Python, in one run.

usage: python benches/near_duplicates.py DOCS.jsonl [N ...]

Takes the first N articles of 24 words or more (default: 4,000, 8,000 and 20,000 of them). newsloom finds all pairs
exactly; rensa sketches (128 permutations), looks up candidates by LSH, and each candidate's Jaccard is counted.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import newsloom as nl
import rensa

WORD = re.compile(r"[a-z0-9]+")


def shingles(text: str) -> set[str]:
    """Word 5-grams, as users of rensa make them."""
    words = WORD.findall(text.lower())
    return {" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))}


def by_rensa(texts: list[str]) -> set[tuple[int, int]]:
    """Pairs of Jaccard 0.5 or more among the candidates of 32 bands of 4 rows, which miss one pair in 8 at 0.5."""
    sets = [shingles(t) for t in texts]
    sketches = rensa.RMinHash.from_token_sets([list(s) for s in sets], num_perm=128, seed=1)
    index = rensa.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    pairs = set()
    for i, sketch in enumerate(sketches):
        for j in index.query(sketch):
            if len(sets[i] & sets[j]) >= 0.5 * len(sets[i] | sets[j]):
                pairs.add((j, i))
        index.insert(i, sketch)
    return pairs


def by_newsloom(texts: list[str]) -> set[tuple[int, int]]:
    """All pairs of Jaccard 0.5 or more."""
    found = nl.near_duplicates(texts, n_jobs=2)
    return {tuple(sorted((int(p["a"]) - 1, int(p["b"]) - 1))) for p in found}  # type: ignore[misc]


def timed(work: Callable[[list[str]], Any], texts: list[str], times: int) -> tuple[float, float, Any]:
    """The best of some runs, in seconds of the clock and of the processor, and the result."""
    wall = processor = float("inf")
    result = None
    for _ in range(times):
        start, start_processor = time.perf_counter(), time.process_time()
        result = work(texts)
        wall, processor = min(wall, time.perf_counter() - start), min(processor, time.process_time() - start_processor)
    return wall, processor, result


def main(argv: list[str]) -> int:
    """Print a row a size."""
    if not argv:
        print(__doc__, file=sys.stderr)
        return 2
    with open(argv[0], encoding="utf8") as lines:
        texts = [t for t in (json.loads(line)["text"] for line in lines) if len(WORD.findall(t.lower())) >= 24]
    sizes = [int(n) for n in argv[1:]] or [4_000, 8_000, 20_000]
    print("| articles | newsloom s | rensa s | ratio | of processor time | pairs | rensa's recall |")
    print("|---|---|---|---|---|---|---|")
    for n in sizes:
        some = texts[:n]
        ours, our_work, found = timed(by_newsloom, some, 3)
        theirs, their_work, sketched = timed(by_rensa, some, 2)
        recall = len(sketched & found) / len(found) if found else 1.0
        ratios = f"{theirs / ours:.1f} | {their_work / our_work:.1f}"
        print(f"| {len(some)} | {ours:.3f} | {theirs:.3f} | {ratios} | {len(found)} | {recall:.3f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

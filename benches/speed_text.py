"""Time sentences, tokens and stems beside their peers.

usage: python benches/speed_text.py DOCS.jsonl [MEGABYTES]

DOCS holds one object a line with a field `text`; MEGABYTES (default 4) of it are read. Every figure is the best of
three in one run, with one thread.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import newsloom as nl
import pysbd
import Stemmer


def seconds(run: Callable[[], Any]) -> float:
    """The best of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def row(name: str, size: float, ours: float, peer: str, theirs: float) -> None:
    print(
        f"{name:<34} {size / ours:9.1f} M/s   {peer:<28} {size / theirs:9.2f} M/s   ratio {theirs / ours:7.1f}",
        flush=True,
    )


def stem_ours(language: str, engine: Any, words: list[str]) -> list[str]:
    return nl.Stemmer(language, engine=engine).stem(words)


def stem_theirs(language: str, words: list[str]) -> list[str]:
    return Stemmer.Stemmer(language).stemWords(words)


def main(argv: list[str]) -> int:
    """Print one line a comparison."""
    if not argv or not Path(argv[0]).is_file():
        print(__doc__, file=sys.stderr)
        return 2
    limit = float(argv[1]) * 1e6 if len(argv) > 1 else 4e6
    texts, size = [], 0
    with open(argv[0], encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"]
            texts.append(text)
            size += len(text.encode())
            if size >= limit:
                break
    print(f"{len(texts)} texts, {size / 1e6:.1f} MB; M is a million bytes, or tokens for stems")

    few = texts[: max(1, len(texts) // 40)]
    few_size = sum(len(t.encode()) for t in few)
    split = pysbd.Segmenter(language="en", clean=False).segment
    theirs = seconds(lambda: [split(t) for t in few]) * size / few_size
    row("sentences", size / 1e6, seconds(lambda: [nl.sentences(t) for t in texts]), "pysbd", theirs)

    pattern = re.compile(r"(?u)\b\w\w+\b")
    row(
        "tokens with places, sklearn",
        size / 1e6,
        seconds(lambda: [nl.tokenize(t, tokenizer="sklearn") for t in texts]),
        "re.finditer with places",
        seconds(lambda: [[(m.start(), m.end(), m.group()) for m in pattern.finditer(t)] for t in texts]),
    )
    theirs = seconds(lambda: [pattern.findall(t) for t in texts])
    row(
        "tokens with places, unicode",
        size / 1e6,
        seconds(lambda: [nl.tokenize(t) for t in texts]),
        "re.findall",
        theirs,
    )

    words = [w for t in texts for w in pattern.findall(t.lower())]
    for language in ("english", "german"):
        theirs = seconds(partial(stem_theirs, language, words))
        for engine in ("snowball", "rust-stemmers"):
            ours = seconds(partial(stem_ours, language, engine, words))
            row(f"stems, {language}, {engine}", len(words) / 1e6, ours, "PyStemmer stemWords", theirs)
    distinct = sorted(set(words))
    ours = seconds(partial(stem_ours, "english", "snowball", distinct))
    theirs = seconds(partial(stem_theirs, "english", distinct))
    row("stems of distinct words, english", len(distinct) / 1e6, ours, "PyStemmer stemWords", theirs)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

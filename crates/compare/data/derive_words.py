"""Derive `common.en.tsv` beside this file, how common a word is in English news, from articles.

usage: python derive_words.py ARTICLES.jsonl

ARTICLES hold a `text` each.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

import Stemmer

HERE = Path(__file__).parent
STEM = Stemmer.Stemmer("english").stemWord
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[.'’][A-Za-zÀ-ÿ]+)*|\d+(?:[.,]\d+)*")
TELLING = math.exp(-4)  # share of sentences below which a word is as telling as any


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“A-Z])|\n+", text) if s.strip()]


def words(text: str) -> list[tuple[str, bool]]:
    """Stems, each with whether it stood in lower case."""
    out = []
    for w in WORD.findall(text):
        form = w.lower().replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
        out.append((STEM(form), w.islower()))
    return out


def records(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf8") as f:
        yield from map(json.loads, f)


def common(articles: Path) -> dict[str, float]:
    """Share of sentences by stem, for stems that mostly stand in lower case."""
    df: collections.Counter[str] = collections.Counter()
    lower: collections.Counter[str] = collections.Counter()
    n = 0
    for o in records(articles):
        for s in sentences(o["text"])[:60:2]:
            n += 1
            seen = {}
            for w, small in words(s):
                seen[w] = seen.get(w, False) or small
            df.update(seen.keys())
            lower.update(w for w, small in seen.items() if small)
    return {w: c / n for w, c in df.items() if not w[0].isdigit() and lower[w] > c / 2}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    args = parser.parse_args()
    share = common(args.articles)
    with (HERE / "common.en.tsv").open("w", encoding="utf8") as f:
        for w, s in sorted((w, s) for w, s in share.items() if s > TELLING):
            f.write(f"{w}\t{-math.log(s):.2f}\n")


if __name__ == "__main__":
    main()

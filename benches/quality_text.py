"""How well sentences, words and stems are found, on sets with gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import newsloom as nl

Row = tuple[str, str, str, float, str]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file; none if there is no such file."""
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def share(right: Iterable[bool]) -> tuple[float, int]:
    """The share that is right, and of how many."""
    seen = list(right)
    return sum(seen) / max(len(seen), 1), len(seen)


def squeezed(parts: Iterable[str]) -> list[str]:
    return [" ".join(part.split()) for part in parts]


def golden(data: Path) -> Iterator[Row]:
    """Golden rules: a text counts if all of its sentences are right."""
    rules = [r for r in records(data / "sentence_golden" / "golden_rules_readme_en.jsonl") if r["lang"] == "English"]
    if rules:
        right, n = share(squeezed(nl.sentences(r["text"])["text"]) == squeezed(r["sentences"]) for r in rules)
        yield "text", "sentence_golden", f"English golden rules right (of {n})", right * n, "47"
    others = [r for r in records(data / "sentence_golden" / "golden_rules.jsonl") if r["lang"] != "en"]
    if others:

        def found(r: dict[str, Any]) -> list[str]:
            try:
                return list(nl.sentences(r["text"], r["lang"])["text"])
            except ValueError:  # A language without rules of its own.
                return list(nl.sentences(r["text"])["text"])

        right, n = share(squeezed(found(r)) == squeezed(r["sentences"]) for r in others)
        yield "text", "sentence_golden", f"golden rules of other languages right (of {n})", right * n, "-"


def gum(data: Path) -> Iterator[Row]:
    """Where sentences end, by genre of GUM."""
    docs = list(records(data / "gum" / "docs.jsonl"))
    genres = ["news", "interview", "speech", "bio", "fiction", "academic"]
    for genre in [g for g in genres if any(d["label"] == g for d in docs)]:
        hits = given = gold = 0
        for doc in (d for d in docs if d["label"] == genre):
            ends, true = set(nl.sentences(doc["text"])["end"]), {end for _, end in doc["sentence_offsets"]}
            hits, given, gold = hits + len(ends & true), given + len(ends), gold + len(true)
        yield (
            "text",
            f"gum {genre}",
            "sentence ends, F1",
            2 * hits / (given + gold),
            "0.970" if genre in genres[:2] else "-",
        )


def unicode(data: Path) -> Iterator[Row]:
    """The break tests of Unicode."""
    words = list(records(data / "unicode" / "WordBreakTest-17.0.jsonl"))
    if words:
        right, n = share(nl.tokenize(r["text"], remove_separators=False)["text"] == r["segments"] for r in words)
        yield "text", "unicode", f"WordBreakTest 17.0 passed (of {n})", right * n, str(n)
    sentences = list(records(data / "unicode" / "SentenceBreakTest-17.0.jsonl"))
    if sentences:
        right, n = share(nl.sentences(r["text"], method="unicode")["text"] == r["segments"] for r in sentences)
        yield "text", "unicode", f"SentenceBreakTest 17.0 passed (of {n})", right * n, str(n)


def stems(data: Path) -> Iterator[Row]:
    """The vocabularies of Snowball, stemmed by the engine of today."""
    for folder in sorted((data / "snowball").glob("*")):
        try:
            stemmer = nl.Stemmer(folder.name, engine="snowball")
        except ValueError:  # An algorithm that is no language's, such as porter.
            continue
        given = (folder / "voc.txt").read_text("utf-8").split("\n")
        expected = (folder / "output.txt").read_text("utf-8").split("\n")
        right, _ = share(a == b for a, b in zip(stemmer.stem(given), expected, strict=True))
        yield "text", f"snowball {folder.name}", "stems right", right, "1.000"


def tokens(data: Path) -> Iterator[Row]:
    """Words of English Web Treebank that are found with the same ends: its tokens between which no letter is joined."""
    hits = given = gold = 0
    for r in records(data / "ud_english" / "ewt_dev.jsonl"):
        true, at = set(), 0
        for token in r["tokens"]:
            start = r["text"].find(token, at)
            if start >= 0:
                at = start + len(token)
                if any(c.isalnum() for c in token):
                    true.add((start, at))
        own = nl.tokenize(r["text"], split_hyphens=True)
        found = {(t["start"], t["end"]) for t in own if any(c.isalnum() for c in t["text"])}
        hits, given, gold = hits + len(found & true), given + len(found), gold + len(true)
    if gold:
        yield "text", "ud_english", "words with a letter or digit, F1", 2 * hits / (given + gold), "-"


def rows(data: Path) -> Iterator[Row]:
    """Every figure there is data for."""
    for part in (golden, gum, unicode, stems, tokens):
        yield from part(data)

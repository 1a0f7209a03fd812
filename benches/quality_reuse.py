"""Near-duplicates, passages and containment against sets with known reuse.

Sets, each skipped when it is not there: `synth_reuse` (families of near-duplicates, inserted passages), pair files with
exact Jaccard of word 5-grams for `bbc_news` and `reuters21578`, `clough_stevenson`, `textreuse_ropensci`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsloom as nl

Row = tuple[str, str, str, float, str]
LEVELS = {"non": 0, "heavy": 1, "light": 2, "cut": 3}


def rows(data: Path) -> Iterator[Row]:
    """One row a measure."""
    synth = data / "synth_reuse"
    for pairs in sorted(synth.glob("*_neardup_pairs.jsonl")):
        docs = pairs.with_name(pairs.name.replace("pairs", "docs"))
        yield from near_duplicates(docs, pairs, "jaccard5", f"synth_reuse {pairs.name.split('_')[0]}")
    for name in ("bbc_news", "reuters21578"):
        pairs = data / name / "neardup_pairs_exact_j04.jsonl"
        if pairs.exists():
            yield from near_duplicates(data / name / "docs.jsonl", pairs, "jaccard", name)
    for gold in sorted(synth.glob("*_passages_gold.jsonl")):
        yield from inserted(gold, gold.with_name(gold.name.replace("gold", "docs")))
    if (data / "clough_stevenson" / "docs.jsonl").exists():
        yield from levels(data / "clough_stevenson" / "docs.jsonl")
    if (data / "textreuse_ropensci" / "docs.jsonl").exists():
        yield from ocr(data / "textreuse_ropensci" / "docs.jsonl")


def read(path: Path) -> list[dict[str, Any]]:
    """The records of a file."""
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def near_duplicates(docs: Path, pairs: Path, field: str, name: str) -> Iterator[Row]:
    """Recall of the pairs of exact Jaccard 0.5, and precision by the same measure, counted anew."""
    gold = {tuple(sorted((p["a"], p["b"]))): p[field] for p in read(pairs)}
    texts = {d["id"]: d["text"] for d in read(docs) if d["text"]}
    found = nl.near_duplicates([{"id": i, "text": t} for i, t in texts.items()])
    got = {tuple(sorted((p["a"], p["b"]))) for p in found}
    wanted = {pair for pair, jaccard in gold.items() if jaccard >= 0.5}
    right = sum(exact(texts[a], texts[b]) >= 0.5 for a, b in got)
    note = f"{len(wanted)} pairs, target 0.995"
    yield "near-duplicates", name, "recall at Jaccard 0.5", len(wanted & got) / len(wanted), note
    yield "near-duplicates", name, "precision", right / len(got), f"{len(got)} pairs, target 1"


def exact(a: str, b: str) -> float:
    """Jaccard of the word 5-grams of two texts, by the definition."""
    x, y = shingles(a), shingles(b)
    return len(x & y) / len(x | y) if x or y else 0.0


def shingles(text: str) -> set[tuple[str, ...]]:
    """The word 5-grams of a text; a shorter text is one."""
    words = "".join(c if c.isalnum() else " " for c in text).lower().split()
    return {tuple(words[i : i + 5]) for i in range(max(1, len(words) - 4))} if words else set()


def inserted(gold: Path, docs: Path) -> Iterator[Row]:
    """Character F1 of inserted passages on the side they were inserted into, by obfuscation, pair by pair."""
    texts = {d["id"]: d["text"] for d in read(docs)}
    pairs: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for g in read(gold):
        pairs.setdefault((g["suspicious"], g["source"]), []).append(g)
    pile = nl.passages([{"id": i, "text": t} for i, t in texts.items()])
    by_pair: dict[frozenset[str], list[dict[str, Any]]] = {}
    for p in pile:
        by_pair.setdefault(frozenset((p["a"], p["b"])), []).append(p)
    counts: dict[str, list[int]] = {}
    chance = negatives = 0
    for (suspicious, source), golds in pairs.items():
        found: set[int] = set()
        for p in by_pair.get(frozenset((suspicious, source)), []):
            side = "a" if p["a"] == suspicious else "b"
            found.update(range(p[f"{side}_start"], p[f"{side}_end"]))
        kind = golds[0]["obfuscation"]
        if kind == "no-reuse":
            negatives += 1
            chance += bool(found)
            continue
        wanted = {i for g in golds for i in range(g["susp_start"], g["susp_end"])}
        n = counts.setdefault(kind, [0, 0, 0])
        n[0] += len(wanted & found)
        n[1] += len(wanted)
        n[2] += len(found)
    name = f"synth_reuse {gold.name.split('_')[0]}"
    for kind, (hit, truth, got) in sorted(counts.items()):
        p, r = (hit / got if got else 0.0), hit / truth
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        note = f"P {p:.3f}, R {r:.3f}" + (", target 0.95" if kind == "none" else "")
        yield "passages", name, f"character F1, obfuscation {kind}", f1, note
    yield "passages", name, "pairs without reuse left alone", 1 - chance / negatives, f"{negatives} pairs"


def levels(path: Path) -> Iterator[Row]:
    """How containment in the source orders the four levels of copying."""
    from scipy.stats import spearmanr

    docs = read(path)
    pile = nl.passages([{"id": d["id"], "text": d["text"]} for d in docs])
    share = {(p["a"], p["b"]): p["containment_a_in_b"] for p in pile.pairs}
    share |= {(p["b"], p["a"]): p["containment_b_in_a"] for p in pile.pairs}
    answers = [d for d in docs if d["label"] in LEVELS]
    found = [share.get((d["id"], f"cs-orig_{d['id'].rsplit('_', 1)[1]}"), 0.0) for d in answers]
    rho = spearmanr(found, [LEVELS[d["label"]] for d in answers]).statistic
    note = f"{len(answers)} answers, target 0.85"
    yield "passages", "clough_stevenson", "Spearman of containment and level", rho, note


def ocr(path: Path) -> Iterator[Row]:
    """The pairs of scanned books that share text."""
    docs = read(path)
    records = [{"id": d["id"], "text": d["text"]} for d in docs]
    found = nl.near_duplicates(records, threshold=0.2)
    names = "; ".join(f"{p['a'][3:15]}-{p['b'][3:15]} {p['jaccard']:.2f}" for p in found)
    yield "near-duplicates", "textreuse_ropensci", "pairs at threshold 0.2", len(found), names
    share = {
        (p["a"], p["b"]): max(p["containment_a_in_b"], p["containment_b_in_a"]) for p in nl.passages(records).pairs
    }
    names = "; ".join(f"{a[3:15]}-{b[3:15]} {share[a, b]:.2f}" for a, b in sorted(share, key=lambda p: -share[p])[:6])
    yield (
        "passages",
        "textreuse_ropensci",
        "pairs with half of one in the other",
        sum(s >= 0.5 for s in share.values()),
        names,
    )

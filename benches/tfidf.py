"""Vectorizers against scikit-learn's in one run: seconds, ratio, and whether the matrices agree.

    python benches/tfidf.py DATA [--rounds 3] [--only NAME] [--memory]

DATA is a folder with allsides_articles/docs.jsonl, or a JSONL file with a `text` field. With --memory, each library
fits in a process of its own, and its peak above the documents is printed (Linux).
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import newsloom as nl
import numpy as np
import sklearn.feature_extraction.text as sk


def texts(path: Path) -> list[str]:
    file = path if path.is_file() else path / "allsides_articles" / "docs.jsonl"
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


class Stems:
    """A scikit-learn tokenizer that stems by PyStemmer."""

    def __init__(self) -> None:
        import Stemmer

        self.words = re.compile(r"(?u)\b\w\w+\b").findall
        self.stem = Stemmer.Stemmer("english").stemWords

    def __call__(self, text: str) -> list[str]:
        return self.stem(self.words(text))  # type: ignore[no-any-return]


PRUNED: dict[str, Any] = {"stop_words": "english", "sublinear_tf": True, "min_df": 2, "max_df": 0.5}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "fit_transform": ({}, {}),
    "pruned": (PRUNED, PRUNED),
    "stemmed": ({"stemmer": "english", "stemmer_engine": "snowball"}, {"tokenizer": Stems(), "token_pattern": None}),
    "bigrams": ({"ngram_range": (1, 2), "min_df": 2}, {"ngram_range": (1, 2), "min_df": 2}),
}


def timed(run: Any, *args: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run(*args)
    return time.perf_counter() - start, result


def agree(a: Any, b: Any) -> float:
    """The largest difference between two matrices of one shape; infinite if they are not."""
    if a.shape != b.shape or a.nnz != b.nnz:
        return float("inf")
    a.sort_indices()
    b.sort_indices()
    return float(np.abs(a.data - b.data).max()) if (a.indices == b.indices).all() else float("inf")


def kilobytes(name: str) -> int:
    """Read a figure of this process's memory."""
    line = next(li for li in Path("/proc/self/status").read_text().splitlines() if li.startswith(name))
    return int(line.split()[1])


def peak(path: Path, ours: bool, case: str) -> None:
    """Print the peak memory of one fit above that of the documents."""
    docs = texts(path)
    vectorizer: Any = (nl if ours else sk).TfidfVectorizer(**CASES[case][0 if ours else 1])
    vectorizer.fit_transform(docs[:10])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before = kilobytes("VmRSS")
    X = vectorizer.fit_transform(docs)
    size = (X.data.nbytes + X.indices.nbytes + X.indptr.nbytes) / 1e6
    above = (kilobytes("VmHWM") - before) * 1024 / 1e6
    name = "newsloom" if ours else "scikit-learn"
    print(f"{name:<22} peak {above:.0f} MB above the documents, the result is {size:.0f} MB")


def report(name: str, ours: list[float], theirs: list[float], note: str) -> None:
    a, b = min(ours), min(theirs)
    print(f"{name:<22} newsloom {a:7.3f} s   scikit-learn {b:7.3f} s   ratio {b / a:6.1f}   {note}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--peak-of", choices=["newsloom", "scikit-learn"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak_of:
        return peak(args.data, args.peak_of == "newsloom", args.only or "fit_transform")
    if args.memory:
        for library in ("newsloom", "scikit-learn"):
            more = ["--only", args.only] if args.only else []
            subprocess.run([sys.executable, __file__, str(args.data), "--peak-of", library, *more], check=True)
        return None
    docs = texts(args.data)
    size = sum(len(d.encode()) for d in docs) / 1e6
    print(f"{len(docs)} documents, {size:.1f} MB of text")
    for name, (mine, other) in CASES.items():
        if args.only and args.only != name:
            continue
        ours, theirs, one, before, after = [], [], [], [], []
        for i in range(args.rounds):
            t, x = timed(nl.TfidfVectorizer(**mine).fit_transform, docs)
            ours.append(t)
            one.append(timed(nl.TfidfVectorizer(**mine, n_jobs=1).fit_transform, docs)[0])
            if i == 0 or args.rounds < 4:
                peer = sk.TfidfVectorizer(**other)
                t, y = timed(peer.fit_transform, docs)
                theirs.append(t)
        speed = f"{size / min(ours):.0f} MB/s, one thread {min(ours) / min(one):.0%} of all"
        note = f"largest difference {agree(x, y):.1e}, {speed}"
        report(name, ours, theirs, note)
        if name == "fit_transform":
            mine_fitted = nl.TfidfVectorizer(**mine).fit(docs)
            for _ in range(args.rounds):
                after.append(timed(mine_fitted.transform, docs)[0])
                before.append(timed(peer.transform, docs)[0])
            report("transform", after, before, "")
    return None


if __name__ == "__main__":
    main()

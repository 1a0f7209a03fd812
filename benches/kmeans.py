"""k-means on TF-IDF rows, ours and scikit-learn's in the same run: same matrix, same centroids to start from.

    python benches/kmeans.py PATH.jsonl [--limit N] [--clusters 20 100] [--jobs 2] [--repeat 1]

PATH holds one article a line with a `text`. Prints wall time, the ratio, and how far inertia and labels agree.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
from newsloom import LSA, KMeans, SphericalKMeans, similar_pairs
from sklearn import cluster
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer


def matrix(path: Path, limit: int | None):
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")][:limit]
    X = TfidfVectorizer(min_df=10, max_df=0.5, stop_words="english").fit_transform(texts)
    print(f"{path}: {X.shape[0]} rows, {X.shape[1]} terms, {X.nnz} values")
    return X


class Seconds(float):
    """Wall time, and the processor time of all threads, which other work on the machine disturbs less."""

    cpu: float


def timed(f, repeat: int):
    best, out = None, None
    for _ in range(repeat):
        start, cpu = time.perf_counter(), time.process_time()
        out = f()
        taken = Seconds(time.perf_counter() - start)
        taken.cpu = time.process_time() - cpu
        best = taken if best is None else min(best, taken)
    return best, out


def ratio(theirs: Seconds, ours: Seconds) -> str:
    return f"ratio {theirs / ours:.1f} (processor {theirs.cpu / ours.cpu:.1f})"


def sparse_rows(X, k: int, jobs: int, repeat: int) -> None:
    init = X[np.random.RandomState(0).choice(X.shape[0], k, replace=False)].toarray()
    ours_s, ours = timed(lambda: KMeans(k, init=init, n_init=1, n_jobs=jobs).fit(X), repeat)
    theirs_s, theirs = timed(lambda: cluster.KMeans(k, init=init, n_init=1).fit(X), repeat)
    same = (ours.labels_ == theirs.labels_).mean()
    gap = abs(ours.inertia_ - theirs.inertia_) / theirs.inertia_
    print(
        f"KMeans sparse k={k}: ours {ours_s:.3f} s ({ours.n_iter_} it), scikit-learn {theirs_s:.3f} s "
        f"({theirs.n_iter_} it), {ratio(theirs_s, ours_s)}; inertia differs by {gap:.1e}, labels equal {same:.4f}"
    )
    drawn_s, _ = timed(lambda: KMeans(k, random_state=0, n_jobs=jobs).fit(X), repeat)
    their_s, _ = timed(lambda: cluster.KMeans(k, random_state=0).fit(X), repeat)
    print(f"  drawn by k-means++: ours {drawn_s:.3f} s, scikit-learn {their_s:.3f} s, {ratio(their_s, drawn_s)}")
    whole_s, model = timed(lambda: SphericalKMeans(k, n_jobs=jobs).fit(X), 1)
    print(f"SphericalKMeans k={k}, 10 starts: {whole_s:.3f} s, inertia {model.inertia_:.3f}")


def dense_rows(X, k: int, jobs: int, repeat: int) -> None:
    Z = LSA(100, n_jobs=jobs).fit_transform(X)
    init = Z[np.random.RandomState(0).choice(Z.shape[0], k, replace=False)]
    ours_s, ours = timed(lambda: KMeans(k, init=init, n_init=1, n_jobs=jobs).fit(Z), repeat)
    theirs_s, theirs = timed(lambda: cluster.KMeans(k, init=init, n_init=1).fit(Z), repeat)
    gap = abs(ours.inertia_ - theirs.inertia_) / theirs.inertia_
    print(
        f"KMeans dense k={k}: ours {ours_s:.3f} s ({ours.n_iter_} it), scikit-learn {theirs_s:.3f} s "
        f"({theirs.n_iter_} it), {ratio(theirs_s, ours_s)}; inertia differs by {gap:.1e}"
    )


def reduction(X, jobs: int, repeat: int) -> None:
    ours_s, ours = timed(lambda: LSA(100, n_jobs=jobs).fit(X), repeat)
    theirs_s, theirs = timed(lambda: TruncatedSVD(100, random_state=0).fit(X), repeat)
    explained = [model.explained_variance_ratio_.sum() for model in (ours, theirs)]
    print(
        f"LSA 100: ours {ours_s:.3f} s, TruncatedSVD {theirs_s:.3f} s, {ratio(theirs_s, ours_s)}; "
        f"variance explained {explained[0]:.5f} and {explained[1]:.5f}"
    )


def pairs(X, jobs: int, repeat: int) -> None:
    try:
        from sparse_dot_topn import sp_matmul_topn
    except ImportError:
        print("similar_pairs: sparse_dot_topn is not installed")
        return
    ours_s, table = timed(lambda: similar_pairs(X, 10, 0.2, n_jobs=jobs), repeat)
    # A row is its own best match, so one more is asked for.
    theirs_s, product = timed(lambda: sp_matmul_topn(X, X.T.tocsr(), 11, threshold=0.2, n_threads=jobs), repeat)
    found = product.tocoo()
    theirs = {(min(a, b), max(a, b)) for a, b in zip(found.row.tolist(), found.col.tolist(), strict=True) if a != b}
    ours = set(zip(table["a"], table["b"], strict=True))
    print(
        f"similar_pairs: ours {ours_s:.3f} s, sparse_dot_topn {theirs_s:.3f} s, {ratio(theirs_s, ours_s)}; "
        f"{len(ours)} pairs, {len(ours ^ theirs)} differ"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--clusters", type=int, nargs="+", default=[20, 100])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=1)
    args = parser.parse_args()
    X = matrix(args.path, args.limit)
    for k in args.clusters:
        sparse_rows(X, k, args.jobs, args.repeat)
        dense_rows(X, k, args.jobs, args.repeat)
    reduction(X, args.jobs, args.repeat)
    pairs(X, args.jobs, args.repeat)


if __name__ == "__main__":
    main()

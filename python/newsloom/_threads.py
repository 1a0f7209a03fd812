"""How many threads work."""

from __future__ import annotations


def threads(n_jobs: int | None) -> int:
    """Turn joblib's n_jobs into a number of threads; 0 means all."""
    if n_jobs is None or n_jobs == -1:
        return 0
    if n_jobs < -1 or n_jobs == 0:
        raise ValueError(f"n_jobs must be None, -1 or at least 1, got {n_jobs}")
    return n_jobs

"""`newsloom tfidf` on a growing pile: seconds, bytes per second, peak memory of the process.

    python benches/tfidf_stream.py DATA [--times 1,4,16]

DATA is a folder with allsides_articles/docs.jsonl, or a JSONL file. The pile is that file so many times over, so the
vocabulary stays the same while the pile grows. The command is the one that `NEWSLOOM` names, or the one installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


def run(*command: str) -> tuple[float, float]:
    """Run a command; its seconds and its peak memory in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print one line per step and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--times", default="1,4,16")
    args = parser.parse_args()
    source = args.data if args.data.is_file() else args.data / "allsides_articles" / "docs.jsonl"
    binary = os.environ.get("NEWSLOOM") or shutil.which("newsloom") or "newsloom"
    with tempfile.TemporaryDirectory() as folder:
        pile, model = Path(folder, "pile.jsonl"), str(Path(folder, "model.nlm"))
        for times in map(int, args.times.split(",")):
            with pile.open("wb") as out:
                for _ in range(times):
                    with source.open("rb") as part:
                        shutil.copyfileobj(part, out)
            size = pile.stat().st_size / 1e6
            steps = {"fit": ["fit", str(pile), "--output", model]}
            for ending in ("npz", "parquet"):
                rows = str(Path(folder, f"rows.{ending}"))
                steps[f"transform to {ending}"] = ["transform", "--model", model, str(pile), "--output", rows]
            for name, step in steps.items():
                seconds, memory = run(binary, "tfidf", *step)
                speed = f"{seconds:7.2f} s   {size / seconds:6.1f} MB/s"
                print(f"{size:6.0f} MB of JSONL   {name:<22} {speed}   peak {memory:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()

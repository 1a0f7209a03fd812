"""Time and peak memory of `newsloom stories` as a pile grows.

usage: python benches/stories_growth.py NEWSLOOM DOCS.jsonl [DOCS.jsonl ...]

NEWSLOOM is the binary. The articles of all files are shuffled once; the first 2,500, 5,000, 10,000 and 20,000 of them
are grouped.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

SIZES = (2_500, 5_000, 10_000, 20_000)


def main(argv: list[str]) -> int:
    """Print one row a size."""
    if len(argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    lines = []
    for path in map(Path, argv[1:]):
        for number, line in enumerate(path.open(encoding="utf8")):
            doc = json.loads(line)
            if doc["text"].strip():
                record = {"id": f"{path.parent.name}-{number}", "title": doc.get("title") or "", "text": doc["text"]}
                lines.append(json.dumps(record) + "\n")
    random.Random(0).shuffle(lines)
    print("| articles | MB of JSON | seconds | processor seconds | peak memory, MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "pile.jsonl"), Path(folder, "stories.json")
        for n in (size for size in SIZES if size <= len(lines)):
            source.write_text("".join(lines[:n]), encoding="utf8")
            start = time.perf_counter()
            args = [argv[0], "stories", str(source), "--quiet", "--format", "json", "--output", str(target)]
            _, status, usage = os.wait4(os.spawnv(os.P_NOWAIT, argv[0], args), 0)
            seconds = time.perf_counter() - start
            if status:
                return 1
            size = source.stat().st_size / 1e6
            busy, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
            print(f"| {n:,} | {size:.1f} | {seconds:.1f} | {busy:.1f} | {memory:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

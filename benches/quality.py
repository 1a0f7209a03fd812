"""Measure newsloom's quality on sets with gold labels and print one table.

usage: python benches/quality.py DATA [AREA ...]

DATA is a folder of sets, one subfolder each; AREA is the ending of a `quality_*.py` beside this file.
Every figure is made with default settings.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent


def areas() -> list[str]:
    """The areas there are, by name."""
    return sorted(p.stem.removeprefix("quality_") for p in HERE.glob("quality_*.py"))


def main(argv: list[str]) -> int:
    """Print the table of the areas asked for, else of all."""
    if not argv or not Path(argv[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    data, wanted = Path(argv[0]), argv[1:] or areas()
    if unknown := set(wanted) - set(areas()):
        print(f"AREA must be one of {', '.join(areas())}, got {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(HERE))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE)
    print(f"{date.today()}, commit {commit.stdout.strip() or 'unknown'}\n")
    print("| area | set | measure | value | beside it |\n|---|---|---|---|---|")
    for area in wanted:
        for row in importlib.import_module(f"quality_{area}").rows(data):
            print("| {} | {} | {} | {:.3f} | {} |".format(*row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

r"""Writes crates/text/src/word_pattern/table.rs: what Python's `\w` is, by Unicode version since CPython 3.10.

`re` takes a code point for a word character when `str.isalnum()` holds or it is `_`. The table is made from
interpreters themselves; versions that no interpreter at hand carries come from the `unicodedata2` package, unpacked one
folder a version.

    python word_pattern_table.py --python python3.10 python3.12 --unicodedata2 folder16 folder17 folder18 > table.rs

The newest version's classes are stored, with the code points that later versions added; the script stops when a version
is not the newest one less what was added after it.
"""

import argparse
import json
import subprocess
import sys

PROBE = """
import sys, json
sys.path[:0] = sys.argv[1:]
try:
    if len(sys.argv) == 1:
        raise ImportError
    import unicodedata2 as u
    word = lambda c: u.category(c)[0] == "L" or u.numeric(c, None) is not None or c == "_"
except ImportError:
    import unicodedata as u
    word = lambda c: c.isalnum() or c == "_"
chars = [chr(c) for c in range(0x110000)]
json.dump({
    "version": u.unidata_version,
    "word": [i for i, c in enumerate(chars) if word(c)],
    "assigned": [i for i, c in enumerate(chars) if u.category(c) != "Cn"],
}, sys.stdout)
"""


def probe(python: str, folder: list[str]) -> dict[str, object]:
    """Ask an interpreter for its character data."""
    return json.loads(subprocess.run([python, "-c", PROBE, *folder], check=True, capture_output=True).stdout)


def ranges(points: list[int]) -> list[tuple[int, int]]:
    """Join neighbours."""
    out: list[list[int]] = []
    for p in points:
        if out and out[-1][1] == p - 1:
            out[-1][1] = p
        else:
            out.append([p, p])
    return [(a, b) for a, b in out]


def key(version: str) -> tuple[int, ...]:
    """Order versions by number."""
    return tuple(map(int, version.split(".")))


def rows(cells: list[str]) -> str:
    """Break cells into lines."""
    lines, line = [], "   "
    for cell in cells:
        if len(line) + len(cell) > 136:
            lines.append(line)
            line = "   "
        line += f" {cell},"
    return "\n".join([*lines, line])


def main() -> None:
    """Write the table."""
    args = argparse.ArgumentParser()
    args.add_argument("--python", nargs="+", default=[sys.executable])
    args.add_argument("--unicodedata2", nargs="*", default=[])
    given = args.parse_args()
    found = [probe(p, []) for p in given.python] + [probe(sys.executable, [d]) for d in given.unicodedata2]
    by_version = {str(f["version"]): f for f in found}
    versions = sorted(by_version, key=key)
    newest = set(by_version[versions[-1]]["word"])
    since: dict[int, int] = {}
    for n, v in enumerate(versions):
        for p in by_version[v]["assigned"]:
            since.setdefault(p, n)
    for n, v in enumerate(versions):
        expect = {p for p in newest if since[p] <= n}
        if expect != set(by_version[v]["word"]):
            odd = sorted(expect ^ set(by_version[v]["word"]))[:10]
            sys.exit(f"Unicode {v} is not {versions[-1]} less what came later: {odd}")
    words = [f"({a:#x}, {b:#x})" for a, b in ranges(sorted(newest))]
    later = []
    for n in range(1, len(versions)):
        later += [(a, b, n) for a, b in ranges(sorted(p for p, s in since.items() if s == n))]
    later.sort()
    print(f"""//! Written by scripts/word_pattern_table.py from the character data of CPython; not edited by hand.

/// The Unicode versions told apart, oldest first.
pub(crate) const VERSIONS: [&str; {len(versions)}] = {json.dumps(versions)};

/// Code points that `re` takes for `\\w` in Unicode {versions[-1]}: first, last.
#[rustfmt::skip]
pub(crate) const WORD: [(u32, u32); {len(words)}] = [
{rows(words)}
];

/// Code points that came after Unicode {versions[0]}: first, last, index into [`VERSIONS`].
#[rustfmt::skip]
pub(crate) const LATER: [(u32, u32, u8); {len(later)}] = [
{rows([f"({a:#x}, {b:#x}, {n})" for a, b, n in later])}
];""")


if __name__ == "__main__":
    main()

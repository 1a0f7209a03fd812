#!/usr/bin/env python3
"""Make the gold of the sample events from their tables of snippets, and check both.

usage: make_gold.py [--check] [EVENT_FOLDER ...]

Each event folder holds the articles (`*.txt`), `gold_source.table` (written by hand) and `gold.json` (written here).
With `--check` nothing is written: the script fails when `gold.json` differs from what the table gives.

The table is read line by line; `#` starts a comment line, and indented lines belong to the header above them:

    article ALIAS FILE                  one line per article
    statement ID: GIST                  members: ALIAS [GRADE] | SNIPPET
    quote ID: SPEAKER[; ALSO RIGHT]     members: ALIAS [FLAG] | SNIPPET   (words without marks; `?` = nobody is named)
    title, furniture, single            members: ALIAS | SNIPPET
    copy FROM TO | HOW
    drift ID: WHAT, in STATEMENT        members: ALIAS VALUE | SNIPPET

A snippet stands exactly once in its article. Where the words alone are not unique, `[[...]]` marks them inside a longer
snippet that is. `\\n` stands for a line break.

A grade compares a member's words with those of the first member of its statement, which has none: `verbatim` (the same
words; marks, case and spaces aside), `light_edit` (the same sentence, few words changed), `paraphrase` (said anew),
`partial` (a part of what the first states). The flags of quotes: `unmarked` (the article has lost or left out the
marks), `one_word`, `title` (stands in a headline, of one word or more), `open` (goes on in the next paragraph:
no mark closes it).

In `gold.json` every span is `[alias, start, length]` in code points of the file's text, followed by grade, flag
or value where there is one. `titles` are first headlines and headings, `furniture` lines of the site and
repeated headlines, `singles` what one article alone reports, `sentences` the sentences of each article
without titles and furniture.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

MARKS = "“”\"‘’'„"
GRADES = {"verbatim", "light_edit", "paraphrase", "partial"}
FLAGS = {"unmarked", "one_word", "title", "open"}
ABBREVIATIONS = (
    "Mr.",
    "Ms.",
    "Mrs.",
    "Dr.",
    "St.",
    "ST.",
    "Feb.",
    "Sgt.",
    "Capt.",
    "Lt.",
    "No.",
    "U.C.S.",
    "Oct.",
    "Prof.",
    " J.",
    " R.",
)
SENTENCE_END = re.compile(r"[.?!…]+[”’“\"')]*(?= +[“‘\"'(]?[A-Z0-9])")


class GoldError(ValueError):
    """A line of the table or a span that breaks a rule."""


def read_article(path: Path) -> str:
    """Text of one article as it stands, line ends included."""
    return path.read_bytes().decode("utf-8")


def locate(alias: str, snippet: str, texts: dict[str, str]) -> tuple[int, int]:
    """Start and length of a snippet that stands exactly once."""
    if alias not in texts:
        raise GoldError(f"no article has the alias {alias!r}")
    snippet = snippet.replace("\\n", "\n")
    context = snippet.replace("[[", "").replace("]]", "")
    inner = re.search(r"\[\[(.*)\]\]", snippet, re.DOTALL)
    if (count := texts[alias].count(context)) != 1:
        raise GoldError(f"{alias}: the snippet must stand exactly once, it stands {count} times: {context!r}")
    start = texts[alias].index(context) + (inner.start() if inner else 0)
    chosen = inner[1] if inner else context.rstrip("\n")
    if texts[alias][start : start + len(chosen)] != chosen or not chosen.strip():
        raise GoldError(f"{alias}: the span does not give back the snippet {chosen!r}")
    return start, len(chosen)


def parse(folder: Path) -> tuple[dict[str, str], dict[str, str], list[dict[str, Any]]]:
    """Articles (alias to file, alias to text) and blocks of the table."""
    files: dict[str, str] = {}
    blocks: list[dict[str, Any]] = []
    lines = (folder / "gold_source.table").read_text(encoding="utf-8").splitlines()
    texts: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if line.startswith("article "):
                _, alias, name = line.split()
                files[alias] = name
                texts[alias] = read_article(folder / name)
            elif not line.startswith(" "):
                kind, _, rest = line.partition(" ")
                blocks.append({"kind": kind, "rest": rest.strip(), "members": []})
            else:
                left, bar, snippet = line.strip().partition(" | ")
                alias, _, extra = left.partition(" ")
                if not bar:
                    raise GoldError("a member is ALIAS [GRADE] | SNIPPET")
                start, length = locate(alias, snippet, texts)
                blocks[-1]["members"].append([alias, start, length] + ([extra] if extra else []))
        except (GoldError, ValueError, OSError) as error:
            raise GoldError(f"{folder / 'gold_source.table'}:{number}: {error}") from error
    return files, texts, blocks


def words_only(text: str) -> str:
    """Letters and digits in lower case: what `verbatim` compares."""
    return "".join(c for c in text.lower() if c.isalnum())


def sentence_spans(text: str, aside: list[list[Any]]) -> list[list[int]]:
    """Spans of the sentences, one line a paragraph, lines in `aside` left out.

    Enough for the sample articles only: their abbreviations are listed above.
    """
    spans: list[list[int]] = []
    for line in re.finditer(r"[^\n]+", text):
        if any(start <= line.start() < start + length for _, start, length, *_ in aside):
            continue
        begin = line.start()
        for end in SENTENCE_END.finditer(text, line.start(), line.end()):
            if not text[begin : end.end()].endswith(ABBREVIATIONS):
                spans.append([begin, end.end() - begin])
                begin = end.end() + len(text[end.end() :]) - len(text[end.end() :].lstrip(" "))
        if text[begin : line.end()].strip():
            spans.append([begin, len(text[begin : line.end()].rstrip())])
    return spans


def build(folder: Path) -> dict[str, Any]:
    """The gold of one event, every rule checked."""
    files, texts, blocks = parse(folder)
    if sorted(files.values()) != sorted(path.name for path in folder.glob("*.txt")):
        raise GoldError(f"{folder}: the table does not name exactly the articles in the folder")
    gold: dict[str, Any] = {
        "articles": files,
        "statements": [],
        "quotes": [],
        "titles": [],
        "furniture": [],
        "singles": [],
    }
    gold |= {"copies": [], "drift": [], "sentences": {}}
    for block in blocks:
        kind, rest, members = block["kind"], block["rest"], block["members"]
        if kind in ("title", "furniture", "single"):
            gold[kind if kind == "furniture" else kind + "s"] += members
        elif kind == "statement":
            name, gist = rest.split(": ", 1)
            gold["statements"].append({"id": name, "gist": gist, "members": members})
        elif kind == "quote":
            name, people = rest.split(": ", 1)
            speaker, *also = [None if one == "?" else one for one in people.split("; ")]
            gold["quotes"].append({"id": name, "speaker": speaker, "speaker_also": also, "members": members})
        elif kind == "copy":
            pair, how = rest.split(" | ", 1)
            gold["copies"].append([*pair.split(), how])
        elif kind == "drift":
            name, what = rest.split(": ", 1)
            what, statement = what.rsplit(", in ", 1)
            gold["drift"].append({"id": name, "statement": statement, "what": what, "members": members})
        else:
            raise GoldError(f"{folder}: unknown kind of line {kind!r}")
    for alias, text in texts.items():
        gold["sentences"][alias] = sentence_spans(
            text, [m for m in gold["titles"] + gold["furniture"] if m[0] == alias]
        )
    check(gold, texts)
    return gold


def overlaps(a: list[Any], b: list[Any]) -> bool:
    """Whether two spans share a code point."""
    return bool(a[0] == b[0] and a[1] < b[1] + b[2] and b[1] < a[1] + a[2])


def check(gold: dict[str, Any], texts: dict[str, str]) -> None:
    """The rules that hold over the whole table."""
    for key in ("statements", "quotes", "drift"):
        ids = [block["id"] for block in gold[key]]
        if len(ids) != len(set(ids)) or not ids:
            raise GoldError(f"{key}: no block, or an id that stands twice: {ids}")

    def cut(m: list[Any]) -> str:
        return texts[m[0]][m[1] : m[1] + m[2]]

    sentences = [[alias, *span] for alias, spans in gold["sentences"].items() for span in spans]
    aside = gold["titles"] + gold["furniture"]
    for statement in gold["statements"]:
        members = statement["members"]
        if len({m[0] for m in members}) < 2:
            raise GoldError(f"statement {statement['id']}: it needs members of two different articles")
        if len(members[0]) != 3 or any(len(m) != 4 or m[3] not in GRADES for m in members[1:]):
            raise GoldError(
                f"statement {statement['id']}: every member but the first has one grade of {sorted(GRADES)}"
            )
        for m in members:
            if sum(overlaps(m, s) for s in sentences) != 1:
                raise GoldError(f"statement {statement['id']}: not inside one sentence: {cut(m)!r}")
            if len(m) == 4 and (m[3] == "verbatim") != (words_only(cut(m)) == words_only(cut(members[0]))):
                raise GoldError(f"statement {statement['id']}: verbatim or not? {cut(m)!r}")
    members = [m for s in gold["statements"] for m in s["members"]]
    for quote in gold["quotes"]:
        for m in quote["members"]:
            flag = m[3] if len(m) == 4 else None
            if flag is not None and flag not in FLAGS:
                raise GoldError(f"quote {quote['id']}: the flag must be one of {sorted(FLAGS)}, not {flag!r}")
            around = texts[m[0]][m[1] - 1] + texts[m[0]][m[1] + m[2]]
            marks = [c in MARKS for c in around]
            if marks != {"unmarked": [False, False], "open": [True, False]}.get(flag or "", [True, True]):
                raise GoldError(f"quote {quote['id']}: marked or unmarked? {cut(m)!r}")
            if (flag == "title") != any(overlaps(m, t) for t in gold["titles"]):
                raise GoldError(f"quote {quote['id']}: in a title or not? {cut(m)!r}")
            if flag != "title" and (flag == "one_word") != (len(cut(m).split()) == 1):
                raise GoldError(f"quote {quote['id']}: one word or more? {cut(m)!r}")
    for m in gold["singles"]:
        if any(overlaps(m, other) for other in members + aside):
            raise GoldError(f"a single overlaps with a statement or a line set aside: {cut(m)!r}")
    for drift in gold["drift"]:
        of = [s for s in gold["statements"] if s["id"] == drift["statement"]]
        if not of or len({m[3] for m in drift["members"]}) < 2:
            raise GoldError(f"drift {drift['id']}: it names no statement, or its values do not differ")
        for m in drift["members"]:
            if not any(overlaps(m, other) for other in of[0]["members"]):
                raise GoldError(f"drift {drift['id']}: not inside a member of {drift['statement']}: {cut(m)!r}")
    for origin, copy, _ in gold["copies"]:
        if origin not in texts or copy not in texts or origin == copy:
            raise GoldError(f"copy {origin} {copy}: both must be aliases, and differ")
    for s in sentences:
        if not any(overlaps(s, other) for other in members + gold["singles"]):
            raise GoldError(f"a sentence about which nothing was decided: {s[0]}: {cut(s)!r}")


def dump(gold: dict[str, Any]) -> str:
    """JSON with one span a line at most."""
    text = json.dumps(gold, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r",\s*\n\s*", ", ", m[1]) + "]", text) + "\n"


def summary(folder: Path, gold: dict[str, Any]) -> str:
    """Counts of one event, for the terminal."""
    shared = {tuple(m[:3]) for s in gold["statements"] for m in s["members"]}
    sentences = [[alias, *span] for alias, spans in gold["sentences"].items() for span in spans]
    held = sum(any(overlaps(s, list(m)) for m in shared) for s in sentences)
    count = {key: sum(len(block["members"]) for block in gold[key]) for key in ("statements", "quotes")}
    return (
        f"{folder.name}: {len(gold['articles'])} articles, {len(sentences)} sentences ({held} in shared statements), "
        f"{len(gold['statements'])} statements with {count['statements']} members, "
        f"{len(gold['quotes'])} quotes with {count['quotes']} members, {len(gold['furniture'])} furniture, "
        f"{len(gold['singles'])} singles, {len(gold['copies'])} copies, {len(gold['drift'])} drifts"
    )


def main(arguments: list[str]) -> int:
    """Write or check the gold of the given folders, or of every folder beside this script that has a table."""
    here = Path(__file__).resolve().parent
    tables = sorted(here.glob("*/gold_source.table"))
    folders = [Path(a) for a in arguments if a != "--check"] or [table.parent for table in tables]
    if not folders:
        print("no folder with a gold_source.table", file=sys.stderr)
        return 1
    for folder in folders:
        try:
            gold = build(folder)
        except GoldError as error:
            print(error, file=sys.stderr)
            return 1
        path, text = folder / "gold.json", dump(gold)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path} differs from its table: run {Path(__file__).name}", file=sys.stderr)
            return 1
        print(summary(folder, gold))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

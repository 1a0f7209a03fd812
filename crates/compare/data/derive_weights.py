"""Derive `src/statements/weights.rs`: what the evidence of a pair of sentences is worth.

usage: python derive_weights.py GOLD.json DOCS.jsonl EXAMPLES [--write]

GOLD lists events with statements as `[alias, start, length]`, DOCS holds their articles; EXAMPLES is the folder of the repository's own
samples with a `gold.json` each. Two logistic models with an L2 penalty on standardised inputs: the first weighs a pair's evidence, the
second how the pair stands among the others. The second learns from first-model scores of events that the first had not seen.
Printed, by models that saw nothing of the event that they are measured on: pairwise precision, recall and F1 before grouping, at the
threshold of `group.rs` and at the best one, and after grouping, which is what a user gets.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src/statements/weights.rs"
FIRST_PENALTY, SECOND_PENALTY = 100.0, 30.0
THRESHOLD = float(next(x for x in (HERE.parent / "src/statements/group.rs").read_text("utf8").splitlines() if "const THRESHOLD" in x)
                  .split("=")[1].strip(" ;"))  # fmt: skip


@dataclass
class Event:
    name: str
    units: list[tuple[str, int, int]]
    pairs: list[tuple[int, int]]
    x: np.ndarray
    truth: list[tuple[int, int] | None]
    undecided: set[int]
    """Headings: the gold tells nothing about them."""

    @property
    def decided(self) -> np.ndarray:
        return np.array([not self.undecided & set(p) for p in self.pairs])

    @property
    def y(self) -> np.ndarray:
        found = set(self.truth)
        return np.array([p in found for p in self.pairs], float)


def run(lines: list[dict], *arguments: str) -> list[dict]:
    """What the example `pair_evidence` prints."""
    command = ["cargo", "run", "--quiet", "--profile", "quick", "--package", "newsloom-compare", "--example", "pair_evidence", "--", *arguments]
    out = subprocess.run(command, input="\n".join(map(json.dumps, lines)), capture_output=True, text=True, check=True, cwd=HERE).stdout
    return [json.loads(line) for line in out.splitlines()]


Model = tuple[np.ndarray, float]


def run_with(lines: list[dict], models: dict[str, dict[str, Model]]) -> list[dict]:
    """The same with models of one's own, by event and name."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({e: {k: [bias, weights.tolist()] for k, (weights, bias) in of.items()} for e, of in models.items()}, file)
        file.flush()
        return run(lines, file.name)


def read(args: argparse.Namespace) -> tuple[list[Event], list[dict]]:
    golds, lines = {}, []
    events = json.loads(args.gold.read_text("utf8"))
    wanted = {i: e["event"] for e in events for i in e["articles"].values()}
    for e in events:
        golds[e["event"]] = e
    with args.docs.open(encoding="utf8") as f:
        for o in map(json.loads, f):
            if o["id"] in wanted:
                lines.append({k: o.get(k) or "" for k in ("id", "title", "text", "source")} | {"label": wanted[o["id"]]})
    for path in sorted(args.examples.glob("*/gold.json")):
        gold = json.loads(path.read_text("utf8"))
        golds[path.parent.name] = gold
        for name in gold["articles"].values():
            text = (path.parent / name).read_text("utf8")
            title = next(line for line in text.splitlines() if line.strip())  # as the command reads a file
            lines.append({"id": name, "title": title, "source": "", "text": text, "label": path.parent.name})
    found = []
    for o in run(lines):
        gold, units = golds[o["event"]], [tuple(u) for u in o["units"]]

        def unit(alias: str, start: int, length: int, *_: object) -> int | None:
            inside = (i for i, (a, s, e) in enumerate(units) if a == gold["articles"][alias] and s <= start and start + length <= e)
            return next(inside, None)

        truth = []
        for s in gold["statements"]:
            for m, n in itertools.combinations(s["members"], 2):
                if m[0] != n[0]:
                    i, j = unit(*m), unit(*n)
                    truth.append(None if i is None or j is None else (min(i, j), max(i, j)))
        headings = [(gold["articles"][a], s, s + n) for a, s, n in gold.get("titles", [])]
        undecided = {i for i, (a, s, e) in enumerate(units) if any(a == b and s < f and t < e for b, t, f in headings)}
        pairs = [(p["a"], p["b"]) for p in o["pairs"]]
        found.append(Event(o["event"], units, pairs, np.array([p["x"] for p in o["pairs"]]), truth, undecided))
    return found, lines


def logistic(x: np.ndarray, y: np.ndarray, penalty: float) -> tuple[np.ndarray, float]:
    """Weights and bias on the inputs as they are, by Newton's method on standardised ones."""
    mean, sd = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / sd, np.ones((len(x), 1))])
    ridge = np.diag([penalty] * x.shape[1] + [0.0])
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (p - y) + ridge @ w)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    weights = w[:-1] / sd
    return weights, float(w[-1] - weights @ mean)


def standing(events: list[Event], lines: list[dict], models: dict[str, Model]) -> dict[str, np.ndarray]:
    """What the second model reads of all pairs, by event, after a first model of each event's own."""
    found = run_with([x for x in lines if x["label"] in models], {e.name: {"evidence": models[e.name]} for e in events})
    return {o["event"]: np.array(o["standing"]) for o in found}


def train(events: list[Event], lines: list[dict]) -> tuple[Model, Model]:
    def first(some: list[Event]) -> Model:
        return logistic(np.vstack([e.x[e.decided] for e in some]), np.concatenate([e.y[e.decided] for e in some]), FIRST_PENALTY)

    unseen = standing(events, lines, {e.name: first([o for o in events if o is not e]) for e in events})
    x, y = np.vstack([unseen[e.name][e.decided] for e in events]), np.concatenate([e.y[e.decided] for e in events])
    return first(events), logistic(x, y, SECOND_PENALTY)


def apply(models: tuple[Model, Model], event: Event, lines: list[dict]) -> np.ndarray:
    first, (v, c) = models
    return standing([event], lines, {event.name: first})[event.name] @ v + c


def score(events: list[Event], log_odds: list[np.ndarray], threshold: float) -> tuple[float, float, float]:
    return measure(events, [{p for p, x in zip(e.pairs, s, strict=True) if x >= threshold} for e, s in zip(events, log_odds, strict=True)])


def measure(events: list[Event], pairs: list[set[tuple[int, int]]]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1."""
    hit = truth = right = found = 0
    for e, chosen in zip(events, pairs, strict=True):
        chosen = {p for p in chosen if not e.undecided & set(p)}
        right += len(chosen & set(e.truth))
        found += len(chosen)
        hit += sum(t in chosen for t in e.truth)
        truth += len(e.truth)
    p, r = right / max(found, 1), hit / max(truth, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def grouped(events: list[Event], lines: list[dict], models: dict[str, tuple[Model, Model]]) -> dict[str, set[tuple[int, int]]]:
    """By event: the pairs of units that stand in one statement."""
    weights = {e: dict(zip(("evidence", "standing"), of, strict=True)) for e, of in models.items()}
    found = {o["event"]: o["statements"] for o in run_with(lines, weights)}
    out = {}
    for e in events:
        number = {u: i for i, u in enumerate(e.units)}
        members = [sorted(number[tuple(m)] for m in s) for s in found[e.name]]
        pairs = itertools.chain.from_iterable(itertools.combinations(m, 2) for m in members)
        out[e.name] = {(a, b) for a, b in pairs if e.units[a][0] != e.units[b][0]}
    return out


def rust(name: str, kind: str, what: str, model: Model) -> str:
    weights = ", ".join(f"{w:.4f}" for w in model[0])
    return f"/// {what}\nconst {name}: Logistic<{kind}> = Logistic {{ bias: {model[1]:.4f}, weights: [{weights}] }};\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("docs", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    events, lines = read(args)
    models = {e.name: train([o for o in events if o is not e], lines) for e in events}
    statements = grouped(events, lines, models)
    unseen = [apply(models[e.name], e, lines) for e in events]
    at = float(np.log(THRESHOLD / (1 - THRESHOLD)))
    own = {p.parent.name for p in args.examples.glob("*/gold.json")}
    for label, some in (("real events", [e for e in events if e.name not in own]), ("own samples", [e for e in events if e.name in own])):
        scores = [s for e, s in zip(events, unseen, strict=True) if e in some]
        best = max((score(some, scores, t) for t in np.arange(-3, 3, 0.05)), key=lambda x: x[2])
        print(label, "P %.3f R %.3f F1 %.3f" % score(some, scores, at), "best threshold P %.3f R %.3f F1 %.3f" % best)
        print(label, "grouped P %.3f R %.3f F1 %.3f" % measure(some, [statements[e.name] for e in some]))
    if args.write:
        first, second = train(events, lines)
        text = "//! Derived by `data/derive_weights.py`; not written by hand.\n\nuse super::model::{FIRST, Logistic, Models, SECOND};\n\n"
        text += "/// Both models.\npub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };\n\n"
        text += rust("EVIDENCE", "FIRST", "What the evidence of a pair is worth.", first) + "\n"
        text += rust("STANDING", "SECOND", "What its standing among other pairs is worth.", second)
        WEIGHTS.write_text(text, "utf8")
        subprocess.run(["rustfmt", "--edition", "2024", "--config-path", str(HERE.parents[2]), str(WEIGHTS)], check=True)


if __name__ == "__main__":
    main()

"""Long calls show how far they are, can be interrupted, and let other threads work."""

import io
import signal
import subprocess
import sys
import threading
import time

import newsloom as nl
import numpy as np
import pytest
from newsloom import _progress


def large(n=1500, seed=0):
    """A pile that keeps topics busy for seconds."""
    rng = np.random.default_rng(seed)
    words = np.array([f"w{i}" for i in range(6000)])
    texts = (" ".join(words[rng.zipf(1.3, 300).clip(max=6000) - 1]) + "." for _ in range(n))
    return nl.Corpus([{"id": str(i + 1), "text": text, "outlet": f"o{i % 20}"} for i, text in enumerate(texts)])


class Bar:
    """What tqdm's bars can do, writing down what is done with them."""

    made: list["Bar"]

    def __init__(self, total=None, desc="", leave=True):
        self.n, self.desc, self.totals, self.most, self.closed = 0, desc, [total], 0, False
        type(self).made.append(self)

    def reset(self, total=None):
        self.n = 0
        self.totals.append(total)

    def update(self, n):
        self.n += n
        self.most = max(self.most, self.n)

    def close(self):
        self.closed = True


@pytest.fixture
def bar():
    return type("OneBar", (Bar,), {"made": []})


@pytest.fixture(scope="module")
def pile():
    return large()


def test_a_long_call_tells_how_far_it_is(pile, bar):
    pile.topics(20, n_resamples=2, progress=bar)
    (made,) = bar.made
    assert made.desc == "finding topics"
    assert made.closed
    assert made.most > 0
    assert max(t for t in made.totals if t) > 1


def test_off_means_off(pile, monkeypatch, capsys):
    monkeypatch.setattr(_progress, "PATIENCE", 0.0)
    pile.where(id=lambda i: int(i) <= 300).topics(5, progress=False)
    assert capsys.readouterr().err == ""
    with pytest.raises(TypeError, match="progress must be"):
        pile.topics(5, progress="yes")


def test_tqdm_draws_it():
    from tqdm import tqdm

    out = io.StringIO()
    with _progress.Progress(
        "finding topics", lambda **given: tqdm(file=out, mininterval=0, miniters=1, **given)
    ) as progress:
        for done in (10, 20, 50):
            progress.callback(1, done, 50)
        progress.callback(2, 1, 3)
    assert "finding topics: 100%" in out.getvalue()
    assert "50/50" in out.getvalue()
    assert "1/3" in out.getvalue()


def test_without_tqdm_a_terminal_gets_a_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(_progress, "PATIENCE", 0.0)
    with _progress.Progress("reading", None) as progress:
        progress.callback(1, 3, 10)
    assert terminal.getvalue() == "\rreading: 3 of 10\x1b[K\r\x1b[K"


def test_nobody_looks_nothing_is_shown():
    assert _progress.Progress("reading", None).callback is None


# Calls that take many seconds when nobody interrupts them.
LONG = {
    "topics": "pile.topics(60)",
    "stories": "for _ in range(99): pile.stories()",
    "compare": "pile.compare()",
    "passages": "nl.passages(pile)",
    "near_duplicates": "for _ in range(99): nl.near_duplicates(pile)",
    "keyness": "for _ in range(99): pile.keyness('outlet', top=None)",
    "boilerplate": "for _ in range(99): pile.boilerplate(events='outlet')",
    "read": "for _ in range(999): nl.read('examples/pile.jsonl', 'examples/summit')",
    "CountVectorizer": "nl.CountVectorizer(ngram_range=(1, 4)).fit([a.text for a in pile] * 20)",
    "KMeans": "nl.KMeans(300, n_init=50, random_state=0).fit(np.random.default_rng(0).random((20000, 60)))",
}


@pytest.mark.parametrize("call", LONG)
def test_ctrl_c_ends_a_long_call(call):
    code = (
        "import signal, sys, numpy as np, newsloom as nl; sys.path.insert(0, 'tests/python')\n"
        # Whoever started the tests in the background had this signal ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from test_progress import large\n"
        "pile = large(2000)\n"
        "print('ready', flush=True)\n"
        f"try:\n    {LONG[call]}\n    print('done')\n"
        "except KeyboardInterrupt:\n    print('interrupted', len(nl.Corpus(['a b.', 'a c.']).stories()))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        words = process.communicate(timeout=60)[0].split()
    # The next call works as if nothing had been.
    assert words[0] == "interrupted"
    assert time.monotonic() - sent < 15


def test_what_a_bar_raises_ends_the_call(pile):
    def broken(**given):
        raise RuntimeError("the bar broke")

    with pytest.raises(RuntimeError, match="the bar broke"):
        pile.topics(20, progress=broken)


def test_other_threads_work_meanwhile(pile):
    beats, stop = [], threading.Event()

    def beat():
        while not stop.is_set():
            beats.append(time.monotonic())
            time.sleep(0.005)

    thread = threading.Thread(target=beat)
    thread.start()
    begun = time.monotonic()
    pile.topics(20, n_resamples=2)
    ended = time.monotonic()
    stop.set()
    thread.join()
    inside = [b for b in beats if begun < b < ended]
    # With the lock held the thread would not get a single turn before the call ends.
    assert len(inside) >= 5

"""Every example in the documentation runs."""

import doctest
import importlib
import pkgutil
import re
import shlex
import subprocess
from pathlib import Path

import newsloom
import pytest

ROOT = Path(__file__).parents[2]
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
MODULES = sorted(
    m.name
    for m in pkgutil.iter_modules(newsloom.__path__, "newsloom.")
    if m.name not in ("newsloom.__main__", "newsloom._core")
)
PAGES = sorted(p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if ">>>" in p.read_text(encoding="utf8"))


@pytest.mark.parametrize("name", ["newsloom", *MODULES])
def test_docstrings(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=OPTIONS).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = sum(bool(t.examples) for name in ["newsloom", *MODULES] for t in finder.find(importlib.import_module(name)))
    assert found >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pages(page):
    assert doctest.testfile(str(page), module_relative=False, optionflags=OPTIONS).failed == 0


def commands() -> list[str]:
    """The newsloom commands that README and the documentation show."""
    pages = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
    text = "\n".join(page.read_text(encoding="utf8") for page in pages)
    blocks = re.findall(r"```(?:console|sh|bash)\n(.*?)```", text, re.S)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return list(dict.fromkeys(line for line in lines if line.startswith("newsloom ")))


@pytest.mark.parametrize("line", commands())
def test_readme_commands(line, newsloom_binary, tmp_path):
    words = shlex.split(line.split(" > ")[0], comments=True)
    words = [str(tmp_path / w) if w.endswith((".html", ".npz", ".nlm")) else w for w in words]
    done = subprocess.run([newsloom_binary, *words[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_public_names_are_documented():
    for name in newsloom.__all__:
        if name != "__version__":
            assert getattr(newsloom, name).__doc__, name

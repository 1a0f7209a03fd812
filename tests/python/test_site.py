"""The documentation builds strictly, shows its formulas without scripts, and loads nothing from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = re.compile(
    r"<(?:script|img|iframe|source)[^>]+src=\"([^\"]+)\"|<link[^>]+rel=\"(?:stylesheet|preload|icon)\"[^>]+href=\"([^\"]+)\""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_loads_nothing_from_elsewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 15
    loaded = {a or b for page in pages for a, b in LOADED.findall(page.read_text(encoding="utf8"))}
    assert len(loaded) >= 3
    assert not [url for url in loaded if "//" in url]


def test_formulas_need_no_script(site):
    page = (site / "explanation/keyness.html").read_text(encoding="utf8")
    assert page.count("<math") >= 5
    assert "arithmatex" not in page


def test_every_public_name_has_its_place(site):
    import newsloom

    reference = "".join(p.read_text(encoding="utf8") for p in (site / "reference").glob("*.html"))
    for name in newsloom.__all__:
        if name != "__version__":
            assert f'id="newsloom.{name}"' in reference, name

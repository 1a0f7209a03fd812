"""Write the stop lists beside this file from the packages that carry them.

usage: python generate.py

Needs pip, cargo and scikit-learn; fetches the packages named below into a folder that is removed again.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ISO, ENGLISH, TANTIVY = "stopwordsiso==0.7.1", "stop-words==2018.7.23", "0.27.0"
CODES = {
    "DANISH": "da", "DUTCH": "nl", "FINNISH": "fi", "FRENCH": "fr", "GERMAN": "de", "HUNGARIAN": "hu", "ITALIAN": "it",
    "NORWEGIAN": "no", "PORTUGUESE": "pt", "RUSSIAN": "ru", "SPANISH": "es", "SWEDISH": "sv",
}  # fmt: skip


def download(requirement: str, folder: Path, *options: str) -> Path:
    """Fetch one package and return its file."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *options, "-d", folder, requirement], check=True
    )
    return next(folder.iterdir())


def iso(folder: Path) -> dict[str, list[str]]:
    """The lists of stopwords-iso, by ISO 639-1 code."""
    with zipfile.ZipFile(download(ISO, folder / "iso")) as wheel:
        return dict(json.loads(wheel.read("stopwordsiso/stopwords-iso.json")))


def snowball(folder: Path) -> dict[str, list[str]]:
    """The lists of the Snowball project, as tantivy and (English) stop-words carry them."""
    project = folder / "snowball"
    (project / "src").mkdir(parents=True)
    (project / "src" / "lib.rs").touch()
    manifest = f'[package]\nname = "x"\nedition = "2021"\n[dependencies.tantivy]\nversion = "={TANTIVY}"\ndefault-features = false\n'
    (project / "Cargo.toml").write_text(manifest)
    told = subprocess.run(
        ["cargo", "metadata", "--format-version", "1"], check=True, cwd=project, capture_output=True, text=True
    )
    packages = json.loads(told.stdout)["packages"]
    root = Path(next(p["manifest_path"] for p in packages if p["name"] == "tantivy")).parent
    source = (root / "src/tokenizer/stop_word_filter/stopwords.rs").read_text("utf-8")
    lists = {}
    for name, body in re.findall(r"pub const (\w+): &\[&str\] = &\[(.*?)\];", source, re.S):
        lists[CODES[name]] = re.findall(r'"([^"]+)"', body)
    assert len(lists) == len(CODES), sorted(lists)
    with tarfile.open(download(ENGLISH, folder / "english", "--no-binary", ":all:")) as sdist:
        member = next(n for n in sdist.getnames() if n.endswith("/english.txt"))
        file = sdist.extractfile(member)
        assert file is not None
        lists["en"] = file.read().decode("utf-8").split("\n")
    return lists


def sklearn() -> dict[str, list[str]]:
    """The list of scikit-learn."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return {"en": list(ENGLISH_STOP_WORDS)}


def write(name: str, lists: dict[str, list[str]]) -> None:
    """One line a language: its code, a tab, its words in the order of their bytes."""
    lines = []
    for code in sorted(lists):
        words = sorted({w.strip() for w in lists[code]} - {""}, key=lambda w: w.encode())
        assert not any(c in w for w in words for c in "\t\n"), code
        lines.append(f"{code}\t" + "\t".join(words))
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines)} languages, {sum(line.count(chr(9)) for line in lines)} words")


def main() -> None:
    """Write all three."""
    with tempfile.TemporaryDirectory() as folder:
        write("iso", iso(Path(folder)))
        write("snowball", snowball(Path(folder)))
        write("sklearn", sklearn())


if __name__ == "__main__":
    main()

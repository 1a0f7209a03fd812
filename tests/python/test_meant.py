"""A name that there is not gets a message with the one that was probably meant."""

import subprocess
import sys

import newsloom as nl
import pytest

ONE = [{"text": "A ferry sailed.", "source": "Echo"}]


@pytest.mark.parametrize(
    ("call", "kind", "match"),
    [
        (
            lambda: nl.read("examples/summit", outlett="source"),
            ValueError,
            'no field "outlett"; did you mean "outlet"?',
        ),
        (lambda: nl.Corpus(ONE, outlett="source"), ValueError, 'no field "outlett"; did you mean "outlet"?'),
        (lambda: nl.Corpus(ONE, outlet="sorce"), ValueError, 'no record has the field "sorce".*did you mean "source"?'),
        (
            lambda: nl.read("examples/summit", skipbad=True),
            TypeError,
            "'skipbad'; did you mean 'skip_bad'?",
        ),
        (lambda: nl.read("examples/summit", progres=False), TypeError, "did you mean 'progress'?"),
        (lambda: nl.Corpus(ONE, skip=True), TypeError, "no parameter 'skip'.*there are skip_bad, id, title, text"),
        (lambda: nl.Corpus(ONE, text=3), TypeError, "text must be the name of a field of the records, got 3"),
        (lambda: nl.Corpus(ONE).where(outlte="Echo"), KeyError, "no field 'outlte'; did you mean 'outlet'?"),
        (lambda: nl.Corpus(ONE).by("oulet"), KeyError, "did you mean 'outlet'?"),
        (lambda: nl.Corpus(ONE).articles["oulet"], KeyError, "no column 'oulet'; did you mean 'outlet'?"),
        (lambda: nl.Corpus(ONE).articles.where(oulet="x"), KeyError, "did you mean 'outlet'?"),
        (lambda: nl.Corpus(ONE).boilerplate(events="soruce"), ValueError, "events must be.*did you mean 'source'?"),
        (lambda: nl.Corpus(ONE).keyness(stopwords="en"), TypeError, "keyness 'stopwords'; did you mean 'stop_words'?"),
        (lambda: nl.keyness(["A."], ["B."], stemer="en"), TypeError, "keyness 'stemer'; did you mean 'stemmer'?"),
        (lambda: nl.compare("examples/summit", keep="titel"), ValueError, 'got "titel"; did you mean "title"?'),
    ],
)
def test_the_likely_name_is_told(call, kind, match):
    with pytest.raises(kind, match=match.replace("?", r"\?")):
        call()


def test_a_misspelt_name_of_the_module_is_told():
    code = "import newsloom; newsloom.TfidfVectoriser"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Did you mean: 'TfidfVectorizer'?" in done.stderr

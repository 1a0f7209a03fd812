from __future__ import annotations

import re
import sys
import time
import unicodedata

import newsloom as nl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

PIECES = (
    "The ferry|sank|Mr.|U.S.|p.m.|“|”|\"|'|’|.|?|!|...|…| |  |\n|\n\n|\t|Élan|ΣΟΦΟΣ|İ|ß|ﬁ|船。|🙂|e\u0301|١٢|½|_a|a-b"
    "|1,000.5|\x00|\x1c|\xa0|\ud800"
)
PROSE = st.lists(st.sampled_from(PIECES.split("|")), max_size=30).map("".join)
WHOLE = PROSE.filter(lambda text: "\ud800" not in text)


def texts(table: nl.Table) -> list[str]:
    return list(table["text"])


# Sentences


def test_sentences_have_places_and_know_quotations():
    text = "Ferry sinks 🙂\nMs. Orlo waited. “We have time. Do we?” she asked. The U.S. Navy came."
    found = nl.sentences(text)
    assert [(s["text"], s["in_quote"]) for s in found] == [
        ("Ferry sinks 🙂", False),
        ("Ms. Orlo waited.", False),
        ("“We have time.", True),
        ("Do we?” she asked.", True),
        ("The U.S. Navy came.", False),
    ]
    assert found.columns == ["start", "end", "text", "in_quote"]
    assert all(text[s["start"] : s["end"]] == s["text"] for s in found)


@pytest.mark.parametrize("language", ["de", "german", "de-AT"])
def test_sentences_know_languages(language):
    assert len(nl.sentences("Am 12. Juni kam Dr. Berg. Er blieb z. B. nicht lange.", language)) == 2


@settings(max_examples=300)
@given(PROSE, st.sampled_from(["rules", "unicode"]))
def test_sentences_lose_no_text(text, method):
    at = 0
    for s in nl.sentences(text, method=method):
        assert at <= s["start"] < s["end"]
        assert text[s["start"] : s["end"]] == s["text"]
        assert method == "rules" or s["start"] == at
        assert all(c.isspace() for c in text[at : s["start"]])
        at = s["end"]
    assert all(c.isspace() for c in text[at:])


def test_sentences_of_unicode_keep_the_white_space():
    assert texts(nl.sentences("Mr. Orlo left. Why? ", method="unicode")) == ["Mr. ", "Orlo left. ", "Why? "]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400_000,
        "“" * 300_000,
        '" ' * 300_000,
        "a.m. " * 200_000,
        "x" * 2_000_000,
        "1. " * 200_000,
        "?!" * 300_000,
        "\n" * 500_000,
    ],
    ids=["no full stop", "opening marks", "straight marks", "times", "one word", "numbers", "points", "lines"],
)
def test_sentences_take_linear_time(text):
    began = time.perf_counter()
    nl.sentences(text)
    nl.sentences(text + text)
    assert time.perf_counter() - began < 20


# Tokens


def test_tokens_have_places_and_options():
    text = "Oslo-based O’Neil paid $3.50 🙂 — see https://a.example/b-c?d!"
    kept = nl.tokenize(text, remove_punct=True, remove_symbols=True, remove_numbers=True, remove_urls=True)
    assert texts(kept) == ["Oslo", "based", "O’Neil", "paid", "see"]
    assert all(text[t["start"] : t["end"]] == t["text"] for t in kept)
    assert texts(nl.tokenize(text, split_hyphens=False, lowercase=True))[:2] == ["oslo-based", "o’neil"]
    assert texts(nl.tokenize("a, b", remove_punct=True, padding=True)) == ["a", "", "b"]
    assert "".join(texts(nl.tokenize(text, remove_separators=False))) == text
    assert texts(nl.tokenize("a b\tc", tokenizer="whitespace")) == ["a", "b", "c"]
    assert texts(nl.tokenize("é b", tokenizer="character")) == ["é", "b"]


@settings(max_examples=300)
@given(PROSE, st.sampled_from(["unicode", "sklearn", "whitespace", "character"]))
def test_tokens_are_stretches_of_the_text_in_order(text, tokenizer):
    at = 0
    for t in nl.tokenize(text, tokenizer=tokenizer):
        assert at <= t["start"] < t["end"]
        assert text[t["start"] : t["end"]] == t["text"]
        at = t["end"]


@settings(max_examples=300)
@given(PROSE)
def test_the_sklearn_tokenizer_is_scikit_learns(text):
    pattern = CountVectorizer().token_pattern
    expected = [m.span() for m in re.finditer(pattern, text)]
    for found in (nl.tokenize(text, tokenizer="sklearn"), nl.tokenize(text, token_pattern=pattern)):
        assert [(t["start"], t["end"]) for t in found] == expected


def test_every_character_is_what_this_python_takes_it_for():
    text = " ".join(f"a{chr(c)}" for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF)
    expected = [m.span() for m in re.finditer(CountVectorizer().token_pattern, text)]
    found = nl.tokenize(text, tokenizer="sklearn")
    assert list(zip(found["start"], found["end"], strict=True)) == expected


@pytest.mark.parametrize("pattern", [r"\w+", r"#(\w+)", r"(?:a|b)+", r"(?<=#)\w+", r"#(\w)?", re.compile(r"[A-Z]\w*")])
def test_token_patterns_are_pythons(pattern):
    text = "#Ab cde # #b ΣΟΦΟΣ"
    assert texts(nl.tokenize(text, token_pattern=pattern)) == re.findall(pattern, text)


def test_a_callable_tokenizes():
    found = nl.tokenize("Ab, cd", tokenizer=lambda t: [w.lower() for w in t.split()], remove_punct=True, padding=True)
    assert [(t["start"], t["text"]) for t in found] == [(None, "ab,"), (4, "cd")]
    assert texts(nl.tokenize("a , b", tokenizer=str.split, remove_punct=True)) == ["a", "b"]
    with pytest.raises(TypeError, match="tokenizer must give str, got int"):
        nl.tokenize("a", tokenizer=lambda t: [1])


@settings(max_examples=200)
@given(PROSE, st.sampled_from(["unicode", "ascii"]))
def test_lower_case_and_accents_are_pythons(text, strip):
    given_text = texts(nl.tokenize(text, tokenizer="whitespace"))
    assert texts(nl.tokenize(text, tokenizer="whitespace", lowercase=True)) == [t.lower() for t in given_text]
    folded = {
        "unicode": lambda t: "".join(c for c in unicodedata.normalize("NFKD", t) if not unicodedata.combining(c)),
        "ascii": lambda t: unicodedata.normalize("NFKD", t).encode("ascii", "ignore").decode(),
    }[strip]
    assert texts(nl.tokenize(text, tokenizer="whitespace", strip_accents=strip)) == [folded(t) for t in given_text]


# n-grams


@settings(max_examples=300)
@given(
    WHOLE,
    st.sampled_from([(1, 1), (1, 3), (2, 2), (3, 5)]),
    st.sampled_from(["char", "char_wb"]),
)
def test_character_ngrams_are_scikit_learns(text, ngram_range, analyzer):
    expected = CountVectorizer(analyzer=analyzer, ngram_range=ngram_range, lowercase=False).build_analyzer()(text)
    assert nl.ngrams(text, ngram_range, analyzer=analyzer) == expected


@settings(max_examples=100)
@given(WHOLE, st.sampled_from([(1, 1), (1, 2), (2, 4)]))
def test_word_ngrams_are_scikit_learns(text, ngram_range):
    expected = CountVectorizer(ngram_range=ngram_range, lowercase=False).build_analyzer()(text)
    assert nl.ngrams(nl.tokenize(text, tokenizer="sklearn"), ngram_range) == expected


def test_ngrams_do_not_close_gaps():
    words = nl.tokenize("the, old harbor", remove_punct=True, padding=True)
    assert nl.ngrams(words, concatenator="_") == ["old_harbor"]
    assert nl.skipgrams(words, skip=1) == ["the old", "old harbor"]
    assert nl.skipgrams(["a", "b", "c"], n=2, skip=0) == ["a b", "b c"]


# Stop words, languages


def test_stop_lists():
    assert set(nl.stop_words("english", "sklearn")) == ENGLISH_STOP_WORDS
    assert len(nl.stop_words()) == 174
    assert {"nicht", "und"} <= set(nl.stop_words("de")) < set(nl.stop_words("de")) | set(nl.stop_words("de", "iso"))
    with pytest.raises(ValueError, match=r'source must be "sklearn", "snowball" or "iso", got "nltk"'):
        nl.stop_words("en", "nltk")
    with pytest.raises(ValueError, match=r'"snowball" has no stop words for language "klingon"; it has da, de'):
        nl.stop_words("klingon")


def test_languages_of_paragraphs():
    german = "Die Fähre sank am Montag kurz nach Mittag vor der Insel, aber niemand war zu dieser Zeit an Bord."
    french = "Le bateau a coulé lundi, peu après midi, mais il n’y avait personne à bord à ce moment."
    text = f"{german}\n\n{french}\n\n***"
    found = nl.detect_language(text, by="paragraph")
    assert found["language"] == ["de", "fr", None]
    assert text[found[1]["start"] : found[1]["end"]].startswith("Le bateau")
    assert nl.detect_language("12 + 3")[0]["language"] is None
    with pytest.raises(ValueError, match='by must be "text" or "paragraph"'):
        nl.detect_language(text, by="line")


# Bad input

FUNCTIONS = [nl.sentences, nl.tokenize, nl.detect_language, lambda t: nl.tokenize(t, token_pattern=r"\w+")]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("bad", [None, 1, float("nan"), b"bytes", ["a list"]])
def test_what_is_no_text_is_refused(function, bad):
    with pytest.raises(TypeError, match=f"text must be a str, got {type(bad).__name__}"):
        function(bad)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_odd_text_is_taken(function):
    for text in ["", "\x00", "a\x00b. C", "\ud800", "A \udfff b. C d.", "x" * 5_000_000, "\U0010ffff\ufffe"]:
        for row in function(text):
            assert "text" not in row or text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nl.sentences("a", "klingon"), 'language must be one of arabic, .*, got "klingon"'),
        (lambda: nl.sentences("a", method="punkt"), "method must be .*, got 'punkt'"),
        (lambda: nl.tokenize("a", tokenizer="spacy"), 'tokenizer must be one of .*, got "spacy"'),
        (lambda: nl.tokenize("a", token_pattern=r"ab[c"), r"token_pattern must be .* at character 2 of 'ab\[c'"),
        (lambda: nl.tokenize("a", token_pattern=r"(a)(b)"), r"at most one capturing group, got 2"),
        (lambda: nl.tokenize("a", strip_accents="all"), "strip_accents must be .*, got 'all'"),
        (lambda: nl.ngrams(["a"], (2, 1)), r"1 <= low <= high, got \(2, 1\)"),
        (lambda: nl.ngrams("a", (1, 1), analyzer="line"), "analyzer must be .*, got 'line'"),
        (lambda: nl.skipgrams(["a"], n=0), "n must be at least 1, got 0"),
        (lambda: nl.skipgrams(["a"], skip=-1), "skip must be at least 0, got -1"),
    ],
)
def test_wrong_values_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("words", ["bare", b"bytes", [None], ["a", 1]])
def test_words_must_be_str(words):
    with pytest.raises(TypeError, match="words must be"):
        nl.ngrams(words)

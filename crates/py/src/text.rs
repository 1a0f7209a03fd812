//! Sentences, words and stems for Python.

use crate::error::Error;
use newsloom_text as text;
use newsloom_text::word_pattern::UnicodeVersion;
use newsloom_text::{CodePoints, Language, NgramRange, Span, StemEngine, StopWordSource, TextError, TokenRule, TokenizerParams};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyList;

/// Starts, ends (in code points) and words of spans.
type Columns<'py> = (Vec<usize>, Vec<usize>, Bound<'py, PyList>);

fn columns<'py>(py: Python<'py>, source: &str, spans: &[Span]) -> PyResult<Columns<'py>> {
    let points = CodePoints::new(source);
    let (starts, ends) = spans.iter().map(|s| points.span(*s)).unzip();
    Ok((starts, ends, PyList::new(py, spans.iter().map(|s| s.of(source)))?))
}

/// The sentences of a text, by newsloom's rules or (`method="unicode"`) by UAX #29: starts, ends, words, and whether each begins in a
/// quotation.
#[pyfunction]
#[pyo3(signature = (text, *, language, method))]
pub(crate) fn sentences<'py>(py: Python<'py>, text: PyBackedStr, language: &str, method: &str) -> Result<(Columns<'py>, Vec<bool>), Error> {
    let source: &str = &text;
    let language: Language = language.parse()?;
    let (spans, in_quote) = py.detach(|| {
        if method == "unicode" {
            let spans = text::sentence_segments(source);
            let unknown = vec![false; spans.len()];
            (spans, unknown)
        } else {
            text::sentences(source, language).into_iter().map(|s| (s.span, s.in_quote)).unzip()
        }
    });
    Ok((columns(py, source, &spans)?, in_quote))
}

/// quanteda's options for tokens.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    lowercase: bool,
    remove_punct: bool,
    remove_symbols: bool,
    remove_numbers: bool,
    remove_urls: bool,
    remove_separators: bool,
    split_hyphens: bool,
    padding: bool,
    unicode_version: String,
}

impl Options {
    fn tokenizer(&self, rule: TokenRule) -> text::Tokenizer {
        TokenizerParams::default()
            .rule(rule)
            .lowercase(self.lowercase)
            .remove_punct(self.remove_punct)
            .remove_symbols(self.remove_symbols)
            .remove_numbers(self.remove_numbers)
            .remove_urls(self.remove_urls)
            .remove_separators(self.remove_separators)
            .split_hyphens(self.split_hyphens)
            .padding(self.padding)
            .unicode_version(UnicodeVersion::parse(&self.unicode_version))
            .check()
    }
}

/// The tokens of a text: starts, ends, terms.
#[pyfunction]
#[pyo3(signature = (text, *, tokenizer, options))]
pub(crate) fn tokenize<'py>(py: Python<'py>, text: PyBackedStr, tokenizer: &str, options: Options) -> Result<Columns<'py>, Error> {
    let source: &str = &text;
    let tokenizer = options.tokenizer(tokenizer.parse()?);
    let spans: Vec<Span> = py.detach(|| tokenizer.tokenize(source).into_iter().map(|t| t.span).collect());
    let (starts, ends, terms) = columns(py, source, &spans)?;
    if !options.lowercase {
        return Ok((starts, ends, terms));
    }
    let lower = spans.into_iter().map(|span| tokenizer.term(&text::Token { span }, source));
    Ok((starts, ends, PyList::new(py, lower)?))
}

/// Whether the options keep each of some tokens.
#[pyfunction]
#[pyo3(signature = (tokens, *, options))]
pub(crate) fn keeps(tokens: Vec<PyBackedStr>, options: Options) -> Vec<bool> {
    let tokenizer = options.tokenizer(TokenRule::Whitespace);
    tokens.iter().map(|t| tokenizer.keeps(t)).collect()
}

fn strs(words: &[PyBackedStr]) -> Vec<&str> {
    words.iter().map(|w| &**w).collect()
}

/// The n-grams of words.
#[pyfunction]
#[pyo3(signature = (words, *, low, high, concatenator))]
pub(crate) fn word_ngrams(words: Vec<PyBackedStr>, low: usize, high: usize, concatenator: &str) -> Result<Vec<String>, Error> {
    Ok(text::word_ngrams(&strs(&words), NgramRange::new(low, high)?, concatenator))
}

/// The skip-grams of words.
#[pyfunction]
#[pyo3(signature = (words, *, n, skip, concatenator))]
pub(crate) fn skipgrams(words: Vec<PyBackedStr>, n: usize, skip: usize, concatenator: &str) -> Vec<String> {
    text::skipgrams(&strs(&words), n, skip, concatenator)
}

/// The n-grams of characters, across words or (`word_bounds`) within them.
#[pyfunction]
#[pyo3(signature = (text, *, low, high, word_bounds))]
pub(crate) fn char_ngrams<'py>(
    py: Python<'py>,
    text: PyBackedStr,
    low: usize,
    high: usize,
    word_bounds: bool,
) -> Result<Bound<'py, PyList>, Error> {
    let range = NgramRange::new(low, high)?;
    let grams = py.detach(|| {
        let mut grams = Vec::new();
        let sink = |gram: &str| grams.push(gram.to_owned());
        if word_bounds {
            text::char_wb_ngrams(&text, range, sink)
        } else {
            text::char_ngrams(&text, range, sink)
        }
        grams
    });
    Ok(PyList::new(py, grams)?)
}

/// The words of a stop list.
#[pyfunction]
#[pyo3(signature = (language, *, source))]
pub(crate) fn stop_words(language: &str, source: &str) -> Result<Vec<&'static str>, Error> {
    let source: StopWordSource = source.parse()?;
    Ok(text::stop_words(language, source)?)
}

/// Code, name, confidence and reliability of a language.
type Detected = (&'static str, &'static str, f64, bool);

/// The language of a text or of each of its paragraphs: start, end and what was found.
#[pyfunction]
#[pyo3(signature = (text, *, by_paragraph))]
pub(crate) fn detect_language(py: Python<'_>, text: PyBackedStr, by_paragraph: bool) -> Vec<(usize, usize, Option<Detected>)> {
    let source: &str = &text;
    let found = py.detach(|| {
        if by_paragraph { text::detect_languages(source) } else { vec![(Span::new(0, source.len()), text::detect_language(source))] }
    });
    let points = CodePoints::new(source);
    let row = |(span, d): (Span, Option<text::DetectedLanguage>)| {
        let (start, end) = points.span(span);
        (start, end, d.map(|d| (d.code, d.name, d.confidence, d.reliable)))
    };
    found.into_iter().map(row).collect()
}

/// A stemmer; the face with its memo is `newsloom.Stemmer`.
#[pyclass(name = "Stemmer", module = "newsloom._core", frozen)]
pub(crate) struct PyStemmer(text::Stemmer);

#[pymethods]
impl PyStemmer {
    #[new]
    #[pyo3(signature = (language, *, engine))]
    fn new(language: &str, engine: &str) -> Result<Self, Error> {
        let parsed: Result<(Language, StemEngine), TextError> = language.parse().and_then(|l| Ok((l, engine.parse()?)));
        let (language, engine) = parsed?;
        Ok(Self(text::Stemmer::with_engine(language, engine)))
    }

    /// The language's English name.
    #[getter]
    fn language(&self) -> &'static str {
        self.0.language().name()
    }

    /// The engine's name.
    #[getter]
    fn engine(&self) -> &'static str {
        self.0.engine().name()
    }

    /// The engine's package and exact version.
    #[getter]
    fn version(&self) -> &'static str {
        self.0.engine().version()
    }

    /// The stem of one word.
    fn stem(&self, word: &str) -> String {
        self.0.stem(word).into_owned()
    }
}

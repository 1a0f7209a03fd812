use crate::TfidfError;
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion};
use newsloom_text::{Language, StemEngine};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a document's terms are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// Runs of Python's word characters, this many code points or longer, and runs of such words as `ngram_range` says.
    /// scikit-learn's default pattern `(?u)\b\w\w+\b` is `Words { min_len: 2 }`.
    Words {
        /// Shortest word in code points.
        min_len: usize,
    },
    /// Runs of characters as `ngram_range` says; white space counts as one space. scikit-learn's `analyzer="char"`.
    Chars,
    /// As `Chars`, within words and the spaces around them. scikit-learn's `analyzer="char_wb"`.
    CharsInWords,
}

/// How a text becomes terms: lower case, accents, words, stop words, stems, n-grams; scikit-learn's steps in scikit-learn's order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analyzer {
    pub(crate) terms: Terms,
    pub(crate) lowercase: bool,
    pub(crate) strip_accents: Option<StripAccents>,
    pub(crate) stop_words: BTreeSet<String>,
    pub(crate) stemmer: Option<(Language, StemEngine)>,
    pub(crate) ngram_range: (usize, usize),
    pub(crate) unicode: String,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self {
            terms: Terms::Words { min_len: 2 },
            lowercase: true,
            strip_accents: None,
            stop_words: BTreeSet::new(),
            stemmer: None,
            ngram_range: (1, 1),
            unicode: UnicodeVersion::newest().name().into(),
        }
    }
}

impl Analyzer {
    /// What the terms are. Default: words of two code points or more.
    #[must_use]
    pub fn terms(mut self, terms: Terms) -> Self {
        self.terms = terms;
        self
    }

    /// Whether texts are lower-cased first. Default: true.
    #[must_use]
    pub fn lowercase(mut self, on: bool) -> Self {
        self.lowercase = on;
        self
    }

    /// Whether and how accents are taken off. Default: not.
    #[must_use]
    pub fn strip_accents(mut self, how: Option<StripAccents>) -> Self {
        self.strip_accents = how;
        self
    }

    /// Words that are left out, as they stand after lower-casing and before stemming. Default: none.
    #[must_use]
    pub fn stop_words<S: Into<String>>(mut self, words: impl IntoIterator<Item = S>) -> Self {
        self.stop_words = words.into_iter().map(Into::into).collect();
        self
    }

    /// Whether words are reduced to their stems. Default: not.
    #[must_use]
    pub fn stemmer(mut self, stemmer: Option<(Language, StemEngine)>) -> Self {
        self.stemmer = stemmer;
        self
    }

    /// Shortest and longest run of words (or characters) that is a term. Default: (1, 1).
    #[must_use]
    pub fn ngram_range(mut self, low: usize, high: usize) -> Self {
        self.ngram_range = (low, high);
        self
    }

    /// The version of Unicode that says what a word character is. Default: the newest.
    #[must_use]
    pub fn unicode_version(mut self, version: UnicodeVersion) -> Self {
        self.unicode = version.name().into();
        self
    }

    /// Checks every parameter.
    ///
    /// # Errors
    /// When `ngram_range` starts at 0 or falls, or words may be empty.
    pub fn check(&self) -> Result<(), TfidfError> {
        let (low, high) = self.ngram_range;
        if low == 0 || low > high {
            return Err(TfidfError::parameter("ngram_range", "1 <= low <= high", format!("({low}, {high})")));
        }
        if self.terms == (Terms::Words { min_len: 0 }) {
            return Err(TfidfError::parameter("min_len", "at least 1", 0));
        }
        Ok(())
    }

    /// The same for documents that are lists of terms already: no runs are made of them.
    pub(crate) fn for_terms(&self) -> Self {
        self.clone().ngram_range(1, 1)
    }

    /// Longest run of words that is a term; runs of characters are made by the reader.
    pub(crate) fn longest(&self) -> usize {
        if matches!(self.terms, Terms::Words { .. }) { self.ngram_range.1 } else { 1 }
    }

    /// Shortest run of words that is a term.
    pub(crate) fn shortest(&self) -> usize {
        if matches!(self.terms, Terms::Words { .. }) { self.ngram_range.0 } else { 1 }
    }

    /// The name of the first parameter in which `self` and `other` differ, with both values.
    pub(crate) fn difference(&self, other: &Self) -> Option<(&'static str, String, String)> {
        let pair = |name, a: &dyn std::fmt::Debug, b: &dyn std::fmt::Debug| {
            let (a, b) = (format!("{a:?}"), format!("{b:?}"));
            (a != b).then_some((name, a, b))
        };
        pair("terms", &self.terms, &other.terms)
            .or_else(|| pair("lowercase", &self.lowercase, &other.lowercase))
            .or_else(|| pair("strip_accents", &self.strip_accents, &other.strip_accents))
            .or_else(|| pair("stop_words", &self.stop_words, &other.stop_words))
            .or_else(|| pair("stemmer", &self.stemmer, &other.stemmer))
            .or_else(|| pair("ngram_range", &self.ngram_range, &other.ngram_range))
            .or_else(|| pair("unicode version", &self.unicode, &other.unicode))
    }
}

use crate::TfidfError;
use newsloom_text::word_pattern::{StripAccents, UnicodeVersion, lowercase, word_tokens};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a document's terms are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Terms {
    /// Runs of Python's word characters, this many code points or longer. scikit-learn's default pattern `(?u)\b\w\w+\b` is
    /// `Words { min_len: 2 }`.
    Words {
        /// Shortest word in code points.
        min_len: usize,
    },
}

/// How a text becomes terms: lower case, accents, words, stop words, n-grams; scikit-learn's steps in scikit-learn's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Analyzer {
    pub(crate) terms: Terms,
    pub(crate) lowercase: bool,
    pub(crate) strip_accents: Option<StripAccents>,
    pub(crate) stop_words: BTreeSet<String>,
    pub(crate) ngram_range: (usize, usize),
    pub(crate) version: UnicodeVersion,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self {
            terms: Terms::Words { min_len: 2 },
            lowercase: true,
            strip_accents: None,
            stop_words: BTreeSet::new(),
            ngram_range: (1, 1),
            version: UnicodeVersion::newest(),
        }
    }
}

impl Analyzer {
    pub(crate) fn check(&self) -> Result<(), TfidfError> {
        let (low, high) = self.ngram_range;
        if low == 0 || low > high {
            return Err(TfidfError::parameter("ngram_range", "1 <= low <= high", format!("({low}, {high})")));
        }
        Ok(())
    }

    /// The same with other n-grams: shortest and longest run of words that is a term.
    #[must_use]
    pub fn with_ngram_range(mut self, low: usize, high: usize) -> Self {
        self.ngram_range = (low, high);
        self
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
            .or_else(|| pair("ngram_range", &self.ngram_range, &other.ngram_range))
            .or_else(|| pair("unicode version", &self.version, &other.version))
    }

    /// Gives every term of `text`, in scikit-learn's order: all single words, then all pairs, and so on.
    pub fn for_each(&self, text: &str, mut sink: impl FnMut(&str)) {
        let mut text = if self.lowercase { lowercase(text, self.version) } else { Cow::Borrowed(text) };
        if let Some(strip) = self.strip_accents {
            text = Cow::Owned(strip.apply(&text, self.version).into_owned());
        }
        let Terms::Words { min_len } = self.terms;
        let words = word_tokens(&text, min_len, self.version).map(|s| s.of(&text)).filter(|w| !self.stop_words.contains(*w));
        if self.ngram_range == (1, 1) {
            return words.for_each(sink);
        }
        let words: Vec<&str> = words.collect();
        let mut gram = String::new();
        for n in self.ngram_range.0..=self.ngram_range.1.min(words.len()) {
            for w in words.windows(n) {
                gram.clear();
                w.iter().enumerate().for_each(|(i, w)| {
                    gram.push_str(if i == 0 { "" } else { " " });
                    gram.push_str(w);
                });
                sink(&gram);
            }
        }
    }
}

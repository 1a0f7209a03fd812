use newsloom_text::Stemmer;
use newsloom_text::word_pattern::{PythonPattern, StripAccents, UnicodeVersion, lowercase};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The terms of a text where a pattern says what words are: scikit-learn's steps in scikit-learn's order.
#[derive(Clone, Debug)]
pub(crate) struct PatternTerms {
    pub(crate) pattern: PythonPattern,
    pub(crate) version: UnicodeVersion,
    pub(crate) lowercase: bool,
    pub(crate) strip_accents: Option<StripAccents>,
    pub(crate) stop_words: BTreeSet<String>,
    pub(crate) stemmer: Option<Stemmer>,
    pub(crate) range: (usize, usize),
}

impl PatternTerms {
    /// The terms with their repetitions.
    pub(crate) fn of(&self, text: &str) -> Vec<String> {
        let mut text = if self.lowercase { lowercase(text, self.version) } else { Cow::Borrowed(text) };
        if let Some(strip) = self.strip_accents {
            text = Cow::Owned(strip.apply(&text, self.version).into_owned());
        }
        let spans = self.pattern.tokens(&text);
        let words = spans.iter().map(|s| s.of(&text)).filter(|w| !self.stop_words.contains(*w));
        let stemmed: Vec<Cow<'_, str>> = match &self.stemmer {
            Some(s) => words.map(|w| s.stem(w)).collect(),
            None => words.map(Cow::Borrowed).collect(),
        };
        // Empty words stay: a group may capture nothing.
        (self.range.0..=self.range.1.min(stemmed.len())).flat_map(|n| stemmed.windows(n)).map(|run| run.join(" ")).collect()
    }
}

use crate::Language;
use std::borrow::Cow;

/// Reduces words to their stems.
pub struct Stemmer(rust_stemmers::Stemmer);

impl Stemmer {
    /// The stemmer of a language.
    #[must_use]
    pub fn new(_language: Language) -> Self {
        Self(rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English))
    }

    /// The stem of one lower-cased word.
    #[must_use]
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.0.stem(word)
    }
}

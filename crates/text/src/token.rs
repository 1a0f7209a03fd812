use crate::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
}

/// The words of a text: UAX #29 segments that hold a letter or a digit.
#[must_use]
pub fn words(text: &str) -> Vec<Token> {
    text.unicode_word_indices().map(|(at, w)| Token { span: Span::new(at, at + w.len()) }).collect()
}

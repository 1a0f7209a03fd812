use crate::{Language, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A sentence and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes, without surrounding white space.
    pub span: Span,
    /// Whether it begins inside a quotation that is still open.
    pub in_quote: bool,
}

/// The sentences of a text, in order, not overlapping; between them stands white space only.
#[must_use]
pub fn sentences(text: &str, _language: Language) -> Vec<Sentence> {
    text.split_sentence_bound_indices()
        .filter(|(_, s)| !s.trim().is_empty())
        .map(|(at, s)| {
            let start = at + (s.len() - s.trim_start().len());
            Sentence { span: Span::new(start, start + s.trim().len()), in_quote: false }
        })
        .collect()
}

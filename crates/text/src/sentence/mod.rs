//! Sentences: rules for full stops, abbreviations, ellipses, lists and quotations.

mod abbreviations;
mod boundary;
mod lines;
mod lists;
mod marks;
mod word_lists;

use crate::{Language, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A sentence and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes, without surrounding white space.
    pub span: Span,
    /// Whether its first word stands inside a quotation, be it the first sentence of the quotation or a later one.
    pub in_quote: bool,
}

/// Whether a word, as written but for capitals, is a verb that tells who speaks.
///
/// ```
/// use newsloom_text::{Language, is_reporting_verb};
/// assert!(is_reporting_verb("said", Language::English) && !is_reporting_verb("state", Language::English));
/// ```
#[must_use]
pub fn is_reporting_verb(word: &str, language: Language) -> bool {
    abbreviations::Words::of(language).is_reporting(&word.to_lowercase())
}

/// The sentences of a text, in order, not overlapping; between them stands white space only.
///
/// A quotation of three sentences yields three sentences with `in_quote` true; its closing mark stays with the last of them, and so
/// does what tells the speaker (`he said`). Headings and lines without a full stop end at the line break, a blank line ends
/// every sentence, but a line break in the midst of hard-wrapped prose is white space.
///
/// ```
/// use newsloom_text::{Language, sentences};
/// let text = "Mayor calls for calm\nMs. Orlo spoke at 5 p.m. on Sunday. “We wait. We hope,” she said.";
/// let found: Vec<_> = sentences(text, Language::English).iter().map(|s| (s.span.of(text), s.in_quote)).collect();
/// assert_eq!(found, [
///     ("Mayor calls for calm", false),
///     ("Ms. Orlo spoke at 5 p.m. on Sunday.", false),
///     ("“We wait.", true),
///     ("We hope,” she said.", true),
/// ]);
/// ```
#[must_use]
pub fn sentences(text: &str, language: Language) -> Vec<Sentence> {
    let segments = lines::segments(text);
    let marks = marks::Marks::new(text, &segments);
    let finder = boundary::Finder::new(text, language, &marks);
    let mut sentences = Vec::with_capacity(segments.len() + text.len() / 120);
    for segment in segments {
        let mut start = segment.start;
        while start < segment.end {
            let end = finder.end_of_sentence(start, segment.end);
            sentences.push(Sentence { span: Span::new(start, end), in_quote: marks.inside(start) });
            let rest = &text[end..segment.end];
            start = segment.end - rest.trim_start().len();
        }
    }
    sentences
}

/// The sentences of UAX #29 (Unicode 17): every byte of the text belongs to one, white space to the one before it.
///
/// These rules know neither abbreviations nor quotations nor languages; [`sentences`] does.
///
/// ```
/// use newsloom_text::sentence_segments;
/// let text = "Mr. Orlo left. Why? ";
/// let found: Vec<_> = sentence_segments(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, ["Mr. ", "Orlo left. ", "Why? "]);
/// ```
#[must_use]
pub fn sentence_segments(text: &str) -> Vec<Span> {
    text.split_sentence_bound_indices().map(|(at, s)| Span::new(at, at + s.len())).collect()
}

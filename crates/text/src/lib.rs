//! What are the sentences, words and stems of a text, and where do they stand?

mod language;
mod sentence;
mod span;
mod stem;
mod token;
pub mod word_pattern;

pub use language::{Language, UnknownLanguage};
pub use sentence::{Sentence, sentences};
pub use span::{CodePoints, Span};
pub use stem::{StemEngine, StemMemo, Stemmer, UnknownStemEngine};
pub use token::{Token, words};

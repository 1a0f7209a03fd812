//! What are the sentences, words and stems of a text, and where do they stand?

mod article_languages;
mod categories;
mod detect;
mod error;
mod language;
mod link_rows;
mod ngram;
mod sentence;
mod shingle;
mod span;
mod stem;
mod stop_words;
mod surface;
mod token;
mod token_rule;
mod tokenizer;
pub mod word_pattern;

pub use article_languages::{ArticleLanguages, function_words};
pub use detect::{DetectedLanguage, detect_language, detect_languages};
pub use error::TextError;
pub use language::Language;
pub use link_rows::{link_rows, without_link_rows};
pub use ngram::{NgramRange, char_ngrams, char_wb_ngrams, skipgrams, word_ngrams};
pub use sentence::{Sentence, is_reporting_verb, sentence_segments, sentences};
pub use shingle::{HashedWord, SHINGLE_VERSION, Shingler, hashed_words};
pub use span::{CodePoints, Span};
pub use stem::{StemEngine, StemMemo, Stemmer};
pub use stop_words::{StopWordSource, stop_words};
pub use surface::SurfaceForms;
pub use token::{Token, hyphened_words, words};
pub use token_rule::{TokenPattern, TokenRule};
pub use tokenizer::{Tokenizer, TokenizerParams};

use crate::Language;

/// What can be wrong with a parameter of this crate. Each message names the parameter, the rule and the value given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// No language has this name or code.
    #[error("language must be one of {}, or its ISO 639-1 code, got {given:?}", Language::ALL.map(Language::name).join(", "))]
    Language {
        /// The name or code given.
        given: String,
    },
    /// No stemming engine has this name.
    #[error("engine must be \"rust-stemmers\" or \"snowball\", got {given:?}")]
    Engine {
        /// The name given.
        given: String,
    },
    /// No tokenizer has this name.
    #[error("tokenizer must be one of \"unicode\", \"sklearn\", \"whitespace\", \"character\", got {given:?}")]
    Tokenizer {
        /// The name given.
        given: String,
    },
    /// The pattern is no regular expression.
    #[error("token_pattern must be a regular expression, but {reason} at character {position} of {pattern:?}")]
    Pattern {
        /// The pattern given.
        pattern: String,
        /// Where it goes wrong, in code points from 0.
        position: usize,
        /// What is wrong there.
        reason: String,
    },
    /// The pattern has more than one group that captures.
    #[error("token_pattern must have at most one capturing group, got {groups} in {pattern:?}")]
    CapturingGroups {
        /// The pattern given.
        pattern: String,
        /// How many it has.
        groups: usize,
    },
    /// The range of n-grams is empty or begins below one.
    #[error("ngram_range must be (low, high) with 1 <= low <= high, got ({low}, {high})")]
    NgramRange {
        /// Shortest n-gram asked for.
        low: usize,
        /// Longest n-gram asked for.
        high: usize,
    },
    /// No source of stop lists has this name.
    #[error("source must be \"sklearn\", \"snowball\" or \"iso\", got {given:?}")]
    StopWordSource {
        /// The name given.
        given: String,
    },
    /// The source has no stop list of the language.
    #[error("source {given:?} has no stop words for language {language:?}; it has {known}")]
    StopWords {
        /// The source given.
        given: &'static str,
        /// The language given.
        language: String,
        /// The languages it has.
        known: String,
    },
}

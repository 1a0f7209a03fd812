use newsloom_core::{EnvelopeError, MergeError};
use newsloom_text::TextError;
use thiserror::Error;

/// Why terms can't be counted or weighted.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TfidfError {
    /// A parameter has a value that it can't have.
    #[error("{parameter} must be {rule}, got {value}")]
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// What holds for it.
        rule: &'static str,
        /// The value given.
        value: String,
    },
    /// No document has a term.
    #[error("empty vocabulary; perhaps the documents only contain stop words")]
    EmptyVocabulary,
    /// `max_df` asks for fewer documents than `min_df`.
    #[error("max_df corresponds to < documents than min_df")]
    DfOrder,
    /// No term is left after pruning.
    #[error("After pruning, no terms remain. Try a lower min_df or a higher max_df.")]
    NothingLeft,
    /// A term stands twice in a vocabulary that was given.
    #[error("Duplicate term in vocabulary: {0:?}")]
    DuplicateTerm(String),
    /// The rows have another number of columns than the model.
    #[error("X has {found} features, but the model expects {expected}")]
    Columns {
        /// What the model was fitted on.
        expected: usize,
        /// What was given.
        found: usize,
    },
    /// There is one label per row, and here there is not.
    #[error("there must be one label per row, got {labels} labels for {rows} rows")]
    Labels {
        /// Number of labels.
        labels: usize,
        /// Number of rows.
        rows: usize,
    },
    /// A pattern that can't be used.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Two states were made with other parameters.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// Bytes are no saved state of this kind.
    #[error(transparent)]
    State(#[from] EnvelopeError),
}

impl TfidfError {
    pub(crate) fn parameter(parameter: &'static str, rule: &'static str, value: impl ToString) -> Self {
        Self::Parameter { parameter, rule, value: value.to_string() }
    }
}

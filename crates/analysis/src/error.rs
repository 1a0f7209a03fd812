use newsloom_cluster::ClusterError;
use newsloom_core::EnvelopeError;
use newsloom_text::TextError;
use newsloom_tfidf::TfidfError;
use thiserror::Error;

/// Why articles can't be grouped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AnalysisError {
    /// There is nothing to group.
    #[error("there is no article to group")]
    Empty,
    /// Two articles have one id.
    #[error("ids must be unique, {0:?} stands twice")]
    DuplicateId(String),
    /// No article of this pile has the id asked for.
    #[error("no article has the id {0:?}")]
    UnknownId(String),
    /// A parameter has a value that it can't have.
    #[error("{parameter} must be {rule}, got {value}")]
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// What holds for it.
        rule: String,
        /// The value given.
        value: String,
    },
    /// The rows of weights can't be grouped.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// The words can't be read as asked for.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Bytes are not the state that was asked for.
    #[error(transparent)]
    State(#[from] EnvelopeError),
    /// The counts can't be weighted.
    #[error(transparent)]
    Weights(#[from] TfidfError),
}

impl AnalysisError {
    pub(crate) fn parameter(parameter: &'static str, rule: impl Into<String>, value: impl ToString) -> Self {
        Self::Parameter { parameter, rule: rule.into(), value: value.to_string() }
    }
}

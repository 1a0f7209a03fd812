use thiserror::Error;

/// Why rows can't be grouped.
#[derive(Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum ClusterError {
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
    /// There are fewer rows than clusters.
    #[error("n_samples={rows} should be >= n_clusters={clusters}.")]
    TooFewRows {
        /// Number of rows.
        rows: usize,
        /// Number of clusters asked for.
        clusters: usize,
    },
    /// A stored value is NaN or infinite.
    #[error("values must be finite, got {value} in row {row}")]
    NotFinite {
        /// The first row with such a value.
        row: usize,
        /// The value.
        value: f64,
    },
    /// Two things that belong together differ in shape.
    #[error("{what} must have {expected}, got {found}")]
    Shape {
        /// What has the wrong shape.
        what: &'static str,
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// Bytes are no saved state of this kind.
    #[error("{0}")]
    State(String),
    /// An error that linfa's traits pass on.
    #[error("linfa: {0}")]
    Linfa(String),
}

impl ClusterError {
    pub(crate) fn parameter(parameter: &'static str, rule: impl Into<String>, value: impl ToString) -> Self {
        Self::Parameter { parameter, rule: rule.into(), value: value.to_string() }
    }

    pub(crate) fn shape(what: &'static str, expected: impl Into<String>, found: impl ToString) -> Self {
        Self::Shape { what, expected: expected.into(), found: found.to_string() }
    }
}

impl From<newsloom_core::EnvelopeError> for ClusterError {
    fn from(e: newsloom_core::EnvelopeError) -> Self {
        Self::State(e.to_string())
    }
}

// linfa's `Fit` asks for this conversion.
impl From<linfa::Error> for ClusterError {
    fn from(e: linfa::Error) -> Self {
        Self::Linfa(e.to_string())
    }
}

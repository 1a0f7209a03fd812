//! What does an analyst ask of a pile? Topics and stories of articles.

mod stories;
mod topics;

pub use stories::{Stories, Story, StoryAssignment, StoryOptions, stories};
pub use topics::{Topic, TopicAssignment, TopicOptions, Topics, topics};

use thiserror::Error;

/// Why articles can't be grouped.
#[derive(Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum AnalysisError {
    /// There is nothing to group.
    #[error("there is no article to group")]
    Empty,
    /// Two articles have one id.
    #[error("ids must be unique, {0:?} stands twice")]
    DuplicateId(String),
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
}

//! Topics: what is a pile about?

mod choose;
mod consensus;
mod metric;
mod model;
mod nearest;
mod over_time;
mod reduction;
mod result;
mod smooth;
mod stability;
mod why;

pub use model::TopicModel;
pub use result::{CurvePoint, SharedTerm, Topic, TopicAssignment, TopicMerge, TopicOptions, TopicPeriod, Topics, WhyTopic};

use crate::AnalysisError;
use newsloom_core::Article;

/// Finds the topics of a pile: [`TopicModel::fit`] without the model.
///
/// ```
/// use newsloom_analysis::{TopicOptions, topics};
/// use newsloom_core::Article;
/// let pile = ["The striker scored two goals in the cup final.", "A late goal by the striker won the cup.",
///     "The bank raised interest rates again.", "Interest rates rise, the central bank says."];
/// let pile: Vec<Article> = pile.iter().enumerate().map(|(i, text)| Article::new(format!("a{i}"), *text)).collect();
/// let found = topics(&pile, &TopicOptions { n_clusters: Some(2), ..TopicOptions::default() })?;
/// assert_eq!(found.topics.iter().map(|t| t.size).collect::<Vec<_>>(), [2, 2]);
/// assert_eq!(found.assignments[0].topic, found.assignments[1].topic);
/// # Ok::<(), newsloom_analysis::AnalysisError>(())
/// ```
///
/// # Errors
/// As [`TopicModel::fit`].
pub fn topics(articles: &[Article], options: &TopicOptions) -> Result<Topics, AnalysisError> {
    Ok(TopicModel::fit(articles, options)?.into_topics())
}

//! Stories: which articles tell of the same event?

mod evidence;
mod model;
mod result;
mod saved;

pub use model::StoryModel;
pub use result::{Stories, Story, StoryAssignment, StoryOptions};

use crate::distinct::Distinct;
use crate::words::Pile;
use crate::{AnalysisError, by_id, language};
use newsloom_core::Article;

/// Groups articles by event: [`StoryModel::fit`] without the model.
///
/// ```
/// use newsloom_analysis::{StoryOptions, stories};
/// use newsloom_core::Article;
/// let pile = ["The ferry rammed the pier at Oldhaven; nine were hurt.", "Nine hurt as a ferry hits Oldhaven pier.",
///     "Wheat prices climb to a record after the drought."];
/// let pile: Vec<Article> = pile.iter().enumerate().map(|(i, text)| Article::new(format!("a{i}"), *text)).collect();
/// let found = stories(&pile, &StoryOptions::default())?;
/// assert_eq!(found.stories[0].members, ["a0", "a1"]);
/// assert_eq!(found.stories.len(), 2);
/// # Ok::<(), newsloom_analysis::AnalysisError>(())
/// ```
///
/// # Errors
/// As [`StoryModel::fit`].
pub fn stories(articles: &[Article], options: &StoryOptions) -> Result<Stories, AnalysisError> {
    let articles = by_id(articles)?;
    let pile = Pile::read(&articles, language(&options.language)?);
    Ok(model::found(&articles, options, &pile, &Distinct::new(&articles, &pile)?, None)?.0)
}

//! What does an analyst ask of a pile? Topics and stories of articles.

mod dates;
mod distinct;
mod error;
mod labels;
mod reading;
mod stories;
mod topics;
mod words;

pub use dates::UnreadDate;
pub use distinct::Duplicate;
pub use error::AnalysisError;
pub use stories::{Stories, Story, StoryAssignment, StoryModel, StoryOptions, stories};
pub use topics::{
    CurvePoint, SharedTerm, Topic, TopicAssignment, TopicMerge, TopicModel, TopicOptions, TopicPeriod, Topics, WhyTopic, topics,
};

use newsloom_core::{Article, Csr};
use newsloom_text::Language;

/// The articles by id, once it is known that they can be told apart.
fn by_id(articles: &[Article]) -> Result<Vec<&Article>, AnalysisError> {
    if articles.is_empty() {
        return Err(AnalysisError::Empty);
    }
    let mut sorted: Vec<&Article> = articles.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    match sorted.windows(2).find(|w| w[0].id == w[1].id) {
        Some(w) => Err(AnalysisError::DuplicateId(w[0].id.clone())),
        None => Ok(sorted),
    }
}

/// The language option.
fn language(given: &str) -> Result<Option<Language>, AnalysisError> {
    Language::unless_auto(given).map_err(|_| AnalysisError::parameter("language", Language::OR_AUTO, format!("{given:?}")))
}

/// The title, else the first line of the text.
fn headline(article: &Article) -> String {
    let title = article.title.trim();
    if title.is_empty() { article.text.trim().lines().next().unwrap_or_default().trim().into() } else { title.into() }
}

/// Some rows of a matrix.
fn select<T: Copy>(x: &Csr<T>, rows: &[usize]) -> Csr<T> {
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for &i in rows {
        let (c, v) = x.row(i);
        indices.extend_from_slice(c);
        data.extend_from_slice(v);
        indptr.push(indices.len());
    }
    Csr::try_new(x.cols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(x.cols()))
}

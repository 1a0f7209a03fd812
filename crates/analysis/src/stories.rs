use crate::labels::group_labels;
use crate::words::{Kind, Pile};
use crate::{AnalysisError, by_id, headline, language};
use linfa::ParamGuard;
use newsloom_cluster::StoryClusterer;
use newsloom_core::{Article, Csr};
use newsloom_tfidf::TfidfTransformer;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How stories are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoryOptions {
    /// Language of the articles (ISO 639-1), or `auto`.
    pub language: String,
}

impl Default for StoryOptions {
    fn default() -> Self {
        Self { language: "auto".into() }
    }
}

/// Which story an article tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoryAssignment {
    /// The article's id.
    pub id: String,
    /// The story's id.
    pub story: String,
}

/// Articles about the same event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Its id.
    pub story: String,
    /// Number of articles.
    pub size: usize,
    /// The title of its most central article.
    pub headline: String,
    /// Ids of its articles, by id.
    pub members: Vec<String>,
    /// Distinguishing terms in their most frequent surface form, most telling first.
    pub terms: Vec<String>,
}

/// The stories of a pile, in the form of JSON schema 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stories {
    /// Version of newsloom.
    pub newsloom: String,
    /// 1.
    pub schema: u32,
    /// By id.
    pub assignments: Vec<StoryAssignment>,
    /// Largest first.
    pub stories: Vec<Story>,
    /// What made the result.
    pub recipe: serde_json::Value,
}

/// Terms of a story that are named.
const TERMS: usize = 8;

/// Groups articles by event.
///
/// # Errors
/// When there is no article or two have one id; when the language is unknown.
pub fn stories(articles: &[Article], options: &StoryOptions) -> Result<Stories, AnalysisError> {
    let articles = by_id(articles)?;
    let pile = Pile::read(&articles, language(&options.language)?);
    let counts = pile.counts(2, |t| pile.kinds[t] != Kind::Function);
    let rows = TfidfTransformer::params().sublinear_tf(true).fit(counts.view()).transform(&counts)?;
    let model = StoryClusterer::params().check()?.fit_rows(rows.view())?;
    let n = model.n_stories();
    let mut members = vec![Vec::new(); n];
    model.labels().iter().enumerate().for_each(|(i, &g)| members[g].push(i));
    let terms = group_labels(&pile, &counts, &members, TERMS);
    let mut stories: Vec<Story> = members
        .iter()
        .zip(terms)
        .map(|(m, terms)| Story {
            story: articles[m[0]].id.clone(),
            size: m.len(),
            headline: headline(articles[central(&rows, m)]),
            members: m.iter().map(|&i| articles[i].id.clone()).collect(),
            terms: terms.into_iter().map(|l| l.term).collect(),
        })
        .collect();
    let assignments =
        articles.iter().zip(model.labels()).map(|(a, &g)| StoryAssignment { id: a.id.clone(), story: stories[g].story.clone() }).collect();
    stories.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.story.cmp(&b.story)));
    Ok(Stories {
        newsloom: env!("CARGO_PKG_VERSION").into(),
        schema: 1,
        assignments,
        stories,
        recipe: serde_json::json!({"language": options.language, "weights": "sublinear TF-IDF, titles twice", "method": "average linkage"}),
    })
}

/// The member most like all of them.
fn central(rows: &Csr<f64>, members: &[usize]) -> usize {
    let mut sum: FxHashMap<u32, f64> = FxHashMap::default();
    for &i in members {
        let (columns, values) = rows.row(i);
        columns.iter().zip(values).for_each(|(&c, v)| *sum.entry(c).or_default() += v);
    }
    let likeness = |i: usize| {
        let (columns, values) = rows.row(i);
        columns.iter().zip(values).map(|(c, v)| v * sum[c]).sum::<f64>()
    };
    members.iter().copied().max_by(|&a, &b| likeness(a).total_cmp(&likeness(b)).then_with(|| b.cmp(&a))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, title: &str, text: &str) -> Article {
        Article { title: title.into(), ..Article::new(id, text) }
    }

    #[test]
    fn two_events_are_told_apart() {
        let pile = [
            article("a", "Ferry hits pier in Oldhaven", "A ferry struck the pier of Oldhaven on Monday. Nine passengers were hurt."),
            article("b", "Nine hurt as ferry rams Oldhaven pier", "Nine passengers were hurt when the ferry rammed a pier at Oldhaven."),
            article("c", "Wheat prices climb to record", "Traders paid a record price for wheat after the drought in the plains."),
        ];
        let found = stories(&pile, &StoryOptions::default()).unwrap();
        assert_eq!(found.stories.len(), 2);
        assert_eq!(found.stories[0].members, ["a", "b"]);
        assert!(found.stories[0].terms.iter().any(|t| t == "ferry"), "{:?}", found.stories[0].terms);
    }
}

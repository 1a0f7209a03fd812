use crate::{Duplicate, UnreadDate};
use serde::{Deserialize, Serialize};

/// How topics are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicOptions {
    /// Number of topics, or `None` to choose it.
    pub n_clusters: Option<usize>,
    /// Seed of the generator.
    pub seed: u64,
    /// Language of the articles (English name or ISO 639-1), or `auto`.
    pub language: String,
    /// Number of resamples that stability is measured on; 0 measures none.
    pub n_resamples: usize,
}

impl Default for TopicOptions {
    fn default() -> Self {
        Self { n_clusters: None, seed: 0, language: "auto".into(), n_resamples: 10 }
    }
}

/// Which topic an article belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicAssignment {
    /// The article's id.
    pub id: String,
    /// The topic's number, from 0.
    pub topic: usize,
    /// Cosine to the topic's centroid.
    pub score: f64,
    /// The topic with the next highest cosine, if there is another one.
    pub runner_up: Option<usize>,
    /// How much higher the cosine is than the runner-up's.
    pub margin: f64,
    /// How far the cosine lies below the median of the topic, in robust standard deviations (the modified z-score of Iglewicz and
    /// Hoaglin 1993, who call 3.5 an outlier); 0 for articles above the median.
    pub outlier: f64,
}

impl TopicAssignment {
    /// Whether the article lies as far below its topic's median as Iglewicz and Hoaglin call an outlier.
    #[must_use]
    pub fn is_outlier(&self) -> bool {
        self.outlier >= 3.5
    }
}

/// One topic of a pile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Its number, from 0, largest first.
    pub topic: usize,
    /// Number of articles.
    pub size: usize,
    /// A few telling words.
    pub label: String,
    /// The title of its most central article.
    pub headline: String,
    /// Distinguishing words and phrases in their most frequent form, most telling first.
    pub terms: Vec<String>,
    /// In how many of its articles each of the terms stands.
    pub term_articles: Vec<usize>,
    /// Ids of the articles nearest to the centroid.
    pub representative: Vec<String>,
    /// Mean cosine of its articles to its centroid.
    pub cohesion: f64,
    /// Mean Jaccard similarity to the most similar topic of each resample (Hennig 2007): below 0.6 unstable, from 0.75 stable;
    /// `None` when nothing was resampled.
    pub stability: Option<f64>,
}

/// Two topics, or groups of topics, that are most alike: `topic` numbers below the number of topics are topics, the merge at
/// index `m` makes group `n_topics + m`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicMerge {
    /// The one.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Their distance by Ward's linkage of the centroids.
    pub height: f64,
    /// Number of articles under it.
    pub size: usize,
}

/// How good a number of topics would be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The number of topics.
    pub n_clusters: usize,
    /// Mean silhouette (cosine) of the articles.
    pub silhouette: f64,
    /// The same for rows without structure: each component shuffled on its own.
    pub null_silhouette: f64,
    /// Mean adjusted Rand index between the grouping and that of each resample.
    pub stability: f64,
}

/// Articles of a topic in a stretch of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicPeriod {
    /// The topic.
    pub topic: usize,
    /// First day of the stretch, `YYYY-MM-DD`.
    pub start: String,
    /// `day`, `week`, `month` or `year`.
    pub period: String,
    /// Number of articles of the topic.
    pub articles: usize,
    /// Their share in all dated articles of the stretch.
    pub share: f64,
}

impl Topics {
    /// For each merge of the hierarchy the topics on its two sides.
    #[must_use]
    pub fn merged(&self) -> Vec<[Vec<usize>; 2]> {
        let n = self.topics.len();
        let mut groups: Vec<Vec<usize>> = (0..n).map(|t| vec![t]).collect();
        let mut sides = Vec::new();
        for merge in &self.hierarchy {
            let [a, b] = [merge.a, merge.b].map(|g| groups.get(g).cloned().unwrap_or_default());
            let mut both = [a.as_slice(), b.as_slice()].concat();
            both.sort_unstable();
            groups.push(both);
            sides.push([a, b]);
        }
        sides
    }
}

/// The topics of a pile, in the form of JSON schema 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topics {
    /// Version of newsloom.
    pub newsloom: String,
    /// 1.
    pub schema: u32,
    /// By id.
    pub assignments: Vec<TopicAssignment>,
    /// By number.
    pub topics: Vec<Topic>,
    /// How good the grouping is: `silhouette`, `null_silhouette`, `mean_score`, `mean_stability`; `unsure` and `reason` when the number of
    /// topics was chosen and nothing speaks clearly for it.
    pub quality: serde_json::Value,
    /// How good each number of topics would be; empty when the number was given.
    pub curve: Vec<CurvePoint>,
    /// Which topics are alike, most alike first.
    pub hierarchy: Vec<TopicMerge>,
    /// Articles over time; empty when fewer than two articles have a date that can be read.
    pub over_time: Vec<TopicPeriod>,
    /// Articles that repeat another one.
    pub duplicates: Vec<Duplicate>,
    /// Articles without any word to go by: they form the last topic.
    pub without_words: Vec<String>,
    /// Dates that could not be read.
    pub unread_dates: Vec<UnreadDate>,
    /// What made the result.
    pub recipe: serde_json::Value,
}

/// A term and what it adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedTerm {
    /// In its most frequent form.
    pub term: String,
    /// What it adds to the margin; negative when it speaks for the runner-up.
    pub contribution: f64,
}

/// Why an article is in its topic rather than in the runner-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyTopic {
    /// The article.
    pub id: String,
    /// Its topic.
    pub topic: usize,
    /// The topic with the next highest cosine, if there is another one.
    pub runner_up: Option<usize>,
    /// The contributions, summed in the order given: the cosine to its topic less that to the runner-up.
    pub margin: f64,
    /// Every term of the article that adds something, largest first.
    pub terms: Vec<SharedTerm>,
}

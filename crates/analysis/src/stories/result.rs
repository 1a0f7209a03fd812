use crate::{Duplicate, UnreadDate};
use serde::{Deserialize, Serialize};

/// How stories are found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoryOptions {
    /// Language of the articles (English name or ISO 639-1), or `auto`.
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
    /// Mean cosine to the story's other articles, a duplicate's to those that it does not repeat; `None` when there is no other.
    pub score: Option<f64>,
}

/// Articles about the same event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Its id: that of its first article, by id, when the story was found. Articles added later don't change it.
    pub story: String,
    /// Number of articles.
    pub size: usize,
    /// The title of its most central article.
    pub headline: String,
    /// Ids of its articles, by id.
    pub members: Vec<String>,
    /// Ids of the articles most like the rest, the most central first.
    pub representative: Vec<String>,
    /// Distinguishing words and phrases in their most frequent form, most telling first.
    pub terms: Vec<String>,
    /// In how many of its articles each of the terms stands.
    pub term_articles: Vec<usize>,
    /// Day of its earliest article, `YYYY-MM-DD`; `None` without a date that can be read.
    pub first_day: Option<String>,
    /// Day of its latest article.
    pub last_day: Option<String>,
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
    /// Articles that repeat another one.
    pub duplicates: Vec<Duplicate>,
    /// Articles without any word to go by: each is a story of its own.
    pub without_words: Vec<String>,
    /// Dates that could not be read.
    pub unread_dates: Vec<UnreadDate>,
    /// What made the result.
    pub recipe: serde_json::Value,
}

use super::{Correction, Measure};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// A group of articles that took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeynessGroup {
    /// The value of the field.
    pub group: String,
    /// Its articles.
    pub n_articles: u64,
    /// Occurrences of all words (or runs of words) that were counted.
    pub n_words: u64,
    /// Words that were tested: q values are corrected for that many.
    pub n_tested: u64,
}

/// How a word's use in one group differs from its use in the others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Key {
    /// The group that is set against the others.
    pub target: String,
    /// The word, its stem, or a run of words.
    pub feature: String,
    /// The measure's value, positive where the target uses it more.
    pub score: f64,
    /// The p value; zero where it is too small for a number, see `log10_p`.
    pub p: f64,
    /// Its logarithm to base 10.
    pub log10_p: f64,
    /// The p value corrected for all words tested with this target (Benjamini and Hochberg 1995): the share of false finds
    /// among the words with this q or a smaller one.
    pub q: f64,
    /// Occurrences in the target.
    pub n_target: u64,
    /// Occurrences in all other groups.
    pub n_reference: u64,
    /// Articles of the target that hold it.
    pub docs_target: u64,
    /// Articles of the other groups that hold it.
    pub docs_reference: u64,
    /// Size of the effect: see [`Measure::LogRatio`].
    pub log_ratio: f64,
    /// Size of the effect that is sure: see [`Measure::Lrc`].
    pub lrc: f64,
    /// How unevenly it is spread over the target's articles (Gries 2008, normalized by Lijffijt and Gries 2012): 0 where each article
    /// holds its share, 1 where the shortest holds all. None where the target lacks it or has a single article.
    pub dp: Option<f64>,
}

impl Key {
    /// The names of its fields, in their order: the columns of a table of words.
    pub const FIELDS: [&str; 13] = [
        "target",
        "feature",
        "score",
        "p",
        "log10_p",
        "q",
        "n_target",
        "n_reference",
        "docs_target",
        "docs_reference",
        "log_ratio",
        "lrc",
        "dp",
    ];
}

/// What keyness found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Keyness {
    /// The score.
    pub measure: Measure,
    /// What was done for small counts.
    #[serde(serialize_with = "correction")]
    pub correction: Correction,
    /// The field that makes the groups.
    pub by: String,
    /// The groups by name.
    pub groups: Vec<KeynessGroup>,
    /// By target, then from the highest score to the lowest; equal scores by the bytes of the feature.
    pub keys: Vec<Key>,
    /// Ids of articles that lack the field, in order.
    pub skipped: Vec<String>,
    /// What made the result.
    pub recipe: Value,
}

fn correction<S: Serializer>(correction: &Correction, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(correction.name())
}

impl Keyness {
    /// The result as JSON, schema 1.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "newsloom": env!("CARGO_PKG_VERSION"),
            "schema": 1,
            "measure": self.measure,
            "correction": self.correction,
            "by": self.by,
            "groups": self.groups,
            "keyness": self.keys,
            "skipped": self.skipped,
            "recipe": self.recipe,
        })
    }
}

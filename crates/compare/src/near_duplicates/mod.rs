//! Near-duplicates: articles that share most of their wording, told apart by what one did to the other.

mod groups;
mod kind;

pub use groups::DuplicateGroup;
pub use kind::DuplicateKind;

use crate::CompareError;
use newsloom_cluster::{Overlap, near_duplicates as overlapping};
use newsloom_core::map;
use newsloom_text::{SHINGLE_VERSION, Shingler};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What counts as a near-duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NearDuplicateOptions {
    /// The least overlap, above 0 and at most 1.
    pub threshold: f64,
    /// Words per shingle.
    pub ngram: usize,
    /// What the threshold is a threshold of.
    pub measure: Overlap,
}

impl Default for NearDuplicateOptions {
    fn default() -> Self {
        Self { threshold: 0.5, ngram: 5, measure: Overlap::Jaccard }
    }
}

/// Two articles that share most of their wording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearDuplicate {
    /// Index of the one in [`NearDuplicates::ids`], the smaller of both.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Shingles in both over shingles in either.
    pub jaccard: f64,
    /// Share of `a`'s shingles that stand in `b`.
    pub containment_a_in_b: f64,
    /// Share of `b`'s shingles that stand in `a`.
    pub containment_b_in_a: f64,
    /// What the one is to the other.
    pub kind: DuplicateKind,
}

/// The near-duplicates of a pile.
#[derive(Clone, Debug, PartialEq)]
pub struct NearDuplicates {
    /// Ids of all articles, by bytes.
    pub ids: Vec<String>,
    /// By `a`, then `b`.
    pub pairs: Vec<NearDuplicate>,
    /// By first member.
    pub groups: Vec<DuplicateGroup>,
    /// What made the result.
    pub options: NearDuplicateOptions,
}

/// Finds the articles that share most of their wording, among `articles` of id and text.
///
/// A text is the set of its shingles, the runs of `ngram` words in lower case without marks (Broder 1997); with A and B for two such
/// sets, `jaccard = |A ∩ B| / |A ∪ B|` and `containment of A in B = |A ∩ B| / |A|`. All pairs that reach the threshold are found and
/// no other: the search is exact, not estimated. A text of fewer words is one shingle; a text without words has no near-duplicate.
/// The result does not depend on the order of the articles or on the number of threads.
///
/// # Errors
/// When two articles have one id, the threshold is not above 0 and at most 1, or `ngram` is 0.
///
/// ```
/// use newsloom_compare::{DuplicateKind, NearDuplicateOptions, near_duplicates};
/// let found = near_duplicates(
///     &[
///         ("late", "The ferry sank near Port Orla on Monday night, and all ninety passengers were saved by boats, police said."),
///         ("early", "The ferry sank near Port Orla on Monday night, and all ninety passengers were saved by boats."),
///         ("other", "A bridge was opened in the north."),
///     ],
///     &NearDuplicateOptions::default(),
/// )?;
/// assert_eq!(found.pairs.len(), 1);
/// assert_eq!((found.ids[found.pairs[0].a].as_str(), found.pairs[0].kind), ("early", DuplicateKind::Near));
/// assert_eq!(found.groups[0].members, [0, 1]);
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
pub fn near_duplicates<I: AsRef<str> + Sync, T: AsRef<str> + Sync>(
    articles: &[(I, T)],
    options: &NearDuplicateOptions,
) -> Result<NearDuplicates, CompareError> {
    let &NearDuplicateOptions { threshold, ngram, measure } = options;
    if !(threshold > 0.0 && threshold <= 1.0) {
        return Err(CompareError::Parameter { parameter: "threshold", rule: "above 0 and at most 1", value: threshold.to_string() });
    }
    let ngram_error = |_| CompareError::Parameter { parameter: "ngram", rule: "at least 1", value: ngram.to_string() };
    let shingler = Shingler::new(ngram).map_err(ngram_error)?;
    let mut articles: Vec<(&str, &str)> = articles.iter().map(|(id, text)| (id.as_ref(), text.as_ref())).collect();
    articles.sort_unstable();
    if let Some(w) = articles.windows(2).find(|w| w[0].0 == w[1].0) {
        return Err(CompareError::DuplicateId(w[0].0.to_owned()));
    }
    let sets = map(&articles, |(_, text)| shingler.set(text));
    let found = overlapping(&sets, threshold, measure).map_err(|e| CompareError::Parameter {
        parameter: "articles",
        rule: "such that their shingles can be compared",
        value: e.to_string(),
    })?;
    let pairs: Vec<NearDuplicate> = map(&found, |p| NearDuplicate {
        a: p.a,
        b: p.b,
        jaccard: p.jaccard(),
        containment_a_in_b: p.containment_a_in_b(),
        containment_b_in_a: p.containment_b_in_a(),
        kind: kind::of(p, articles[p.a].1, articles[p.b].1),
    });
    let sizes: Vec<usize> = sets.iter().map(Vec::len).collect();
    Ok(NearDuplicates {
        groups: groups::of(&pairs, &sizes),
        pairs,
        ids: articles.iter().map(|(id, _)| (*id).to_owned()).collect(),
        options: *options,
    })
}

impl NearDuplicates {
    /// The result as JSON, schema 1.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let id = |i: usize| self.ids[i].as_str();
        let NearDuplicateOptions { threshold, ngram, measure } = self.options;
        json!({
            "newsloom": env!("CARGO_PKG_VERSION"),
            "schema": 1,
            "n_articles": self.ids.len(),
            "pairs": self.pairs.iter().map(|p| json!({
                "a": id(p.a), "b": id(p.b), "jaccard": p.jaccard,
                "containment_a_in_b": p.containment_a_in_b, "containment_b_in_a": p.containment_b_in_a, "kind": p.kind,
            })).collect::<Vec<_>>(),
            "groups": self.groups.iter().enumerate().map(|(g, group)| json!({
                "group": format!("g{}", g + 1),
                "size": group.members.len(),
                "representative": id(group.representative),
                "members": group.members.iter().map(|&i| id(i)).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "recipe": {"threshold": threshold, "ngram": ngram, "measure": measure, "shingle_version": SHINGLE_VERSION},
        })
    }
}

use crate::counting::{Counted, Selection};
use crate::{TfidfError, ordered::Ordered};
use serde::{Deserialize, Serialize};

/// A bound on the number of documents a term stands in.
///
/// In a file it is a number: a whole one is a count, one with a point a share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Df {
    /// That many documents.
    Count(u64),
    /// That share of all documents, from 0 to 1.
    Share(f64),
}

impl Df {
    pub(crate) fn check(self, parameter: &'static str) -> Result<(), TfidfError> {
        const RULE: &str = "a count of at least 1 or a share from 0 to 1";
        match self {
            Self::Count(0) => Err(TfidfError::parameter(parameter, RULE, 0)),
            Self::Share(s) if !(0.0..=1.0).contains(&s) => Err(TfidfError::parameter(parameter, RULE, s)),
            _ => Ok(()),
        }
    }

    pub(crate) fn documents(self, of: u64) -> f64 {
        match self {
            Self::Count(n) => n as f64,
            Self::Share(s) => s * of as f64,
        }
    }
}

/// Which terms stay: scikit-learn's `min_df`, `max_df` and `max_features`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Prune {
    pub(crate) min_df: Df,
    pub(crate) max_df: Df,
    pub(crate) max_features: Option<usize>,
}

impl Default for Prune {
    fn default() -> Self {
        Self { min_df: Df::Count(1), max_df: Df::Share(1.0), max_features: None }
    }
}

impl Prune {
    /// The terms that stay. Of terms equally frequent, `max_features` keeps those that come first in byte order.
    /// With `binary`, a term is as frequent as documents have it.
    pub(crate) fn select(&self, counted: &Counted, binary: bool) -> Result<Selection, TfidfError> {
        if counted.is_empty() {
            return Err(TfidfError::EmptyVocabulary);
        }
        let (low, high) = self.bounds(counted.documents())?;
        let mut selection = counted.between(low, high);
        if let Some(keep) = self.most_frequent(&if binary { counted.df(&selection) } else { counted.tf(&selection) }) {
            selection.retain(|i| keep[i]);
        }
        if selection.is_empty() { Err(TfidfError::NothingLeft) } else { Ok(selection) }
    }

    /// As [`Self::select`], for counts without rows.
    pub(crate) fn keep(&self, terms: &Ordered, binary: bool) -> Result<Vec<u32>, TfidfError> {
        if terms.is_empty() {
            return Err(TfidfError::EmptyVocabulary);
        }
        let (low, high) = self.bounds(terms.documents())?;
        let mut places = terms.between(low, high);
        let frequency = |&place: &u32| if binary { terms.count(place).0 } else { terms.count(place).1 };
        if let Some(keep) = self.most_frequent(&places.iter().map(frequency).collect::<Vec<_>>()) {
            let mut keep = keep.into_iter();
            places.retain(|_| keep.next().unwrap_or(false));
        }
        if places.is_empty() { Err(TfidfError::NothingLeft) } else { Ok(places) }
    }

    fn bounds(&self, documents: u64) -> Result<(f64, f64), TfidfError> {
        let (low, high) = (self.min_df.documents(documents), self.max_df.documents(documents));
        if high < low { Err(TfidfError::DfOrder) } else { Ok((low, high)) }
    }

    /// Which of terms so frequent stay; none when all do.
    fn most_frequent(&self, tf: &[u64]) -> Option<Vec<bool>> {
        let limit = self.max_features.filter(|&l| l < tf.len())?;
        let mut places: Vec<usize> = (0..tf.len()).collect();
        places.sort_by_key(|&i| (std::cmp::Reverse(tf[i]), i));
        let mut keep = vec![false; tf.len()];
        places.into_iter().take(limit).for_each(|i| keep[i] = true);
        Some(keep)
    }
}

use crate::TfidfError;
use crate::counting::{Counted, Selection};
use serde::{Deserialize, Serialize};

/// A bound on the number of documents a term stands in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
    pub(crate) fn select(&self, counted: &Counted) -> Result<Selection, TfidfError> {
        if counted.is_empty() {
            return Err(TfidfError::EmptyVocabulary);
        }
        let (low, high) = (self.min_df.documents(counted.documents()), self.max_df.documents(counted.documents()));
        if high < low {
            return Err(TfidfError::DfOrder);
        }
        let mut selection = counted.between(low, high);
        if let Some(limit) = self.max_features.filter(|&l| l < selection.len()) {
            let tf = counted.tf(&selection);
            let mut places: Vec<usize> = (0..tf.len()).collect();
            places.sort_by_key(|&i| (std::cmp::Reverse(tf[i]), i));
            let mut keep = vec![false; tf.len()];
            places.into_iter().take(limit).for_each(|i| keep[i] = true);
            selection.retain(|i| keep[i]);
        }
        if selection.is_empty() { Err(TfidfError::NothingLeft) } else { Ok(selection) }
    }
}

use crate::{TermStatistics, TfidfError, VocabularyBuilder};
use newsloom_core::Csr;
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
        match self {
            Self::Count(0) => Err(TfidfError::parameter(parameter, "a count of at least 1 or a share from 0 to 1", 0)),
            Self::Share(s) if !(0.0..=1.0).contains(&s) => {
                Err(TfidfError::parameter(parameter, "a count of at least 1 or a share from 0 to 1", s))
            }
            _ => Ok(()),
        }
    }

    fn documents(self, of: u64) -> f64 {
        match self {
            Self::Count(n) => n as f64,
            Self::Share(s) => s * of as f64,
        }
    }
}

/// Which terms stay: scikit-learn's `min_df`, `max_df` and `max_features`.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// Which terms stay. Of terms equally frequent, `max_features` keeps those that come first in byte order.
    pub(crate) fn kept(&self, s: &TermStatistics) -> Result<Vec<bool>, TfidfError> {
        if s.vocabulary.is_empty() {
            return Err(TfidfError::EmptyVocabulary);
        }
        let (low, high) = (self.min_df.documents(s.documents), self.max_df.documents(s.documents));
        if high < low {
            return Err(TfidfError::DfOrder);
        }
        let mut kept: Vec<bool> = s.df.iter().map(|&d| (low..=high).contains(&(d as f64))).collect();
        if let Some(limit) = self.max_features {
            let mut ids: Vec<usize> = (0..kept.len()).filter(|&i| kept[i]).collect();
            ids.sort_by_key(|&i| (std::cmp::Reverse(s.tf[i]), i));
            ids.into_iter().skip(limit).for_each(|i| kept[i] = false);
        }
        if kept.contains(&true) { Ok(kept) } else { Err(TfidfError::NothingLeft) }
    }
}

/// Drops the columns that are not kept.
pub(crate) fn prune(s: TermStatistics, x: Csr<u32>, kept: &[bool]) -> (TermStatistics, Csr<u32>) {
    if kept.iter().all(|&k| k) {
        return (s, x);
    }
    let mut vocabulary = VocabularyBuilder::default();
    let mut new = vec![u32::MAX; kept.len()];
    let mut cols = 0;
    for (i, term) in s.vocabulary.iter().enumerate().filter(|&(i, _)| kept[i]) {
        vocabulary.push(term);
        new[i] = cols;
        cols += 1;
    }
    let pick = |v: &[u64]| v.iter().zip(kept).filter(|&(_, &k)| k).map(|(&n, _)| n).collect();
    let statistics = TermStatistics { documents: s.documents, vocabulary: vocabulary.finish(), df: pick(&s.df), tf: pick(&s.tf) };
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for i in 0..x.rows() {
        let (c, v) = x.row(i);
        for (&c, &v) in c.iter().zip(v).filter(|&(&c, _)| new[c as usize] != u32::MAX) {
            indices.push(new[c as usize]);
            data.push(v);
        }
        indptr.push(indices.len());
    }
    (statistics, Csr::try_new(cols as usize, indptr, indices, data).unwrap_or_else(|_| Csr::empty(0)))
}

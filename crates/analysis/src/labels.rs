use crate::AnalysisError;
use crate::words::{Kind, Pile};
use linfa::ParamGuard;
use newsloom_core::Csr;
use newsloom_tfidf::{ClassTfidf, sum_rows};

/// The terms that set each group apart, most telling first: c-TF-IDF (Grootendorst 2022) over counts of content words, each
/// in the form it is mostly written in.
pub(crate) fn group_terms(
    pile: &Pile,
    counts: &Csr<u32>,
    groups: &[usize],
    n_groups: usize,
    n: usize,
) -> Result<Vec<Vec<String>>, AnalysisError> {
    let sums = sum_rows(counts, groups, n_groups)?;
    let weights = ClassTfidf::params().reduce_frequent_words(true).check()?.fit(&sums)?.transform(&sums)?;
    Ok((0..n_groups)
        .map(|g| {
            let (terms, values) = weights.row(g);
            let mut all: Vec<(u32, f64)> =
                terms.iter().copied().zip(values.iter().copied()).filter(|(t, _)| pile.kinds[*t as usize] == Kind::Content).collect();
            all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            all.into_iter().take(n).map(|(t, _)| pile.forms[t as usize].clone()).collect()
        })
        .collect())
}

//! Rows over hashed columns.

use super::{Arrays, PyAnalyzer, arrays, install};
use crate::documents::{Document, Documents};
use newsloom_tfidf::{HashedRows, Norm, RowWeights, gather};
use pyo3::prelude::*;

/// Rows over hashed columns.
#[pyfunction]
#[pyo3(signature = (analyzer, documents, n_features, alternate_sign, binary, norm, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn hash_rows<'py>(
    py: Python<'py>,
    analyzer: &PyAnalyzer,
    documents: Documents<'py>,
    n_features: u32,
    alternate_sign: bool,
    binary: bool,
    norm: Option<&str>,
    n_jobs: usize,
) -> PyResult<Arrays<'py>> {
    let norm = norm.map(|n| if n == "l1" { Norm::L1 } else { Norm::L2 });
    let weights = RowWeights::<f64> { binary, norm, ..RowWeights::default() };
    let step = |rows: &mut HashedRows, n: usize, batch: &[Document<'_>]| {
        rows.begin(n);
        batch.iter().for_each(|d| rows.text(d.text(), |c, r| weights.apply(c, r)));
    };
    let shards = documents.pump(py, n_jobs, || HashedRows::new(&analyzer.0, n_features, alternate_sign), step)?;
    let x = install(py, n_jobs, || gather(n_features as usize, shards.into_iter().map(HashedRows::finish).collect()))?;
    Ok(arrays(py, x))
}

/// MurmurHash3 of 32 bits with seed 0.
#[pyfunction]
pub(crate) fn murmur3_32(data: &[u8]) -> i32 {
    newsloom_tfidf::murmur3_32(data)
}

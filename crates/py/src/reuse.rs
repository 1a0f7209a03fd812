//! Near-duplicates and shared passages for Python.

use crate::error::{Error, detached};
use crate::value::to_py;
use newsloom_compare::{NearDuplicateOptions, Overlap, PassageOptions, near_duplicates as find_near_duplicates, passages as find_passages};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use std::collections::HashMap;

pub(crate) fn articles(ids: Vec<PyBackedStr>, texts: Vec<PyBackedStr>) -> PyResult<Vec<(PyBackedStr, PyBackedStr)>> {
    if ids.len() != texts.len() {
        return Err(PyValueError::new_err(format!("ids and texts must be equally many, got {} and {}", ids.len(), texts.len())));
    }
    Ok(ids.into_iter().zip(texts).collect())
}

pub(crate) fn overlap(measure: &str) -> PyResult<Overlap> {
    match measure {
        "jaccard" => Ok(Overlap::Jaccard),
        "containment" => Ok(Overlap::Containment),
        other => Err(PyValueError::new_err(format!("measure must be \"jaccard\" or \"containment\", got {other:?}"))),
    }
}

/// The near-duplicates among texts, in the form of JSON schema 1.
#[pyfunction]
#[pyo3(signature = (ids, texts, *, threshold, ngram, measure, n_jobs))]
pub(crate) fn near_duplicates<'py>(
    py: Python<'py>,
    ids: Vec<PyBackedStr>,
    texts: Vec<PyBackedStr>,
    threshold: f64,
    ngram: usize,
    measure: &str,
    n_jobs: usize,
) -> Result<Bound<'py, PyAny>, Error> {
    let measure = overlap(measure)?;
    let articles = articles(ids, texts)?;
    let options = NearDuplicateOptions { threshold, ngram, measure };
    let found = detached(py, n_jobs, || find_near_duplicates(&articles, &options))?;
    Ok(to_py(py, &py.detach(|| found.to_json()))?)
}

/// The passages that any two of some texts share, in the form of JSON schema 1.
#[pyfunction]
#[pyo3(signature = (ids, texts, *, ngram, min_words, max_gap, max_df, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn passages<'py>(
    py: Python<'py>,
    ids: Vec<PyBackedStr>,
    texts: Vec<PyBackedStr>,
    ngram: usize,
    min_words: usize,
    max_gap: usize,
    max_df: usize,
    n_jobs: usize,
) -> Result<Bound<'py, PyAny>, Error> {
    let articles = articles(ids, texts)?;
    let options = PassageOptions { ngram, min_words, max_gap, max_df };
    let found = detached(py, n_jobs, || find_passages(&articles, &options))?;
    let json = py.detach(|| {
        let by_id: HashMap<&str, &str> = articles.iter().map(|(id, text)| (&**id, &**text)).collect();
        found.to_json(|id| by_id.get(id).copied().unwrap_or_default())
    });
    Ok(to_py(py, &json)?)
}

//! Counts of terms that are added to over time, and state as bytes.

use super::{PyAnalyzer, PyVocabulary, lock};
use crate::documents::{Document, Documents};
use crate::error::Error;
use newsloom_core::{Envelope, Partial};
use newsloom_tfidf::{TermCounts, TfidfError};
use numpy::{IntoPyArray, PyArray1};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::Mutex;

/// Counts of terms that are added to over time.
#[pyclass(name = "TermCounts", module = "newsloom._core", frozen)]
pub(crate) struct PyTermCounts(Mutex<TermCounts>);

#[pymethods]
impl PyTermCounts {
    #[new]
    fn new(analyzer: &PyAnalyzer) -> Self {
        Self(Mutex::new(TermCounts::new(analyzer.0.clone())))
    }

    #[getter]
    fn n_documents(&self) -> u64 {
        lock(&self.0).documents()
    }

    /// Counts documents in; all or, if one can't be read, none.
    fn observe(&self, py: Python<'_>, documents: Documents<'_>, n_jobs: usize) -> PyResult<()> {
        let analyzer = lock(&self.0).analyzer().clone();
        let step = |counts: &mut TermCounts, _: usize, batch: &[Document<'_>]| {
            batch.iter().for_each(|d| counts.observe(d.text()));
        };
        let parts = documents.pump(py, n_jobs, || TermCounts::new(analyzer.clone()), step)?;
        py.detach(|| parts.into_iter().try_for_each(|p| lock(&self.0).merge(p))).map_err(|e| PyErr::from(Error::from(TfidfError::from(e))))
    }

    /// Takes in the counts of another state.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        py.detach(|| {
            // One lock at a time, so that a state can be merged with itself.
            let other = lock(&other.0).clone();
            lock(&self.0).merge(other)
        })
        .map_err(|e| PyErr::from(Error::from(TfidfError::from(e))))
    }

    /// The terms in byte order, with documents and occurrences of each.
    #[allow(clippy::type_complexity)]
    fn finish<'py>(&self, py: Python<'py>) -> (PyVocabulary, Bound<'py, PyArray1<u64>>, Bound<'py, PyArray1<u64>>) {
        let s = py.detach(|| lock(&self.0).finish());
        (PyVocabulary(s.vocabulary), s.df.into_pyarray(py), s.tf.into_pyarray(py))
    }

    /// The state as bytes: versioned, checksummed.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyBytes>, Error> {
        let bytes = py.detach(|| lock(&self.0).to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Reads what `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self(Mutex::new(py.detach(|| TermCounts::from_bytes(bytes))?)))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py()).map_err(PyErr::from)?,)))
    }
}

/// State as bytes: a kind, a version, parameters as JSON, named blocks; checksummed.
#[pyfunction]
pub(crate) fn pack<'py>(
    py: Python<'py>,
    kind: &str,
    version: u32,
    params: &str,
    blocks: Vec<(String, Vec<u8>)>,
) -> PyResult<Bound<'py, PyBytes>> {
    let bad = |e: &dyn std::fmt::Display| PyValueError::new_err(e.to_string());
    let params: serde_json::Value = serde_json::from_str(params).map_err(|e| bad(&e))?;
    let mut envelope = Envelope::new(kind, version, &params).map_err(|e| bad(&e))?;
    blocks.into_iter().for_each(|(name, bytes)| envelope.push(&name, bytes));
    Ok(PyBytes::new(py, &envelope.to_bytes().map_err(|e| bad(&e))?))
}

/// Reads what `pack` wrote: the parameters as JSON, and the blocks of these names.
#[pyfunction]
pub(crate) fn unpack<'py>(
    py: Python<'py>,
    data: &[u8],
    kind: &str,
    version: u32,
    names: Vec<String>,
) -> PyResult<(String, Vec<Bound<'py, PyBytes>>)> {
    let read = || -> Result<_, newsloom_core::EnvelopeError> {
        let envelope = Envelope::from_bytes(data, kind, version)?;
        let params: serde_json::Value = envelope.params()?;
        let blocks = names.iter().map(|n| Ok(PyBytes::new(py, envelope.block(n)?))).collect::<Result<_, newsloom_core::EnvelopeError>>()?;
        Ok((params.to_string(), blocks))
    };
    read().map_err(|e| PyValueError::new_err(e.to_string()))
}

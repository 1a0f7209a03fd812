//! An index of near-duplicates for Python.

use crate::error::{Error, detached};
use crate::reuse::{articles, overlap};
use newsloom_cluster::NearDuplicateIndex;
use newsloom_core::{Partial, map};
use newsloom_text::{SHINGLE_VERSION, Shingler, TextError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyBytes;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Shingles of articles by id, as Rust holds them; the face is `newsloom.NearDuplicateIndex`.
#[pyclass(name = "NearDuplicateIndex", module = "newsloom._core", frozen)]
pub(crate) struct PyNearDuplicateIndex {
    inner: Mutex<NearDuplicateIndex>,
    shingler: Shingler,
}

/// Pairs as columns: a, b, jaccard, containment of a in b, of b in a.
type Pairs = (Vec<String>, Vec<String>, Vec<f64>, Vec<f64>, Vec<f64>);

impl PyNearDuplicateIndex {
    fn lock(&self) -> MutexGuard<'_, NearDuplicateIndex> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What makes the hashes of an index: its recipe ends with it.
fn made_by() -> String {
    format!("-grams of words, version {SHINGLE_VERSION}")
}

fn value_error(e: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(e.to_string())
}

#[pymethods]
impl PyNearDuplicateIndex {
    #[new]
    fn new(ngram: usize) -> Result<Self, Error> {
        let shingler = Shingler::new(ngram)?;
        Ok(Self { inner: Mutex::new(NearDuplicateIndex::new(format!("{ngram}{}", made_by()))), shingler })
    }

    fn __len__(&self) -> usize {
        self.lock().len()
    }

    /// Words per shingle.
    #[getter]
    fn ngram(&self) -> usize {
        self.shingler.ngram()
    }

    /// Counts articles in.
    #[pyo3(signature = (ids, texts, *, n_jobs))]
    fn add(&self, py: Python<'_>, ids: Vec<PyBackedStr>, texts: Vec<PyBackedStr>, n_jobs: usize) -> Result<(), Error> {
        let articles = articles(ids, texts)?;
        let set = |(id, text): &(PyBackedStr, PyBackedStr)| (id.to_string(), self.shingler.set(text));
        let sets = detached(py, n_jobs, || Ok::<_, TextError>(map(&articles, set)))?;
        py.detach(|| {
            let mut index = self.lock();
            sets.iter().for_each(|s| index.observe(s));
        });
        Ok(())
    }

    /// Takes in what another index holds.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        py.detach(|| {
            // One lock at a time, so that an index can be merged with itself.
            let other = other.lock().clone();
            self.lock().merge(other)
        })
        .map_err(value_error)
    }

    /// The pairs that reach the threshold.
    #[pyo3(signature = (*, threshold, measure, n_jobs))]
    fn pairs(&self, py: Python<'_>, threshold: f64, measure: &str, n_jobs: usize) -> Result<Pairs, Error> {
        let measure = overlap(measure)?;
        let index = self.lock().clone();
        let found = detached(py, n_jobs, || index.finish(threshold, measure))?;
        let id = |i: usize| found.ids[i].clone();
        let mut pairs: Pairs = Default::default();
        for p in &found.pairs {
            pairs.0.push(id(p.a));
            pairs.1.push(id(p.b));
            pairs.2.push(p.jaccard());
            pairs.3.push(p.containment_a_in_b());
            pairs.4.push(p.containment_b_in_a());
        }
        Ok(pairs)
    }

    /// The state as bytes: versioned, checksummed, no code.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.lock().to_bytes()).map_err(value_error)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Reads what `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        let index = py.detach(|| NearDuplicateIndex::from_bytes(bytes)).map_err(value_error)?;
        let ngram = index.recipe().strip_suffix(&made_by()).and_then(|n| n.parse().ok());
        let shingler = ngram
            .and_then(|n| Shingler::new(n).ok())
            .ok_or_else(|| value_error(format!("the index was made by {:?}, this release makes \"N{}\"", index.recipe(), made_by())))?;
        Ok(Self { inner: Mutex::new(index), shingler })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py())?,)))
    }
}

//! Agreement of groupings for Python.

use crate::error::Error;
use crate::rows::{bad, contiguous};
use newsloom_cluster::{Agreement, AverageMethod, ClusterError};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;

/// Agreement of two groupings; the face is `newsloom.metrics`.
#[pyclass(name = "Agreement", module = "newsloom._core", frozen)]
pub(crate) struct PyAgreement {
    inner: Agreement,
}

#[pymethods]
impl PyAgreement {
    #[new]
    fn new(py: Python<'_>, truth: PyReadonlyArray1<'_, usize>, found: PyReadonlyArray1<'_, usize>) -> Result<Self, Error> {
        let (truth, found) = (contiguous(truth.as_slice().ok())?, contiguous(found.as_slice().ok())?);
        Ok(Self { inner: py.detach(|| Agreement::new(truth, found))? })
    }

    fn bcubed(&self) -> (f64, f64, f64) {
        let m = self.inner.bcubed();
        (m.precision, m.recall, m.fscore)
    }

    fn pairwise(&self) -> (f64, f64, f64) {
        let m = self.inner.pairwise();
        (m.precision, m.recall, m.fscore)
    }

    fn purity(&self) -> f64 {
        self.inner.purity()
    }

    fn homogeneity_completeness_v_measure(&self, beta: f64) -> (f64, f64, f64) {
        self.inner.homogeneity_completeness_v_measure(beta)
    }

    fn adjusted_rand(&self) -> f64 {
        self.inner.adjusted_rand()
    }

    fn mutual_info(&self) -> f64 {
        self.inner.mutual_info()
    }

    fn normalized_mutual_info(&self, average_method: &str) -> Result<f64, Error> {
        Ok(self.inner.normalized_mutual_info(average(average_method)?))
    }

    fn adjusted_mutual_info(&self, py: Python<'_>, average_method: &str) -> Result<f64, Error> {
        let average = average(average_method)?;
        Ok(py.detach(|| self.inner.adjusted_mutual_info(average)))
    }
}

fn average(name: &str) -> Result<AverageMethod, ClusterError> {
    Ok(match name {
        "min" => AverageMethod::Min,
        "geometric" => AverageMethod::Geometric,
        "arithmetic" => AverageMethod::Arithmetic,
        "max" => AverageMethod::Max,
        other => return Err(bad("average_method", "min, geometric, arithmetic or max", format!("{other:?}"))),
    })
}

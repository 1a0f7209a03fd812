//! The partial state of k-means for Python.

use crate::error::{Error, detached};
use crate::rows::{PyRows, give, labels, optional, owned};
use crate::tfidf::lock;
use newsloom_cluster::CentroidSums;
use newsloom_core::Partial;
use numpy::{PyArray1, PyArrayDyn, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::Mutex;

/// Sums of rows by the nearest of fixed centroids; the face is `partial_fit` and `merge` of the k-means estimators.
#[pyclass(name = "CentroidSums", module = "newsloom._core", frozen)]
pub(crate) struct PyCentroidSums(Mutex<CentroidSums>);

#[pymethods]
impl PyCentroidSums {
    #[new]
    #[pyo3(signature = (centers, *, spherical))]
    fn new(centers: PyReadonlyArray2<'_, f64>, spherical: bool) -> Result<Self, Error> {
        Ok(Self(Mutex::new(CentroidSums::new(owned(&centers)?, spherical)?)))
    }

    /// Adds rows; gives the number of the nearest centroid of each.
    #[pyo3(signature = (x, *, sample_weight, n_jobs))]
    fn observe<'py>(
        &self,
        py: Python<'py>,
        x: PyRows<'py>,
        sample_weight: Option<PyReadonlyArray1<'py, f64>>,
        n_jobs: usize,
    ) -> Result<Bound<'py, PyArray1<i32>>, Error> {
        let (slices, weights) = (x.slices()?, optional(&sample_weight)?);
        let found = detached(py, n_jobs, || lock(&self.0).observe_rows(slices.sparse()?, weights))?;
        Ok(labels(py, found))
    }

    /// Takes in what another state has seen.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        // One lock at a time: a state may be merged with itself.
        let other = lock(&other.0).clone();
        py.detach(|| lock(&self.0).merge(other)).map_err(|e| PyValueError::new_err(e.to_string()))
    }

    /// The next centroids, and the inertia of the rows observed.
    fn finish<'py>(&self, py: Python<'py>) -> Result<(Bound<'py, PyArrayDyn<f64>>, f64), Error> {
        let step = py.detach(|| lock(&self.0).finish())?;
        Ok((give(py, step.centroids.view().into_dyn())?, step.inertia))
    }

    /// The state as bytes: versioned, checksummed.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyBytes>, Error> {
        let bytes = py.detach(|| lock(&self.0).to_bytes())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Reads what `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self(Mutex::new(py.detach(|| CentroidSums::from_bytes(bytes))?)))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py()).map_err(PyErr::from)?,)))
    }

    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        Self(Mutex::new(lock(&self.0).clone()))
    }
}

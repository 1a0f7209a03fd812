//! Rows and other arrays, between numpy and the crates.

use crate::error::Error;
use ndarray::{Array2, ArrayView2, ArrayViewD};
use newsloom_cluster::{ClusterError, Samples};
use newsloom_core::CsrRef;
use numpy::{Element, IntoPyArray, PyArray1, PyArrayDyn, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Rows as Python hands them: `(columns, indptr, indices, data)` or a C-ordered array.
#[derive(FromPyObject)]
pub(crate) enum PyRows<'py> {
    #[pyo3(transparent)]
    Dense(PyReadonlyArray2<'py, f64>),
    Sparse(usize, PyReadonlyArray1<'py, usize>, PyReadonlyArray1<'py, u32>, PyReadonlyArray1<'py, f64>),
}

/// Slices of [`PyRows`], to be read while detached.
#[derive(Clone, Copy)]
pub(crate) enum Slices<'a> {
    Dense((usize, usize), &'a [f64]),
    Sparse(usize, &'a [usize], &'a [u32], &'a [f64]),
}

impl PyRows<'_> {
    pub(crate) fn slices(&self) -> Result<Slices<'_>, Error> {
        Ok(match self {
            Self::Dense(x) => Slices::Dense((x.shape()[0], x.shape()[1]), contiguous(x.as_slice().ok())?),
            Self::Sparse(cols, indptr, indices, data) => {
                let (indptr, indices) = (contiguous(indptr.as_slice().ok())?, contiguous(indices.as_slice().ok())?);
                Slices::Sparse(*cols, indptr, indices, contiguous(data.as_slice().ok())?)
            }
        })
    }
}

impl<'a> Slices<'a> {
    pub(crate) fn samples(self) -> Result<Samples<'a>, ClusterError> {
        match self {
            Self::Dense(shape, x) => Ok(Samples::Dense(matrix(shape, x)?)),
            Self::Sparse(..) => Ok(Samples::Sparse(self.sparse()?)),
        }
    }

    pub(crate) fn sparse(self) -> Result<CsrRef<'a, f64>, ClusterError> {
        let Self::Sparse(cols, indptr, indices, data) = self else {
            return Err(bad("x", "sparse rows", "an array"));
        };
        CsrRef::try_new(cols, indptr, indices, data).map_err(|e| bad("x", "sparse rows", e))
    }

    pub(crate) fn dense(self) -> Result<ArrayView2<'a, f64>, ClusterError> {
        match self {
            Self::Dense(shape, x) => matrix(shape, x),
            Self::Sparse(..) => Err(bad("x", "an array", "sparse rows")),
        }
    }
}

pub(crate) fn bad(parameter: &'static str, rule: &str, value: impl ToString) -> ClusterError {
    ClusterError::Parameter { parameter, rule: rule.into(), value: value.to_string() }
}

fn matrix<'a>(shape: (usize, usize), x: &'a [f64]) -> Result<ArrayView2<'a, f64>, ClusterError> {
    ArrayView2::from_shape(shape, x).map_err(|e| bad("x", "an array of rows", e))
}

pub(crate) fn contiguous<T>(slice: Option<T>) -> Result<T, Error> {
    slice.ok_or_else(|| PyValueError::new_err("arrays must be contiguous").into())
}

pub(crate) fn optional<'a, T: Element>(array: &'a Option<PyReadonlyArray1<'_, T>>) -> Result<Option<&'a [T]>, Error> {
    array.as_ref().map(|a| contiguous(a.as_slice().ok())).transpose()
}

pub(crate) fn owned(array: &PyReadonlyArray2<'_, f64>) -> Result<Array2<f64>, Error> {
    let slice = contiguous(array.as_slice().ok())?;
    Ok(matrix((array.shape()[0], array.shape()[1]), slice)?.to_owned())
}

/// Gives an array to Python by its values and shape; its own ndarray may be of another version than numpy's.
pub(crate) fn give<'py>(py: Python<'py>, array: ArrayViewD<'_, f64>) -> PyResult<Bound<'py, PyArrayDyn<f64>>> {
    let shape = array.shape().to_vec();
    let values = array.as_slice().map_or_else(|| array.iter().copied().collect(), <[f64]>::to_vec);
    PyArray1::from_vec(py, values).reshape(shape)
}

pub(crate) fn labels<'py>(py: Python<'py>, labels: Vec<usize>) -> Bound<'py, PyArray1<i32>> {
    labels.into_iter().map(|l| l as i32).collect::<Vec<i32>>().into_pyarray(py)
}

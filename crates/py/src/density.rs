//! Mixtures and density clustering for Python.

use crate::error::{Error, detached};
use crate::rows::{PyRows, give};
use newsloom_cluster::MixtureOptions;
use numpy::{IntoPyArray, PyArray1, PyArrayDyn};
use pyo3::prelude::*;

type Mixture<'py> = (Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArrayDyn<f64>>);

/// A mixture of Gaussians: weights, means, covariances, precisions.
#[pyfunction]
#[pyo3(signature = (x, *, n_components, tol, reg_covar, max_iter, n_init, seed, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn gaussian_mixture<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    n_components: usize,
    tol: f64,
    reg_covar: f64,
    max_iter: usize,
    n_init: usize,
    seed: u64,
    n_jobs: usize,
) -> Result<Mixture<'py>, Error> {
    let slices = x.slices()?;
    let options = MixtureOptions { n_components, tol, reg_covar, max_iter, n_init, seed };
    let found = detached(py, n_jobs, || newsloom_cluster::gaussian_mixture(slices.dense()?, &options))?;
    let (weights, means) = (give(py, found.weights.view().into_dyn())?, give(py, found.means.view().into_dyn())?);
    Ok((weights, means, give(py, found.covariances.view().into_dyn())?, give(py, found.precisions.view().into_dyn())?))
}

/// Group of each row by DBSCAN, -1 for noise.
#[pyfunction]
#[pyo3(signature = (x, *, eps, min_samples, n_jobs))]
pub(crate) fn dbscan<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    eps: f64,
    min_samples: usize,
    n_jobs: usize,
) -> Result<Bound<'py, PyArray1<i64>>, Error> {
    let slices = x.slices()?;
    let found = detached(py, n_jobs, || newsloom_cluster::dbscan(slices.dense()?, eps, min_samples))?;
    Ok(found.into_iter().map(|l| l.map_or(-1, |l| l as i64)).collect::<Vec<_>>().into_pyarray(py))
}

type Ordering<'py> = (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>);

/// Order of OPTICS, and core and reachability distances in that order (infinite where undefined).
#[pyfunction]
#[pyo3(signature = (x, *, max_eps, min_samples, n_jobs))]
pub(crate) fn optics<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    max_eps: f64,
    min_samples: usize,
    n_jobs: usize,
) -> Result<Ordering<'py>, Error> {
    let slices = x.slices()?;
    let found = detached(py, n_jobs, || newsloom_cluster::optics(slices.dense()?, max_eps, min_samples))?;
    let rows: Vec<i64> = found.iter().map(|r| r.row as i64).collect();
    let core: Vec<f64> = found.iter().map(|r| r.core_distance.unwrap_or(f64::INFINITY)).collect();
    let reach: Vec<f64> = found.iter().map(|r| r.reachability_distance.unwrap_or(f64::INFINITY)).collect();
    Ok((rows.into_pyarray(py), core.into_pyarray(py), reach.into_pyarray(py)))
}

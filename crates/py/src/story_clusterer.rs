//! Stories among rows for Python; the estimator's state lives in its Python face.

use crate::error::{Error, detached};
use crate::rows::{PyRows, labels, optional};
use linfa::ParamGuard;
use newsloom_cluster::{ClusterError, StoryClusterer};
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;

type Grouped<'py> = (Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<f64>>);

/// Story and background of each row. `days` counts from 1970-01-01, the least `i64` for none; the first rows are `known`, with their
/// `backgrounds`, as many as there are.
#[pyfunction]
#[pyo3(signature = (x, *, days, known, backgrounds, n_neighbors, n_background, threshold, days_apart, least_closeness, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn story_groups<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    days: Option<PyReadonlyArray1<'py, i64>>,
    known: Vec<usize>,
    backgrounds: Option<PyReadonlyArray1<'py, f64>>,
    n_neighbors: usize,
    n_background: usize,
    threshold: f64,
    days_apart: f64,
    least_closeness: f64,
    n_jobs: usize,
) -> Result<Grouped<'py>, Error> {
    let slices = x.slices()?;
    let given = optional(&backgrounds)?.unwrap_or_default();
    let days: Option<Vec<Option<i64>>> = optional(&days)?.map(|d| d.iter().map(|&day| (day != i64::MIN).then_some(day)).collect());
    let params = StoryClusterer::params()
        .n_neighbors(n_neighbors)
        .n_background(n_background)
        .threshold(threshold)
        .days_apart(days_apart)
        .least_closeness(least_closeness);
    let model = detached(py, n_jobs, || -> Result<StoryClusterer, ClusterError> {
        let (params, rows) = (params.check()?, slices.sparse()?);
        if known.is_empty() {
            return params.fit_rows(rows, days.as_deref());
        }
        let missing = rows.rows().saturating_sub(known.len());
        let known: Vec<Option<usize>> = known.into_iter().map(Some).chain(std::iter::repeat_n(None, missing)).collect();
        let given: Vec<f64> = given.iter().copied().chain(std::iter::repeat_n(0.0, missing)).collect();
        params.extend_rows(rows, days.as_deref(), &known, &given)
    })?;
    Ok((labels(py, model.labels().to_vec()), model.backgrounds().to_vec().into_pyarray(py)))
}

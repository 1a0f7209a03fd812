//! Grouping for Python: functions over arrays; the estimators' state lives in their Python faces.

use crate::error::{Error, detached};
use linfa::ParamGuard;
use ndarray::{Array2, ArrayView2, ArrayViewD};
use newsloom_cluster::{
    Agreement, AverageMethod, ClusterError, Engine, KMeans, KMeansInit, Lsa, MiniBatch, MixtureOptions, Samples, SphericalInit,
    SphericalKMeans,
};
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
    fn samples(self) -> Result<Samples<'a>, ClusterError> {
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

    fn dense(self) -> Result<ArrayView2<'a, f64>, ClusterError> {
        match self {
            Self::Dense(shape, x) => matrix(shape, x),
            Self::Sparse(..) => Err(bad("x", "an array", "sparse rows")),
        }
    }
}

fn bad(parameter: &'static str, rule: &str, value: impl ToString) -> ClusterError {
    ClusterError::Parameter { parameter, rule: rule.into(), value: value.to_string() }
}

fn matrix<'a>(shape: (usize, usize), x: &'a [f64]) -> Result<ArrayView2<'a, f64>, ClusterError> {
    ArrayView2::from_shape(shape, x).map_err(|e| bad("x", "an array of rows", e))
}

fn contiguous<T>(slice: Option<T>) -> Result<T, Error> {
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

/// Whether some sparse row names a column twice.
#[pyfunction]
pub(crate) fn has_repeats(py: Python<'_>, x: PyRows<'_>) -> Result<bool, Error> {
    let slices = x.slices()?;
    detached(py, 0, || Ok::<_, ClusterError>(newsloom_cluster::has_repeats(slices.sparse()?)))
}

type Fitted<'py> = (Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArray1<i32>>, f64, usize);

/// k-means from given centroids, or from drawn ones by the engine `linfa`.
#[pyfunction]
#[pyo3(signature = (x, *, n_clusters, init, sample_weight, n_init, max_iter, tol, seed, linfa, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn kmeans_fit<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    n_clusters: usize,
    init: Option<PyReadonlyArray2<'py, f64>>,
    sample_weight: Option<PyReadonlyArray1<'py, f64>>,
    n_init: usize,
    max_iter: usize,
    tol: f64,
    seed: u64,
    linfa: bool,
    n_jobs: usize,
) -> Result<Fitted<'py>, Error> {
    let (slices, weights) = (x.slices()?, optional(&sample_weight)?);
    let init = init.as_ref().map(owned).transpose()?.map_or(KMeansInit::KMeansPlusPlus, KMeansInit::Centroids);
    let engine = if linfa { Engine::Linfa } else { Engine::Newsloom };
    let params = KMeans::params(n_clusters).init(init).n_init(n_init).max_iter(max_iter).tol(tol).seed(seed).engine(engine).check()?;
    let model = detached(py, n_jobs, || match slices.samples()? {
        Samples::Sparse(x) => params.fit_rows(x, weights),
        Samples::Dense(x) => params.fit_dense(x, weights),
    })?;
    let centers = give(py, model.centroids().view().into_dyn())?;
    Ok((centers, labels(py, model.labels().to_vec()), model.inertia(), model.n_iter()))
}

/// Nearest centroid of each row, and the inertia.
#[pyfunction]
#[pyo3(signature = (x, centers, *, sample_weight, n_jobs))]
pub(crate) fn kmeans_nearest<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    centers: PyReadonlyArray2<'py, f64>,
    sample_weight: Option<PyReadonlyArray1<'py, f64>>,
    n_jobs: usize,
) -> Result<(Bound<'py, PyArray1<i32>>, f64), Error> {
    let (slices, weights, centers) = (x.slices()?, optional(&sample_weight)?, owned(&centers)?);
    let (found, inertia) = detached(py, n_jobs, || match slices.samples()? {
        Samples::Sparse(x) => newsloom_cluster::nearest_rows(centers.view(), x, weights),
        Samples::Dense(x) => newsloom_cluster::nearest_dense(centers.view(), x, weights),
    })?;
    Ok((labels(py, found), inertia))
}

/// Rows drawn by greedy k-means++ with given numbers in [0, 1).
#[pyfunction]
#[pyo3(signature = (x, n_clusters, *, sample_weight, uniform, n_jobs))]
pub(crate) fn kmeans_plusplus<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    n_clusters: usize,
    sample_weight: Option<PyReadonlyArray1<'py, f64>>,
    uniform: PyReadonlyArray1<'py, f64>,
    n_jobs: usize,
) -> Result<Bound<'py, PyArray1<i32>>, Error> {
    let (slices, weights, uniform) = (x.slices()?, optional(&sample_weight)?, contiguous(uniform.as_slice().ok())?);
    let chosen = detached(py, n_jobs, || newsloom_cluster::kmeans_plusplus(slices.samples()?, n_clusters, weights, uniform))?;
    Ok(labels(py, chosen))
}

type Step<'py> = (Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<i32>>, f64);

/// One step of mini-batch k-means: new centroids and counts, labels and inertia before the step.
#[pyfunction]
#[pyo3(signature = (x, centers, counts, *, sample_weight, n_jobs))]
pub(crate) fn mini_batch_step<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    centers: PyReadonlyArray2<'py, f64>,
    counts: PyReadonlyArray1<'py, f64>,
    sample_weight: Option<PyReadonlyArray1<'py, f64>>,
    n_jobs: usize,
) -> Result<Step<'py>, Error> {
    let (slices, weights) = (x.slices()?, optional(&sample_weight)?);
    let mut state = MiniBatch::with_counts(owned(&centers)?, contiguous(counts.as_slice().ok())?.to_vec())?;
    let (state, found, inertia) = detached(py, n_jobs, || {
        let (found, inertia) = match slices.samples()? {
            Samples::Sparse(x) => state.observe_rows(x, weights),
            Samples::Dense(x) => state.observe_dense(x, weights),
        }?;
        Ok::<_, ClusterError>((state, found, inertia))
    })?;
    let centers = give(py, state.centroids().view().into_dyn())?;
    Ok((centers, state.counts().to_vec().into_pyarray(py), labels(py, found), inertia))
}

type Spherical<'py> = (Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<f64>>, f64, usize, bool);

/// Spherical k-means: centroids, labels, similarities, inertia, iterations, whether it collapsed.
#[pyfunction]
#[pyo3(signature = (x, *, n_clusters, init, sample_weight, n_init, max_iter, tol, seed, n_jobs))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn spherical_fit<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    n_clusters: usize,
    init: Option<PyReadonlyArray2<'py, f64>>,
    sample_weight: Option<PyReadonlyArray1<'py, f64>>,
    n_init: usize,
    max_iter: usize,
    tol: f64,
    seed: u64,
    n_jobs: usize,
) -> Result<Spherical<'py>, Error> {
    let (slices, weights) = (x.slices()?, optional(&sample_weight)?);
    let init = init.as_ref().map(owned).transpose()?.map_or(SphericalInit::KMeansPlusPlus, SphericalInit::Centroids);
    let params = SphericalKMeans::params(n_clusters).init(init).n_init(n_init).max_iter(max_iter).tol(tol).seed(seed).check()?;
    let model = detached(py, n_jobs, || params.fit_rows(slices.sparse()?, weights))?;
    let centers = give(py, model.centroids().view().into_dyn())?;
    let similarities = model.similarities().to_vec().into_pyarray(py);
    Ok((centers, labels(py, model.labels().to_vec()), similarities, model.inertia(), model.n_iter(), model.collapsed()))
}

type Nearest<'py> = (Bound<'py, PyArray1<i32>>, Bound<'py, PyArray1<f64>>);

/// Number of the nearest direction for each row, and the cosine to it.
#[pyfunction]
#[pyo3(signature = (x, centers, *, n_jobs))]
pub(crate) fn spherical_nearest<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    centers: PyReadonlyArray2<'py, f64>,
    n_jobs: usize,
) -> Result<Nearest<'py>, Error> {
    let (slices, centers) = (x.slices()?, owned(&centers)?);
    let found = detached(py, n_jobs, || newsloom_cluster::nearest_directions(centers.view(), slices.sparse()?))?;
    let (numbers, cosines): (Vec<usize>, Vec<f64>) = found.into_iter().unzip();
    Ok((labels(py, numbers), cosines.into_pyarray(py)))
}

type Reduced<'py> = (Bound<'py, PyArrayDyn<f64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>);

/// Components, singular values, explained variance and its share.
#[pyfunction]
#[pyo3(signature = (x, *, n_components, n_iter, n_oversamples, seed, n_jobs))]
pub(crate) fn lsa_fit<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    n_components: usize,
    n_iter: usize,
    n_oversamples: usize,
    seed: u64,
    n_jobs: usize,
) -> Result<Reduced<'py>, Error> {
    let slices = x.slices()?;
    let params = Lsa::params(n_components).n_iter(n_iter).n_oversamples(n_oversamples).seed(seed).check()?;
    let model = detached(py, n_jobs, || params.fit_rows(slices.sparse()?))?;
    let list = |v: &[f64]| v.to_vec().into_pyarray(py);
    let components = give(py, model.components().view().into_dyn())?;
    Ok((components, list(model.singular_values()), list(model.explained_variance()), list(model.explained_variance_ratio())))
}

/// Rows in the space of components.
#[pyfunction]
#[pyo3(signature = (x, components, *, normalize, n_jobs))]
pub(crate) fn lsa_project<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    components: PyReadonlyArray2<'py, f64>,
    normalize: bool,
    n_jobs: usize,
) -> Result<Bound<'py, PyArrayDyn<f64>>, Error> {
    let (slices, components) = (x.slices()?, owned(&components)?);
    let out = detached(py, n_jobs, || newsloom_cluster::project_rows(components.view(), slices.sparse()?, normalize))?;
    Ok(give(py, out.view().into_dyn())?)
}

/// Silhouette coefficient of each row by cosine distance.
#[pyfunction]
#[pyo3(signature = (x, labels, *, n_jobs))]
pub(crate) fn silhouette_samples<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    labels: PyReadonlyArray1<'py, usize>,
    n_jobs: usize,
) -> Result<Bound<'py, PyArray1<f64>>, Error> {
    let (slices, labels) = (x.slices()?, contiguous(labels.as_slice().ok())?);
    Ok(detached(py, n_jobs, || newsloom_cluster::silhouette_samples(slices.sparse()?, labels))?.into_pyarray(py))
}

type Pairs<'py> = (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<f64>>);

/// Pairs of similar rows: `a`, `b`, cosine.
#[pyfunction]
#[pyo3(signature = (x, *, top_n, threshold, n_jobs))]
pub(crate) fn similar_pairs<'py>(
    py: Python<'py>,
    x: PyRows<'py>,
    top_n: usize,
    threshold: f64,
    n_jobs: usize,
) -> Result<Pairs<'py>, Error> {
    let slices = x.slices()?;
    let pairs = detached(py, n_jobs, || newsloom_cluster::similar_pairs(slices.sparse()?, top_n, threshold))?;
    let column = |f: fn(&newsloom_cluster::SimilarPair) -> usize| pairs.iter().map(|p| f(p) as i64).collect::<Vec<_>>().into_pyarray(py);
    let similarity = pairs.iter().map(|p| p.similarity).collect::<Vec<_>>();
    Ok((column(|p| p.a), column(|p| p.b), similarity.into_pyarray(py)))
}

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

//! Grouping for Python: functions over arrays; the estimators' state lives in their Python faces.

use crate::error::{Error, detached};
use crate::rows::{PyRows, contiguous, give, labels, optional, owned};
use linfa::ParamGuard;
use newsloom_cluster::{ClusterError, Engine, KMeans, KMeansInit, Lsa, MiniBatch, Samples, SphericalInit, SphericalKMeans};
use numpy::{IntoPyArray, PyArray1, PyArrayDyn, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

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

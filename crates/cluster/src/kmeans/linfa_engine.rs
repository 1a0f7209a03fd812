use super::params::{KMeansInit, KMeansValidParams};
use crate::ClusterError;
use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeans, KMeansInit as LinfaInit};
use ndarray::{Array2, ArrayView2};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Centroids by linfa-clustering. Its counts and its inertia belong to other runs and other centroids than the best
/// ones it returns, so only the centroids are taken.
pub(super) fn centroids(params: &KMeansValidParams, x: ArrayView2<'_, f64>) -> Result<Array2<f64>, ClusterError> {
    let init = match &params.init {
        KMeansInit::KMeansPlusPlus => LinfaInit::KMeansPlusPlus,
        KMeansInit::Random => LinfaInit::Random,
        KMeansInit::Centroids(c) => LinfaInit::Precomputed(c.clone()),
    };
    let n_runs = if matches!(params.init, KMeansInit::Centroids(_)) { 1 } else { params.n_init };
    let rng = Xoshiro256PlusPlus::seed_from_u64(params.seed);
    let fitted = KMeans::params_with_rng(params.n_clusters, rng)
        .init_method(init)
        .n_runs(n_runs)
        .max_n_iterations(params.max_iter as u64)
        // linfa refuses 0; its tolerance is an absolute distance.
        .tolerance(params.tol.max(f64::MIN_POSITIVE))
        .fit(&DatasetBase::from(x.to_owned()))
        .map_err(|e| ClusterError::Linfa(e.to_string()))?;
    Ok(fitted.centroids().to_owned())
}

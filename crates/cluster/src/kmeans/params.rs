use super::shared::{check_lloyd, lloyd_setters};
use crate::ClusterError;
use linfa::ParamGuard;
use ndarray::Array2;

/// Where the centroids of [`KMeans`](crate::KMeans) start.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub enum KMeansInit {
    /// Greedy k-means++: rows far from the chosen ones are likelier, the best of `2 + ln k` draws is taken.
    #[default]
    KMeansPlusPlus,
    /// Rows drawn evenly.
    Random,
    /// Given centroids of shape `(n_clusters, n_features)`.
    Centroids(Array2<f64>),
}

/// Who does the work of [`KMeans`](crate::KMeans).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Engine {
    /// This crate: sparse and dense rows, weights, Lloyd's updates.
    #[default]
    Newsloom,
    /// linfa-clustering: dense rows without weights. Its update counts the old centroid as one more row, so it takes other
    /// steps to nearly the same place; labels and inertia are computed here from its best centroids.
    Linfa,
}

/// Parameters of [`KMeans`](crate::KMeans), checked.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeansValidParams {
    pub(super) n_clusters: usize,
    pub(super) init: KMeansInit,
    pub(super) n_init: usize,
    pub(super) max_iter: usize,
    pub(super) tol: f64,
    pub(super) seed: u64,
    pub(super) engine: Engine,
}

/// Parameters of [`KMeans`](crate::KMeans), as given.
#[derive(Clone, Debug, PartialEq)]
pub struct KMeansParams(KMeansValidParams);

impl KMeansParams {
    /// `n_clusters` clusters, 10 starts by greedy k-means++, at most 300 iterations each, tolerance 1e-4, seed 0.
    #[must_use]
    pub fn new(n_clusters: usize) -> Self {
        let (init, engine) = (KMeansInit::default(), Engine::default());
        Self(KMeansValidParams { n_clusters, init, n_init: 10, max_iter: 300, tol: 1e-4, seed: 0, engine })
    }

    /// Where the centroids start.
    #[must_use]
    pub fn init(mut self, init: KMeansInit) -> Self {
        self.0.init = init;
        self
    }

    lloyd_setters!();

    /// Who does the work.
    #[must_use]
    pub fn engine(mut self, engine: Engine) -> Self {
        self.0.engine = engine;
        self
    }
}

impl ParamGuard for KMeansParams {
    type Checked = KMeansValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&KMeansValidParams, ClusterError> {
        let p = &self.0;
        let given = match &p.init {
            KMeansInit::Centroids(c) => Some(c),
            _ => None,
        };
        check_lloyd([("n_clusters", p.n_clusters), ("n_init", p.n_init), ("max_iter", p.max_iter)], p.tol, given)?;
        Ok(p)
    }

    fn check(self) -> Result<KMeansValidParams, ClusterError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

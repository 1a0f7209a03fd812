use crate::ClusterError;
use crate::kmeans::{check_lloyd, lloyd_setters};
use linfa::ParamGuard;
use ndarray::Array2;

/// Where the centroids start.
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub enum SphericalInit {
    /// Greedy k-means++: rows far from the chosen ones are likelier, the best of `2 + ln k` draws is taken.
    #[default]
    KMeansPlusPlus,
    /// Given centroids of shape `(n_clusters, n_features)`, brought to norm one; clusters then keep these numbers.
    Centroids(Array2<f64>),
}

/// Parameters of [`SphericalKMeans`](crate::SphericalKMeans), checked.
#[derive(Clone, Debug, PartialEq)]
pub struct SphericalKMeansValidParams {
    pub(super) n_clusters: usize,
    pub(super) init: SphericalInit,
    pub(super) n_init: usize,
    pub(super) max_iter: usize,
    pub(super) tol: f64,
    pub(super) seed: u64,
}

/// Parameters of [`SphericalKMeans`](crate::SphericalKMeans), as given.
#[derive(Clone, Debug, PartialEq)]
pub struct SphericalKMeansParams(SphericalKMeansValidParams);

impl SphericalKMeansParams {
    /// `n_clusters` clusters, 10 starts by greedy k-means++, at most 300 iterations each, tolerance 1e-4, seed 0.
    #[must_use]
    pub fn new(n_clusters: usize) -> Self {
        let init = SphericalInit::default();
        Self(SphericalKMeansValidParams { n_clusters, init, n_init: 10, max_iter: 300, tol: 1e-4, seed: 0 })
    }

    /// Where the centroids start.
    #[must_use]
    pub fn init(mut self, init: SphericalInit) -> Self {
        self.0.init = init;
        self
    }

    lloyd_setters!();
}

impl ParamGuard for SphericalKMeansParams {
    type Checked = SphericalKMeansValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&Self::Checked, ClusterError> {
        let p = &self.0;
        let given = match &p.init {
            SphericalInit::Centroids(c) => Some(c),
            _ => None,
        };
        check_lloyd([("n_clusters", p.n_clusters), ("n_init", p.n_init), ("max_iter", p.max_iter)], p.tol, given)?;
        Ok(p)
    }

    fn check(self) -> Result<Self::Checked, ClusterError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

use crate::ClusterError;
use ndarray::Array2;

/// The setters that every k-means by Lloyd's algorithm has, for the `impl` of a wrapper of its checked parameters.
macro_rules! lloyd_setters {
    () => {
        /// Number of starts; the run with the lowest inertia wins. Given centroids start once.
        #[must_use]
        pub fn n_init(mut self, n_init: usize) -> Self {
            self.0.n_init = n_init;
            self
        }

        /// Most iterations of one run.
        #[must_use]
        pub fn max_iter(mut self, max_iter: usize) -> Self {
            self.0.max_iter = max_iter;
            self
        }

        /// A run ends when the squared shifts of the centroids sum to less than `tol` times the mean variance of columns.
        #[must_use]
        pub fn tol(mut self, tol: f64) -> Self {
            self.0.tol = tol;
            self
        }

        /// Seed of the draws.
        #[must_use]
        pub fn seed(mut self, seed: u64) -> Self {
            self.0.seed = seed;
            self
        }
    };
}
pub(crate) use lloyd_setters;

/// Refuses counts of 0, a wrong tolerance, and given centroids that are not finite or not one per cluster.
pub(crate) fn check_lloyd(counts: [(&'static str, usize); 3], tol: f64, given: Option<&Array2<f64>>) -> Result<(), ClusterError> {
    if let Some((name, value)) = counts.into_iter().find(|(_, v)| *v == 0) {
        return Err(ClusterError::parameter(name, "at least 1", value));
    }
    if !(tol.is_finite() && tol >= 0.0) {
        return Err(ClusterError::parameter("tol", "finite and not negative", tol));
    }
    if let Some(c) = given {
        let n_clusters = counts[0].1;
        if c.nrows() != n_clusters {
            return Err(ClusterError::shape("init", format!("one row per cluster, {n_clusters}"), c.nrows()));
        }
        if let Some(v) = c.iter().find(|v| !v.is_finite()) {
            return Err(ClusterError::parameter("init", "finite", v));
        }
    }
    Ok(())
}

use crate::ClusterError;
use linfa::ParamGuard;

/// Parameters of [`Lsa`](crate::Lsa), checked.
#[derive(Clone, Debug, PartialEq)]
pub struct LsaValidParams {
    pub(super) n_components: usize,
    pub(super) n_iter: usize,
    pub(super) n_oversamples: usize,
    pub(super) seed: u64,
    pub(super) normalize: bool,
}

/// Parameters of [`Lsa`](crate::Lsa), as given.
#[derive(Clone, Debug, PartialEq)]
pub struct LsaParams(LsaValidParams);

impl LsaParams {
    /// `n_components` components by 5 power iterations with 10 columns more than needed, seed 0, rows brought to norm one.
    #[must_use]
    pub fn new(n_components: usize) -> Self {
        Self(LsaValidParams { n_components, n_iter: 5, n_oversamples: 10, seed: 0, normalize: true })
    }

    /// Number of power iterations: more separate close singular values better.
    #[must_use]
    pub fn n_iter(mut self, n_iter: usize) -> Self {
        self.0.n_iter = n_iter;
        self
    }

    /// Columns carried beyond `n_components` while iterating.
    #[must_use]
    pub fn n_oversamples(mut self, n_oversamples: usize) -> Self {
        self.0.n_oversamples = n_oversamples;
        self
    }

    /// Seed of the random start.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }

    /// Whether transformed rows are brought to norm one (rows that are all zero stay so).
    #[must_use]
    pub fn normalize(mut self, normalize: bool) -> Self {
        self.0.normalize = normalize;
        self
    }
}

impl ParamGuard for LsaParams {
    type Checked = LsaValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&LsaValidParams, ClusterError> {
        if self.0.n_components == 0 {
            return Err(ClusterError::parameter("n_components", "at least 1", 0));
        }
        Ok(&self.0)
    }

    fn check(self) -> Result<LsaValidParams, ClusterError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

use crate::ClusterError;
use linfa::ParamGuard;

/// Parameters of [`StoryClusterer`](crate::StoryClusterer), checked.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryClustererValidParams {
    pub(super) n_neighbors: usize,
    pub(super) n_background: usize,
    pub(super) threshold: f64,
    pub(super) first_threshold: f64,
    pub(super) persistence: f64,
    pub(super) days_apart: f64,
    pub(super) least_closeness: f64,
    pub(super) max_df: usize,
}

/// Parameters of [`StoryClusterer`](crate::StoryClusterer), as given.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryClustererParams(StoryClustererValidParams);

impl Default for StoryClustererParams {
    fn default() -> Self {
        Self(StoryClustererValidParams {
            n_neighbors: 80,
            n_background: 20,
            threshold: 1.3,
            first_threshold: 2.0,
            persistence: 0.9,
            days_apart: 7.0,
            least_closeness: 0.6,
            max_df: 1000,
        })
    }
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $ty:ty),* $(,)?) => {
        impl StoryClustererParams {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(mut self, $name: $ty) -> Self {
                self.0.$name = $name;
                self
            }
        )*}
    };
}

setters! {
    /// Most neighbours of a row that are looked at, at least 1.
    n_neighbors: usize,
    /// Number of nearest rows of other groups whose mean cosine is a row's background, at least 1; rows that a small set lacks count
    /// as nothing alike.
    n_background: usize,
    /// How many times their backgrounds two groups are alike at the least to be merged, above 0. The higher, the more rows stay alone.
    threshold: f64,
    /// The same for the first guess at the groups, which tells what other groups are; its background is the mean cosine of a row to
    /// all of its `n_neighbors` nearest, those of its own group among them.
    first_threshold: f64,
    /// How much the parts of a group that stand out from it speak against it, 0 (nothing) to 1 (as much as it stands out itself).
    persistence: f64,
    /// Days apart at which closeness in time has fallen by 63 % of what it can fall, above 0.
    days_apart: f64,
    /// By how much the similarity of groups far apart in time is multiplied, above 0, at most 1; 1 leaves time out of it.
    least_closeness: f64,
    /// Columns in more rows than this don't propose neighbours; they count in the similarity all the same.
    max_df: usize,
}

impl StoryClustererValidParams {
    /// Every parameter by name, for the record of what made a result.
    #[must_use]
    pub fn recipe(&self) -> [(&'static str, f64); 8] {
        [
            ("n_neighbors", self.n_neighbors as f64),
            ("n_background", self.n_background as f64),
            ("threshold", self.threshold),
            ("first_threshold", self.first_threshold),
            ("persistence", self.persistence),
            ("days_apart", self.days_apart),
            ("least_closeness", self.least_closeness),
            ("max_df", self.max_df as f64),
        ]
    }
}

impl ParamGuard for StoryClustererParams {
    type Checked = StoryClustererValidParams;
    type Error = ClusterError;

    fn check_ref(&self) -> Result<&StoryClustererValidParams, ClusterError> {
        let p = &self.0;
        let counts = [("n_neighbors", p.n_neighbors), ("n_background", p.n_background), ("max_df", p.max_df)];
        if let Some((name, value)) = counts.into_iter().find(|(_, v)| *v == 0) {
            return Err(ClusterError::parameter(name, "at least 1", value));
        }
        let above_zero = [("threshold", p.threshold), ("first_threshold", p.first_threshold), ("days_apart", p.days_apart)];
        if let Some((name, value)) = above_zero.into_iter().find(|(_, v)| !(v.is_finite() && *v > 0.0)) {
            return Err(ClusterError::parameter(name, "finite and above 0", value));
        }
        if !(0.0..=1.0).contains(&p.persistence) {
            return Err(ClusterError::parameter("persistence", "from 0 to 1", p.persistence));
        }
        if !(p.least_closeness > 0.0 && p.least_closeness <= 1.0) {
            return Err(ClusterError::parameter("least_closeness", "above 0 and at most 1", p.least_closeness));
        }
        Ok(p)
    }

    fn check(self) -> Result<StoryClustererValidParams, ClusterError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

use crate::ClusterError;
use linfa::ParamGuard;

/// Parameters of [`StoryClusterer`](crate::StoryClusterer), checked.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryClustererValidParams {
    pub(super) n_neighbors: usize,
    pub(super) n_background: usize,
    pub(super) cohesion: f64,
    pub(super) floor: f64,
    pub(super) max_df: usize,
}

/// Parameters of [`StoryClusterer`](crate::StoryClusterer), as given.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryClustererParams(StoryClustererValidParams);

impl Default for StoryClustererParams {
    fn default() -> Self {
        Self(StoryClustererValidParams { n_neighbors: 80, n_background: 80, cohesion: 2.0, floor: 1.6, max_df: 1000 })
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
    /// Number of nearest rows whose mean cosine is a row's background, at least 1; rows that a small set lacks count as nothing alike.
    n_background: usize,
    /// How many times the background a row alone counts as its cohesion, above 0: the higher, the more rows stay alone.
    cohesion: f64,
    /// How many times the background two groups are alike at the least to be merged, above 0.
    floor: f64,
    /// Columns in more rows than this don't propose neighbours; they count in the similarity all the same.
    max_df: usize,
}

impl StoryClustererValidParams {
    /// Every parameter by name, for the record of what made a result.
    #[must_use]
    pub fn recipe(&self) -> [(&'static str, f64); 5] {
        [
            ("n_neighbors", self.n_neighbors as f64),
            ("n_background", self.n_background as f64),
            ("cohesion", self.cohesion),
            ("floor", self.floor),
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
        if let Some((name, value)) = [("cohesion", p.cohesion), ("floor", p.floor)].into_iter().find(|(_, v)| !(v.is_finite() && *v > 0.0))
        {
            return Err(ClusterError::parameter(name, "finite and above 0", value));
        }
        Ok(p)
    }

    fn check(self) -> Result<StoryClustererValidParams, ClusterError> {
        self.check_ref()?;
        Ok(self.0)
    }
}

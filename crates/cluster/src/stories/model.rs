use super::neighbors::neighbors;
use super::params::{StoryClustererParams, StoryClustererValidParams};
use super::times::Times;
use crate::ClusterError;
use crate::kmeans::by_content;
use crate::rows::Rows;
use linfa::DatasetBase;
use linfa::traits::Fit;
use newsloom_core::{Csr, CsrRef};

/// Groups of rows about the same event, their number not given.
///
/// The cosine of two rows is divided by the geometric mean of their backgrounds (the mean cosine of a row to its nearest of other
/// groups, by a first guess at the groups), so that one threshold serves dense and sparse surroundings, small groups and large. Groups
/// are merged by average linkage, those far apart in time less readily, and the tree of merges is cut where groups stand out from what
/// they would be merged with next. Nothing in it depends on the order of rows,
/// on threads or on the machine. A row without any value is a group of its own.
///
/// ```
/// use linfa::prelude::*;
/// use newsloom_cluster::{ClusterError, StoryClusterer};
/// use newsloom_core::Csr;
/// let x = Csr::try_new(4, vec![0, 2, 4, 6, 8], vec![0, 1, 0, 1, 2, 3, 2, 3], vec![1.0, 2.0, 1.0, 1.5, 3.0, 1.0, 2.0, 1.0]).unwrap();
/// let model = StoryClusterer::params().fit(&DatasetBase::new(x, ()))?;
/// assert_eq!(model.n_stories(), 2);
/// assert_eq!(model.labels()[0], model.labels()[1]);
/// assert_eq!(model.labels()[2], model.labels()[3]);
/// # Ok::<(), ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StoryClusterer {
    pub(super) labels: Vec<usize>,
    pub(super) n_stories: usize,
    pub(super) backgrounds: Vec<f64>,
}

impl StoryClusterer {
    /// Parameters with their defaults.
    #[must_use]
    pub fn params() -> StoryClustererParams {
        StoryClustererParams::default()
    }

    /// Number of the group of each row, from 0, largest group first, groups of one size by content.
    #[must_use]
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// Mean cosine of each row to its nearest of other groups, never below a least value; 0 for a row without any value.
    #[must_use]
    pub fn backgrounds(&self) -> &[f64] {
        &self.backgrounds
    }

    /// Number of groups.
    #[must_use]
    pub fn n_stories(&self) -> usize {
        self.n_stories
    }
}

impl StoryClustererValidParams {
    /// Groups borrowed rows; `days` has the day of each row, as far as known.
    ///
    /// # Errors
    /// When values are not finite, or `days` is not one per row.
    pub fn fit_rows(&self, x: CsrRef<'_, f64>, days: Option<&[Option<i64>]>) -> Result<StoryClusterer, ClusterError> {
        let rows = Rows::new(x, None)?;
        let times = self.times(days, x.rows())?;
        let order = by_content(&rows, f64::MIN_POSITIVE..=f64::INFINITY);
        let all: Vec<u32> = (0..order.len() as u32).collect();
        let near = neighbors(&rows, &order, &all, self.n_neighbors.max(self.n_background), self.max_df, |_, _| false);
        let guess = self.guess(&rows, &order, &near)?;
        let outside = self.outside(&rows, &order, &all, &near, &guess.large, |p, q| guess.of[p as usize] == guess.of[q as usize]);
        let mut backgrounds = vec![0.0; x.rows()];
        let (mut own, mut large) = (vec![usize::MAX; x.rows()], vec![false; x.rows()]);
        for (p, &i) in order.iter().enumerate() {
            let i = i as usize;
            (own[i], large[i]) = (guess.of[p], guess.large[p]);
            backgrounds[i] = self.background(if large[i] { &outside[p] } else { &near[p] }, |q| guess.of[q as usize] == guess.of[p]);
        }
        let groups = self.groups(&rows, &order, &order, &near, outside, &backgrounds, (&own, &large), &times);
        Ok(number(backgrounds, &order, &groups))
    }

    pub(super) fn times<'a>(&self, days: Option<&'a [Option<i64>]>, rows: usize) -> Result<Times<'a>, ClusterError> {
        match days {
            Some(d) if d.len() != rows => Err(ClusterError::shape("days", format!("one entry per row, {rows}"), d.len())),
            _ => Ok(Times { days, days_apart: self.days_apart, least_closeness: self.least_closeness }),
        }
    }
}

/// Numbers groups by size, then by their first row in the order of content; empty rows come last, one by one.
fn number(backgrounds: Vec<f64>, order: &[u32], groups: &[usize]) -> StoryClusterer {
    let mut sizes: Vec<(usize, usize)> = Vec::new();
    for (p, &g) in groups.iter().enumerate() {
        if g >= sizes.len() {
            sizes.resize(g + 1, (0, usize::MAX));
        }
        sizes[g] = (sizes[g].0 + 1, sizes[g].1.min(p));
    }
    let mut by_size: Vec<usize> = (0..sizes.len()).collect();
    by_size.sort_unstable_by_key(|&g| (std::cmp::Reverse(sizes[g].0), sizes[g].1));
    let mut numbers = vec![0; sizes.len()];
    by_size.iter().enumerate().for_each(|(n, &g)| numbers[g] = n);
    let mut labels = vec![usize::MAX; backgrounds.len()];
    order.iter().zip(groups).for_each(|(&i, &g)| labels[i as usize] = numbers[g]);
    let mut n_stories = sizes.len();
    for label in labels.iter_mut().filter(|l| **l == usize::MAX) {
        *label = n_stories;
        n_stories += 1;
    }
    StoryClusterer { labels, n_stories, backgrounds }
}

impl<T> Fit<Csr<f64>, T, ClusterError> for StoryClustererValidParams {
    type Object = StoryClusterer;

    fn fit(&self, dataset: &DatasetBase<Csr<f64>, T>) -> Result<StoryClusterer, ClusterError> {
        self.fit_rows(dataset.records.view(), None)
    }
}

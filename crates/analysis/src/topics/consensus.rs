use super::metric::Metric;
use crate::AnalysisError;
use linfa::ParamGuard;
use ndarray::Array2;
use newsloom_cluster::{SphericalInit, SphericalKMeans, WardMerge, cut_tree, ward_linkage};
use newsloom_core::Csr;

/// Small clusters of one run, the least that make a run worth its while, and rows that a small cluster holds at the least on average.
const SMALL: usize = 100;
const MOST_SMALL: usize = 400;
const LEAST_SMALL: usize = 10;
const ROWS: usize = 3;
/// Most turns of learning a metric and refining the topics; mostly they settle after a few.
const TURNS: usize = 10;

/// How many runs are made: so many, and more in a small pile until they come to so many small clusters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    runs: usize,
    clusters: usize,
}

/// What the runs over all rows agree on is to hang on no draw.
pub(super) const WHOLE: Effort = Effort { runs: 20, clusters: 1000 };
/// A mean over resamples evens out what one draw does.
pub(super) const SAMPLE: Effort = Effort { runs: 10, clusters: 0 };

/// Many small clusters and the tree that joins them: labels for any number of topics come from one cut.
///
/// k-means cuts large topics in two before it finds small ones. Here it only makes small clusters, several times over; all their
/// centroids are joined by Ward's linkage, each counting once however many rows it holds, and a row goes where most of its small
/// clusters go (evidence accumulation, Fred and Jain 2005).
pub(super) struct Consensus {
    /// Reduced rows.
    pub(super) space: Csr<f64>,
    /// Per run and row, the number of the small cluster; `None` for a row without any value.
    small: Vec<Vec<Option<usize>>>,
    merges: Vec<WardMerge>,
    n_small: usize,
}

impl Consensus {
    /// Finds the small clusters of reduced rows, at least twice `k` in each run as far as there are rows.
    pub(super) fn of_space(space: Csr<f64>, k: Option<usize>, effort: Effort, seed: u64) -> Result<Self, AnalysisError> {
        let full: usize = (0..space.rows()).filter(|&i| !space.row(i).0.is_empty()).count();
        let per_run = SMALL.max(2 * k.unwrap_or(0)).min(MOST_SMALL).min(full / ROWS);
        let mut small = Vec::new();
        let mut centroids: Vec<Vec<f64>> = Vec::new();
        if per_run < LEAST_SMALL {
            // Too few rows to be summed up: each distinct direction is a small cluster.
            let mut numbers = vec![None; space.rows()];
            for (i, number) in numbers.iter_mut().enumerate() {
                if !space.row(i).0.is_empty() {
                    *number = Some(centroids.len());
                    centroids.push(space.dense_row(i));
                }
            }
            small.push(numbers);
        } else {
            let runs = effort.runs.max(effort.clusters / per_run);
            for run in 0..runs {
                let seed = seed.wrapping_mul(runs as u64).wrapping_add(run as u64);
                let model = SphericalKMeans::params(per_run).n_init(1).max_iter(30).seed(seed).check()?.fit_rows(space.view(), None)?;
                let first = centroids.len();
                small.push(model.labels().iter().map(|&l| (l < per_run).then_some(first + l)).collect());
                centroids.extend(model.centroids().rows().into_iter().map(|r| r.to_vec()));
            }
        }
        let n_small = centroids.len();
        let flat: Vec<f64> = centroids.concat();
        let points = Array2::from_shape_vec((n_small, space.cols()), flat).unwrap_or_default();
        Ok(Self { merges: ward_linkage(points.view())?, space, small, n_small })
    }

    /// Most topics that can be told apart.
    pub(super) fn most(&self) -> usize {
        self.n_small
    }

    /// The topic of each row when there are `k`; `None` for a row without any value.
    pub(super) fn labels(&self, k: usize) -> Result<Vec<Option<usize>>, AnalysisError> {
        let topics = cut_tree(self.n_small, &self.merges, k)?;
        Ok((0..self.space.rows())
            .map(|i| {
                let mut votes = vec![0u32; k];
                self.small.iter().filter_map(|run| run[i]).for_each(|s| votes[topics[s]] += 1);
                let most = votes.iter().copied().max().unwrap_or(0);
                votes.iter().position(|&v| v == most && v > 0)
            })
            .collect())
    }
}

/// Topics, and the space they were found in.
pub(super) struct Found {
    pub(super) model: SphericalKMeans,
    pub(super) space: Csr<f64>,
    pub(super) metric: Option<Metric>,
}

/// The topics when there are `k`: those that the small clusters agree on, refined. With too few small clusters for that, plain k-means.
/// They are refined again in `space`, which has the same rows; then by turns a metric is learnt from the topics there and the topics are refined by it.
pub(super) fn topics_of(consensus: &Consensus, space: Csr<f64>, k: usize, seed: u64) -> Result<Found, AnalysisError> {
    let model = if k <= consensus.most() {
        refine(&consensus.space, &consensus.labels(k)?, k)?
    } else {
        SphericalKMeans::params(k).seed(seed).check()?.fit_rows(consensus.space.view(), None)?
    };
    let mut found = Found { model: refine(&space, &known(&model, k), k)?, space: space.clone(), metric: None };
    for _ in 0..TURNS {
        let Some(metric) = Metric::learn(&space, found.model.labels(), k) else { break };
        let turned = metric.apply(&space);
        let model = refine(&turned, &known(&found.model, k), k)?;
        let settled = model.labels() == found.model.labels();
        found = Found { model, space: turned, metric: Some(metric) };
        if settled {
            break;
        }
    }
    Ok(found)
}

/// The topic of each row; `None` for a row without any value.
fn known(model: &SphericalKMeans, k: usize) -> Vec<Option<usize>> {
    model.labels().iter().map(|&l| (l < k).then_some(l)).collect()
}

/// Spherical k-means begun at the topics given: afterwards each row is with the nearest centroid.
fn refine(space: &Csr<f64>, labels: &[Option<usize>], k: usize) -> Result<SphericalKMeans, AnalysisError> {
    let mut centroids = Array2::zeros((k, space.cols()));
    for (i, label) in labels.iter().enumerate() {
        let Some(label) = *label else { continue };
        let (columns, values) = space.row(i);
        columns.iter().zip(values).for_each(|(&c, v)| centroids[[label, c as usize]] += v);
    }
    Ok(SphericalKMeans::params(k).init(SphericalInit::Centroids(centroids)).check()?.fit_rows(space.view(), None)?)
}

use crate::AnalysisError;
use linfa::ParamGuard;
use ndarray::Array2;
use newsloom_cluster::{Lsa, SphericalInit, SphericalKMeans, WardMerge, cut_tree, ward_linkage};
use newsloom_core::Csr;

/// Components that rows are reduced to.
const COMPONENTS: usize = 150;
/// Small clusters of one run, the least that make a run worth its while, and rows that a small cluster holds at the least on average.
const SMALL: usize = 100;
const MOST_SMALL: usize = 400;
const LEAST_SMALL: usize = 10;
const ROWS: usize = 3;

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
                let row = space.row(i);
                if !row.0.is_empty() {
                    *number = Some(centroids.len());
                    centroids.push(dense(row, space.cols()));
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

/// The topics when there are `k`: those that the small clusters agree on, refined. With too few small clusters for that, plain k-means.
pub(super) fn topics_of(consensus: &Consensus, k: usize, seed: u64) -> Result<SphericalKMeans, AnalysisError> {
    if k <= consensus.most() {
        return refine(&consensus.space, &consensus.labels(k)?, k);
    }
    Ok(SphericalKMeans::params(k).seed(seed).check()?.fit_rows(consensus.space.view(), None)?)
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

fn dense((columns, values): (&[u32], &[f64]), n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n];
    columns.iter().zip(values).for_each(|(&c, v)| out[c as usize] = *v);
    out
}

/// How rows are reduced: by latent semantic analysis, or not at all when there is next to nothing to reduce.
#[derive(Clone, Debug)]
pub(super) enum Reduction {
    Lsa(Lsa),
    None,
}

impl Reduction {
    pub(super) fn fit(rows: &Csr<f64>, seed: u64) -> Result<Self, AnalysisError> {
        let full = (0..rows.rows()).filter(|&i| !rows.row(i).0.is_empty()).count();
        let d = COMPONENTS.min(full / 4).max(2.min(full)).min(rows.cols());
        if d < 2 {
            return Ok(Self::None);
        }
        Ok(Self::Lsa(Lsa::params(d).seed(seed).check()?.fit_rows(rows.view())?))
    }

    /// Unit rows in the reduced space.
    pub(super) fn apply(&self, rows: &Csr<f64>) -> Result<Csr<f64>, AnalysisError> {
        let Self::Lsa(lsa) = self else { return Ok(rows.clone()) };
        let reduced = lsa.project(rows.view())?;
        let mut indptr = vec![0];
        let (mut indices, mut data) = (Vec::new(), Vec::new());
        for row in reduced.rows() {
            for (c, &v) in row.iter().enumerate().filter(|(_, v)| **v != 0.0) {
                indices.push(c as u32);
                data.push(v);
            }
            indptr.push(indices.len());
        }
        Ok(Csr::try_new(reduced.ncols(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(reduced.ncols())))
    }

    /// What each term adds to the product with a direction of the reduced space, before rows are brought to norm one.
    pub(super) fn of_terms(&self, direction: &[f64]) -> Vec<f64> {
        match self {
            Self::Lsa(lsa) => lsa.components().columns().into_iter().map(|c| c.iter().zip(direction).map(|(x, y)| x * y).sum()).collect(),
            Self::None => direction.to_vec(),
        }
    }
}

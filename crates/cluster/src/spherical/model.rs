use super::params::{SphericalInit, SphericalKMeansParams, SphericalKMeansValidParams};
use crate::ClusterError;
use crate::kmeans::{
    Blocks, BoundedAssign, Geometry, Lloyd, Run, Seeding, SparseKernel, by_content, canonical_numbers, local_trials, products,
};
use crate::rows::Rows;
use ndarray::{Array2, ArrayView2};
use newsloom_core::{CsrRef, map};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Spherical k-means (Dhillon and Modha 2001): rows are directions, a centroid is the direction of its rows' sum, and
/// a row belongs to the centroid with the largest cosine.
///
/// The result does not depend on the order of rows (permuting them permutes the labels), on threads or on the machine:
/// draws go over rows ordered by content, sums are of integers, and clusters are numbered by size, largest first, then
/// by content. Rows without any value have no direction: they are reported, and labelled `n_clusters`, a group of their own.
///
/// When a run ends with one cluster holding nearly everything it counts as collapsed and further starts are made;
/// [`SphericalKMeans::collapsed`] says whether all of them failed.
///
/// ```
/// use linfa::prelude::*;
/// use newsloom_cluster::{ClusterError, SphericalKMeans};
/// use newsloom_core::Csr;
/// // Rows 0 and 2 point along the first two columns, 1 and 3 along the last; row 4 is empty.
/// let x = Csr::try_new(3, vec![0, 2, 3, 5, 6, 6], vec![0, 1, 2, 0, 1, 2], vec![1.0, 2.0, 3.0, 1.0, 1.0, 0.5]).unwrap();
/// let model = SphericalKMeans::params(2).fit(&DatasetBase::new(x, ()))?;
/// assert_eq!(model.labels()[0], model.labels()[2]);
/// assert_eq!(model.labels()[1], model.labels()[3]);
/// assert_eq!(model.zero_rows(), [4]);
/// # Ok::<(), ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SphericalKMeans {
    centroids: Array2<f64>,
    labels: Vec<usize>,
    similarities: Vec<f64>,
    sizes: Vec<usize>,
    zero_rows: Vec<usize>,
    inertia: f64,
    n_iter: usize,
    collapsed: bool,
}

impl SphericalKMeans {
    /// Parameters with their defaults.
    #[must_use]
    pub fn params(n_clusters: usize) -> SphericalKMeansParams {
        SphericalKMeansParams::new(n_clusters)
    }

    /// Centroids of norm one, shape `(n_clusters, n_features)`.
    #[must_use]
    pub fn centroids(&self) -> &Array2<f64> {
        &self.centroids
    }

    /// Number of the cluster of each row, from 0; `n_clusters` for a row without any value.
    #[must_use]
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// Cosine of each row to its centroid; 0 for a row without any value.
    #[must_use]
    pub fn similarities(&self) -> &[f64] {
        &self.similarities
    }

    /// Number of rows in each cluster.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// Rows without any value, ascending.
    #[must_use]
    pub fn zero_rows(&self) -> &[usize] {
        &self.zero_rows
    }

    /// Weighted sum over rows of one minus the cosine to their centroid.
    #[must_use]
    pub fn inertia(&self) -> f64 {
        self.inertia
    }

    /// Iterations of the best run.
    #[must_use]
    pub fn n_iter(&self) -> usize {
        self.n_iter
    }

    /// Whether every start ended with one cluster holding nearly all rows: the others hold less than a tenth of the
    /// `(k - 1) / k` that they would hold if all were equally large.
    #[must_use]
    pub fn collapsed(&self) -> bool {
        self.collapsed
    }

    /// Nearest cluster and the cosine to it, for each row of `x`; `(n_clusters, 0)` for rows without any value.
    ///
    /// # Errors
    /// When `x` has another number of columns than the rows fitted, or holds NaN or infinities.
    pub fn nearest(&self, x: CsrRef<'_, f64>) -> Result<Vec<(usize, f64)>, ClusterError> {
        nearest_directions(self.centroids.view(), x)
    }

    /// Cosine of each row to each centroid, shape `(n_samples, n_clusters)`, 0 for rows without any value: what
    /// [`Transformer`](linfa::traits::Transformer) gives.
    ///
    /// # Errors
    /// When `x` has another number of columns than the rows fitted, or holds NaN or infinities.
    pub fn cosines(&self, x: CsrRef<'_, f64>) -> Result<Array2<f64>, ClusterError> {
        products(self.centroids.view(), x, |norm, _, dot| if norm > 0.0 { dot / norm } else { 0.0 })
    }
}

/// For each row of `x` the one of `centroids` (norm one each) with the largest cosine, and that cosine; the number of
/// centroids and 0 for rows without any value.
///
/// # Errors
/// When `x` and `centroids` differ in columns, or `x` holds NaN or infinities.
pub fn nearest_directions(centroids: ArrayView2<'_, f64>, x: CsrRef<'_, f64>) -> Result<Vec<(usize, f64)>, ClusterError> {
    if x.cols() != centroids.ncols() {
        return Err(ClusterError::shape("x", format!("{} columns as fitted", centroids.ncols()), x.cols()));
    }
    let rows = Rows::new(x, None)?;
    let ids: Vec<usize> = (0..x.rows()).collect();
    let blocks = Blocks::new(centroids);
    let k = centroids.nrows();
    Ok(map(&ids, |&i| {
        if rows.norms[i] == 0.0 {
            return (k, 0.0);
        }
        let (columns, values) = x.row(i);
        let mut dots = vec![0.0; k];
        blocks.dots(columns, values, &mut dots);
        let best = (1..k).fold(0, |best, j| if dots[j] > dots[best] { j } else { best });
        (best, dots[best] / rows.norms[i])
    }))
}

impl SphericalKMeansValidParams {
    /// Fits borrowed rows; `weights` are one each if `None`, and a weight of 2 counts as the row standing twice.
    ///
    /// # Errors
    /// When there are fewer rows than clusters, values are not finite, weights are negative or not one per row, or given
    /// centroids have another number of columns.
    pub fn fit_rows(&self, x: CsrRef<'_, f64>, weights: Option<&[f64]>) -> Result<SphericalKMeans, ClusterError> {
        let k = self.n_clusters;
        if x.rows() < k {
            return Err(ClusterError::TooFewRows { rows: x.rows(), clusters: k });
        }
        let rows = Rows::new(x, weights)?;
        let order = by_content(&rows, f64::MIN_POSITIVE..=f64::INFINITY);
        if order.is_empty() {
            return Ok(self.nothing(&rows));
        }
        let lloyd = Lloyd::new(&rows, Geometry::Cosine, &order, self.max_iter, self.tol);
        let (run, collapsed) = match &self.init {
            SphericalInit::Centroids(c) => {
                if c.ncols() != x.cols() {
                    return Err(ClusterError::shape("init", format!("{} columns as x", x.cols()), c.ncols()));
                }
                let run = lloyd.run(unit_rows(c.clone()), &mut BoundedAssign::new(SparseKernel::new(&rows), &order));
                let collapsed = is_collapsed(&sizes(k, &run.labels));
                (run, collapsed)
            }
            SphericalInit::KMeansPlusPlus => self.best_run(&lloyd),
        };
        let number = match self.init {
            SphericalInit::Centroids(_) => (0..k as u32).collect(),
            SphericalInit::KMeansPlusPlus => canonical_numbers(k, &order, &run.labels),
        };
        Ok(self.finish(&lloyd, run, &number, collapsed))
    }

    /// The best of `n_init` runs; collapsed ones lose to all others, and up to as many again are tried instead of them.
    fn best_run(&self, lloyd: &Lloyd<'_, Rows<'_>>) -> (Run, bool) {
        let mut best: Option<(bool, Run)> = None;
        let (mut sound, mut tried) = (0, 0);
        let mut assign = BoundedAssign::new(SparseKernel::new(lloyd.points), lloyd.order);
        let seeding = Seeding::new(lloyd.points, Geometry::Cosine, lloyd.order);
        while sound < self.n_init && tried < 2 * self.n_init {
            let run = lloyd.run(self.seeds(&seeding, lloyd, tried as u64), &mut assign);
            let collapsed = is_collapsed(&sizes(self.n_clusters, &run.labels));
            tried += 1;
            sound += usize::from(!collapsed);
            let better = best.as_ref().is_none_or(|(c, b)| (collapsed, run.inertia) < (*c, b.inertia));
            if better {
                best = Some((collapsed, run));
            }
            if tried >= self.n_init && best.as_ref().is_some_and(|(c, _)| !c) {
                break;
            }
        }
        let (collapsed, run) = best.unwrap_or_else(|| (true, lloyd.run(self.seeds(&seeding, lloyd, 0), &mut assign)));
        (run, collapsed)
    }

    fn seeds(&self, seeding: &Seeding<'_, Rows<'_>>, lloyd: &Lloyd<'_, Rows<'_>>, start: u64) -> Array2<f64> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(self.seed.wrapping_add(start.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let chosen = seeding.draw(self.n_clusters, local_trials(self.n_clusters), || rng.r#gen::<f64>());
        let mut centroids = Array2::zeros((self.n_clusters, lloyd.points.x.cols()));
        for (mut to, &p) in centroids.rows_mut().into_iter().zip(&chosen) {
            let i = lloyd.order[p] as usize;
            let (columns, values) = lloyd.points.x.row(i);
            columns.iter().zip(values).for_each(|(&c, v)| to[c as usize] += v / lloyd.points.norms[i]);
        }
        centroids
    }

    fn finish(&self, lloyd: &Lloyd<'_, Rows<'_>>, run: Run, number: &[u32], collapsed: bool) -> SphericalKMeans {
        let k = self.n_clusters;
        let mut centroids = Array2::zeros(run.centroids.raw_dim());
        for (old, &new) in number.iter().enumerate() {
            centroids.row_mut(new as usize).assign(&run.centroids.row(old));
        }
        let mut similarities = vec![0.0; run.labels.len()];
        let distances = lloyd.distances(&run.centroids, &run.labels);
        lloyd.order.iter().zip(distances).for_each(|(&i, d)| similarities[i as usize] = 1.0 - d);
        let labels: Vec<usize> = run.labels.iter().map(|&j| number.get(j as usize).map_or(k, |&n| n as usize)).collect();
        let zero_rows = (0..labels.len()).filter(|&i| labels[i] == k).collect();
        let mut sizes = vec![0; k];
        labels.iter().filter(|&&j| j < k).for_each(|&j| sizes[j] += 1);
        SphericalKMeans { centroids, labels, similarities, sizes, zero_rows, inertia: run.inertia, n_iter: run.n_iter, collapsed }
    }

    fn nothing(&self, rows: &Rows<'_>) -> SphericalKMeans {
        SphericalKMeans {
            centroids: Array2::zeros((self.n_clusters, rows.x.cols())),
            labels: vec![self.n_clusters; rows.norms.len()],
            similarities: vec![0.0; rows.norms.len()],
            sizes: vec![0; self.n_clusters],
            zero_rows: (0..rows.norms.len()).collect(),
            inertia: 0.0,
            n_iter: 0,
            collapsed: false,
        }
    }
}

pub(crate) fn unit_rows(mut c: Array2<f64>) -> Array2<f64> {
    for mut row in c.rows_mut() {
        let norm = row.iter().map(|v| v * v).sum::<f64>().sqrt();
        if norm > 0.0 {
            row.iter_mut().for_each(|v| *v /= norm);
        }
    }
    c
}

fn sizes(clusters: usize, labels: &[u32]) -> Vec<usize> {
    let mut sizes = vec![0; clusters];
    labels.iter().filter_map(|&j| sizes.get_mut(j as usize).map(|s| *s += 1)).count();
    sizes
}

fn is_collapsed(sizes: &[usize]) -> bool {
    let n: usize = sizes.iter().sum();
    let largest = sizes.iter().copied().max().unwrap_or(0);
    // 1 - largest / n < (k - 1) / k / 10, in whole numbers.
    10 * (n - largest) * sizes.len() < n * (sizes.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::sparse;
    use linfa::ParamGuard;
    use newsloom_core::Csr;

    /// Two crowds of one half and a row far from both.
    fn crowds() -> Csr<f64> {
        let x = Array2::from_shape_fn((61, 3), |(i, c)| match (i, c) {
            (60, 2) => 1.0,
            (60, _) => 0.0,
            (_, 2) => 0.05 + 0.001 * i as f64,
            _ => {
                if i % 2 == c {
                    1.0
                } else {
                    0.4
                }
            }
        });
        sparse(&x).unwrap()
    }

    #[test]
    fn a_start_that_collapses_is_tried_again() {
        let x = crowds();
        let rows = Rows::new(x.view(), None).unwrap();
        let order = by_content(&rows, f64::MIN_POSITIVE..=f64::INFINITY);
        let lloyd = Lloyd::new(&rows, Geometry::Cosine, &order, 300, 0.0);
        let (mut fell, mut saved) = (0, 0);
        for seed in 0..40 {
            let params = SphericalKMeans::params(2).n_init(1).seed(seed).check().unwrap();
            let seeding = Seeding::new(&rows, Geometry::Cosine, &order);
            let first = lloyd.run(params.seeds(&seeding, &lloyd, 0), &mut BoundedAssign::new(SparseKernel::new(&rows), &order));
            if is_collapsed(&sizes(2, &first.labels)) {
                fell += 1;
                let found = params.fit_rows(x.view(), None).unwrap();
                saved += usize::from(!found.collapsed());
                assert_eq!(found.collapsed(), is_collapsed(found.sizes()));
            }
        }
        assert!(fell > 0 && saved == fell, "{fell} starts collapsed, {saved} were saved");
        let many = SphericalKMeans::params(2).check().unwrap().fit_rows(x.view(), None).unwrap();
        assert!(!many.collapsed() && many.sizes() == [31, 30], "{:?}", many.sizes());
    }
}

use super::bounds::BoundedAssign;
use super::kernel::{DenseKernel, Kernel, SparseKernel};
use super::lloyd::{Lloyd, Run, canonical_numbers};
use super::params::{Engine, KMeansInit, KMeansParams, KMeansValidParams};
use super::points::{Centred, Points, by_content};
use super::seeding::{Seeding, local_trials};
use super::{Blocks, Geometry, linfa_engine};
use crate::ClusterError;
use crate::rows::Rows;
use ndarray::{Array2, ArrayView2, Axis};
use newsloom_core::CsrRef;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// k-means by Lloyd's algorithm on sparse or dense rows: each row belongs to the nearest mean.
///
/// From given centroids it takes scikit-learn's steps, empty clusters included (each gets the row farthest from its own
/// centroid); from drawn ones the result does not depend on the order of rows, and clusters are numbered by size.
///
/// ```
/// use linfa::prelude::*;
/// use ndarray::array;
/// use newsloom_cluster::{ClusterError, KMeans};
/// let x = array![[1.0, 2.0], [1.0, 4.0], [1.0, 0.0], [10.0, 2.0], [10.0, 4.0], [10.0, 0.0], [11.0, 2.0]];
/// let model = KMeans::params(2).fit(&DatasetBase::from(x))?;
/// assert_eq!(model.labels(), [1, 1, 1, 0, 0, 0, 0]);
/// assert_eq!(model.centroids(), &array![[10.25, 2.0], [1.0, 2.0]]);
/// # Ok::<(), ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct KMeans {
    centroids: Array2<f64>,
    labels: Vec<usize>,
    inertia: f64,
    n_iter: usize,
}

impl KMeans {
    /// Parameters with their defaults.
    #[must_use]
    pub fn params(n_clusters: usize) -> KMeansParams {
        KMeansParams::new(n_clusters)
    }

    /// Means, shape `(n_clusters, n_features)`.
    #[must_use]
    pub fn centroids(&self) -> &Array2<f64> {
        &self.centroids
    }

    /// Number of the cluster of each row, from 0.
    #[must_use]
    pub fn labels(&self) -> &[usize] {
        &self.labels
    }

    /// Weighted sum over rows of the squared distance to their centroid.
    #[must_use]
    pub fn inertia(&self) -> f64 {
        self.inertia
    }

    /// Iterations of the best run; 0 by [`Engine::Linfa`], which does not tell.
    #[must_use]
    pub fn n_iter(&self) -> usize {
        self.n_iter
    }

    /// Nearest cluster of each row of `x`, and the inertia of `x`.
    ///
    /// # Errors
    /// When `x` has another number of columns than the rows fitted, values are not finite, or weights are negative or not
    /// one per row.
    pub fn nearest(&self, x: CsrRef<'_, f64>, weights: Option<&[f64]>) -> Result<(Vec<usize>, f64), ClusterError> {
        nearest_rows(self.centroids.view(), x, weights)
    }

    /// Euclidean distance of each row to each centroid, shape `(n_samples, n_clusters)`: what
    /// [`Transformer`](linfa::traits::Transformer) gives.
    ///
    /// # Errors
    /// When `x` has another number of columns than the rows fitted, or values are not finite.
    pub fn distances(&self, x: CsrRef<'_, f64>) -> Result<Array2<f64>, ClusterError> {
        let squared: Vec<f64> = self.centroids.rows().into_iter().map(|c| c.dot(&c)).collect();
        products(self.centroids.view(), x, |norm, j, dot| (norm * norm - 2.0 * dot + squared[j]).max(0.0).sqrt())
    }
}

/// A function of the norm of a row, the number of a centroid and their product, shape `(n_samples, n_clusters)`.
pub(crate) fn products(
    centroids: ArrayView2<'_, f64>,
    x: CsrRef<'_, f64>,
    f: impl Fn(f64, usize, f64) -> f64 + Sync,
) -> Result<Array2<f64>, ClusterError> {
    same_columns(centroids.ncols(), x.cols())?;
    let rows = Rows::new(x, None)?;
    let (k, blocks) = (centroids.nrows(), Blocks::new(centroids));
    let mut out = vec![0.0; x.rows() * k];
    out.par_chunks_mut(k.max(1)).enumerate().for_each(|(i, out)| {
        let (columns, values) = x.row(i);
        blocks.dots(columns, values, out);
        out.iter_mut().enumerate().for_each(|(j, to)| *to = f(rows.norms[i], j, *to));
    });
    Array2::from_shape_vec((x.rows(), k), out).map_err(|e| ClusterError::shape("x", "rows", e))
}

/// Nearest of `centroids` for each row of `x`, and the weighted sum of squared distances.
///
/// # Errors
/// When `x` and `centroids` differ in columns, values are not finite, or weights are negative or not one per row.
pub fn nearest_rows(
    centroids: ArrayView2<'_, f64>,
    x: CsrRef<'_, f64>,
    weights: Option<&[f64]>,
) -> Result<(Vec<usize>, f64), ClusterError> {
    same_columns(centroids.ncols(), x.cols())?;
    let rows = Rows::new(x, weights)?;
    Ok(nearest(&rows, SparseKernel::new(&rows), &centroids.as_standard_layout().into_owned()))
}

/// As [`nearest_rows`], for dense rows.
///
/// # Errors
/// As [`nearest_rows`].
pub fn nearest_dense(
    centroids: ArrayView2<'_, f64>,
    x: ArrayView2<'_, f64>,
    weights: Option<&[f64]>,
) -> Result<(Vec<usize>, f64), ClusterError> {
    same_columns(centroids.ncols(), x.ncols())?;
    let points = Centred::new(x, weights)?;
    Ok(nearest(&points, DenseKernel::new(&points), &less(centroids, &points.mean)))
}

pub(super) fn nearest<K: Kernel>(points: &K::Rows, kernel: K, centroids: &Array2<f64>) -> (Vec<usize>, f64) {
    let order: Vec<u32> = (0..points.len() as u32).collect();
    let lloyd = Lloyd::still(points, Geometry::Euclidean, &order);
    let run = lloyd.run(centroids.clone(), &mut BoundedAssign::new(kernel, &order));
    (run.labels.iter().map(|&j| j as usize).collect(), run.inertia)
}

pub(super) fn same_columns(fitted: usize, found: usize) -> Result<(), ClusterError> {
    if fitted == found { Ok(()) } else { Err(ClusterError::shape("x", format!("{fitted} columns as the centroids"), found)) }
}

fn less(centroids: ArrayView2<'_, f64>, mean: &[f64]) -> Array2<f64> {
    let mut out = centroids.as_standard_layout().into_owned();
    shift_rows(&mut out, mean, -1.0);
    out
}

/// Adds `sign` times `by` to every row; sparse rows are not centred, and their zeros are passed over.
fn shift_rows(rows: &mut Array2<f64>, by: &[f64], sign: f64) {
    if by.iter().all(|b| *b == 0.0) {
        return;
    }
    for mut row in rows.axis_iter_mut(Axis(0)) {
        row.iter_mut().zip(by).for_each(|(v, b)| *v += sign * b);
    }
}

fn renumbered(rows: &Array2<f64>, number: &[u32]) -> Array2<f64> {
    let mut out = Array2::zeros(rows.raw_dim());
    number.iter().enumerate().for_each(|(old, &new)| out.row_mut(new as usize).assign(&rows.row(old)));
    out
}

/// Rows drawn by greedy k-means++ with the given numbers in [0, 1): one for the first row and `2 + ln n_clusters` for each
/// further one, used as scikit-learn uses those of its generator, so that the same numbers give the same rows.
///
/// # Errors
/// When there are fewer rows than clusters or none is asked for, values are not finite, weights are negative or not one per
/// row, or there are too few numbers.
pub fn kmeans_plusplus(x: Samples<'_>, n_clusters: usize, weights: Option<&[f64]>, uniform: &[f64]) -> Result<Vec<usize>, ClusterError> {
    let trials = local_trials(n_clusters);
    let needed = 1 + n_clusters.saturating_sub(1) * trials;
    if uniform.len() < needed {
        return Err(ClusterError::shape("uniform", format!("{needed} numbers"), uniform.len()));
    }
    let mut next = uniform.iter().copied();
    let mut draw = || next.next().unwrap_or(0.0);
    let rows = match x {
        Samples::Sparse(x) => x.rows(),
        Samples::Dense(x) => x.nrows(),
    };
    if n_clusters == 0 {
        return Err(ClusterError::parameter("n_clusters", "at least 1", 0));
    }
    if rows < n_clusters {
        return Err(ClusterError::TooFewRows { rows, clusters: n_clusters });
    }
    let order: Vec<u32> = (0..rows as u32).collect();
    let geometry = Geometry::Euclidean;
    Ok(match x {
        Samples::Sparse(x) => Seeding::new(&Rows::new(x, weights)?, geometry, &order).draw(n_clusters, trials, &mut draw),
        Samples::Dense(x) => Seeding::new(&Centred::new(x, weights)?, geometry, &order).draw(n_clusters, trials, &mut draw),
    })
}

/// Borrowed rows, sparse or dense.
#[derive(Clone, Copy, Debug)]
pub enum Samples<'a> {
    /// Sparse rows.
    Sparse(CsrRef<'a, f64>),
    /// Dense rows.
    Dense(ArrayView2<'a, f64>),
}

impl KMeansValidParams {
    /// Fits borrowed sparse rows; `weights` are one each if `None`.
    ///
    /// # Errors
    /// When there are fewer rows than clusters, values are not finite, weights are negative or not one per row, given
    /// centroids have another number of columns, or the engine is [`Engine::Linfa`], which takes dense rows only.
    pub fn fit_rows(&self, x: CsrRef<'_, f64>, weights: Option<&[f64]>) -> Result<KMeans, ClusterError> {
        if self.engine == Engine::Linfa {
            return Err(ClusterError::parameter("engine", "newsloom for sparse rows", "linfa"));
        }
        self.check_shape(x.rows(), x.cols())?;
        let rows = Rows::new(x, weights)?;
        Ok(self.fit_points(&rows, SparseKernel::new(&rows), &vec![0.0; x.cols()]))
    }

    /// Fits borrowed dense rows; `weights` are one each if `None`.
    ///
    /// # Errors
    /// When there are fewer rows than clusters, values are not finite, weights are negative or not one per row or given
    /// to [`Engine::Linfa`], or given centroids have another number of columns.
    pub fn fit_dense(&self, x: ArrayView2<'_, f64>, weights: Option<&[f64]>) -> Result<KMeans, ClusterError> {
        self.check_shape(x.nrows(), x.ncols())?;
        let points = Centred::new(x, weights)?;
        if self.engine == Engine::Newsloom {
            return Ok(self.fit_points(&points, DenseKernel::new(&points), &points.mean));
        }
        if weights.is_some() {
            return Err(ClusterError::parameter("sample_weight", "None for engine linfa", "weights"));
        }
        let centroids = linfa_engine::centroids(self, x)?;
        let (labels, inertia) = nearest_dense(centroids.view(), x, None)?;
        Ok(KMeans { centroids, labels, inertia, n_iter: 0 })
    }

    fn check_shape(&self, rows: usize, cols: usize) -> Result<(), ClusterError> {
        if rows < self.n_clusters {
            return Err(ClusterError::TooFewRows { rows, clusters: self.n_clusters });
        }
        match &self.init {
            KMeansInit::Centroids(c) if c.ncols() != cols => Err(ClusterError::shape("init", format!("{cols} columns as x"), c.ncols())),
            _ => Ok(()),
        }
    }

    fn fit_points<K: Kernel>(&self, points: &K::Rows, kernel: K, mean: &[f64]) -> KMeans {
        // From given centroids nothing is drawn, and rows keep their places.
        let order = match self.init {
            KMeansInit::Centroids(_) => (0..points.len() as u32).collect(),
            _ => by_content(points, 0.0..=f64::INFINITY),
        };
        let geometry = Geometry::Euclidean;
        let lloyd = Lloyd::new(points, geometry, &order, self.max_iter, self.tol);
        let mut assign = BoundedAssign::new(kernel, &order);
        let (run, number): (Run, Vec<u32>) = if let KMeansInit::Centroids(c) = &self.init {
            (lloyd.run(less(c.view(), mean), &mut assign), (0..self.n_clusters as u32).collect())
        } else {
            let seeding = Seeding::new(points, geometry, &order);
            let mut best = lloyd.run(self.seeds(&seeding, &lloyd, 0), &mut assign);
            for start in 1..self.n_init as u64 {
                let run = lloyd.run(self.seeds(&seeding, &lloyd, start), &mut assign);
                if run.inertia < best.inertia {
                    best = run;
                }
            }
            let number = canonical_numbers(self.n_clusters, &order, &best.labels);
            (best, number)
        };
        let identity = number.iter().enumerate().all(|(old, &new)| old == new as usize);
        let mut centroids = if identity { run.centroids } else { renumbered(&run.centroids, &number) };
        shift_rows(&mut centroids, mean, 1.0);
        let labels = run.labels.iter().map(|&j| number[j as usize] as usize).collect();
        KMeans { centroids, labels, inertia: run.inertia, n_iter: run.n_iter }
    }

    fn seeds<P: Points>(&self, seeding: &Seeding<'_, P>, lloyd: &Lloyd<'_, P>, start: u64) -> Array2<f64> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(self.seed.wrapping_add(start.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let chosen = if self.init == KMeansInit::Random {
            let mut left: Vec<usize> = (0..lloyd.order.len()).collect();
            (0..self.n_clusters).map(|_| left.swap_remove(rng.gen_range(0..left.len()))).collect()
        } else {
            seeding.draw(self.n_clusters, local_trials(self.n_clusters), || rng.r#gen::<f64>())
        };
        let mut centroids = Array2::zeros((self.n_clusters, lloyd.points.cols()));
        for (mut to, &p) in centroids.rows_mut().into_iter().zip(&chosen) {
            lloyd.points.for_each(lloyd.order[p] as usize, |c, v| to[c] += v);
        }
        centroids
    }
}

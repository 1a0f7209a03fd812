use super::eigen::symmetric_eigen;
use super::orthonormal::{gram, orthonormal, whiten};
use super::params::{LsaParams, LsaValidParams};
use super::products::{Products, rows_times};
use crate::ClusterError;
use crate::kmeans::by_content;
use crate::rows::{Rows, ordered_sum};
use linfa::DatasetBase;
use linfa::traits::{Fit, Transformer};
use ndarray::{Array2, ArrayView2, Axis, s};
use newsloom_core::{Csr, CsrRef};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Latent semantic analysis: the truncated singular value decomposition of sparse rows, found by random projection and
/// power iterations (Halko, Martinsson and Tropp 2011), as scikit-learn's `TruncatedSVD` with rows then brought to norm one.
///
/// The result does not depend on the order of rows, on threads or on the machine. Each component's largest entry in
/// absolute value is positive.
///
/// ```
/// use linfa::prelude::*;
/// use newsloom_cluster::{ClusterError, Lsa};
/// use newsloom_core::Csr;
/// let x = Csr::try_new(3, vec![0, 2, 4, 5], vec![0, 1, 0, 1, 2], vec![3.0, 3.0, 1.0, 1.0, 2.0]).unwrap();
/// let lsa = Lsa::params(2).fit(&DatasetBase::new(x.clone(), ()))?;
/// let reduced = lsa.project(x.view())?;
/// assert_eq!(reduced.dim(), (3, 2));
/// assert!((reduced[[0, 0]] - 1.0).abs() < 1e-12 && (reduced[[2, 1]] - 1.0).abs() < 1e-12);
/// assert!((lsa.singular_values()[0] - 20f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lsa {
    components: Array2<f64>,
    singular_values: Vec<f64>,
    explained_variance: Vec<f64>,
    explained_variance_ratio: Vec<f64>,
    normalize: bool,
}

impl Lsa {
    /// Parameters with their defaults.
    #[must_use]
    pub fn params(n_components: usize) -> LsaParams {
        LsaParams::new(n_components)
    }

    /// Right singular vectors, shape `(n_components, n_features)`.
    #[must_use]
    pub fn components(&self) -> &Array2<f64> {
        &self.components
    }

    /// Singular values, largest first. Below a hundred-millionth of the first they are rounding.
    #[must_use]
    pub fn singular_values(&self) -> &[f64] {
        &self.singular_values
    }

    /// Variance of each column of the projected rows (before they are brought to norm one).
    #[must_use]
    pub fn explained_variance(&self) -> &[f64] {
        &self.explained_variance
    }

    /// Share of each component in the variance of all columns.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> &[f64] {
        &self.explained_variance_ratio
    }

    /// Rows in the space of components, shape `(n_samples, n_components)`.
    ///
    /// # Errors
    /// When `x` has another number of columns than the rows fitted, or holds NaN or infinities.
    pub fn project(&self, x: CsrRef<'_, f64>) -> Result<Array2<f64>, ClusterError> {
        project_rows(self.components.view(), x, self.normalize)
    }
}

/// Products of rows with components, shape `(n_samples, n_components)`; brought to norm one if `normalize`.
///
/// # Errors
/// When `x` and `components` differ in columns, or `x` holds NaN or infinities.
pub fn project_rows(components: ArrayView2<'_, f64>, x: CsrRef<'_, f64>, normalize: bool) -> Result<Array2<f64>, ClusterError> {
    if x.cols() != components.ncols() {
        return Err(ClusterError::shape("x", format!("{} columns as fitted", components.ncols()), x.cols()));
    }
    let rows = Rows::new(x, None)?;
    let mut out = Products::new(&rows, &[]).times(components.t());
    if normalize {
        for mut row in out.axis_iter_mut(Axis(0)) {
            let norm = row.iter().map(|v| v * v).sum::<f64>().sqrt();
            if norm > 0.0 {
                row.iter_mut().for_each(|v| *v /= norm);
            }
        }
    }
    Ok(out)
}

impl LsaValidParams {
    /// Fits borrowed rows.
    ///
    /// # Errors
    /// When `n_components` is above the number of rows or of columns, or values are not finite.
    pub fn fit_rows(&self, x: CsrRef<'_, f64>) -> Result<Lsa, ClusterError> {
        let most = x.rows().min(x.cols());
        if self.n_components > most {
            let rule = format!("at most the number of rows and of columns, {most}");
            return Err(ClusterError::parameter("n_components", rule, self.n_components));
        }
        let rows = Rows::new(x, None)?;
        let order = by_content(&rows, f64::MIN_POSITIVE..=f64::INFINITY);
        let products = Products::new(&rows, &order);
        let columns: Vec<u32> = (0..x.cols() as u32).collect();
        let width = (self.n_components + self.n_oversamples).min(most);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(self.seed);
        // Even draws, not normal ones: nearly as good a start (Halko et al., section 4.6), and no logarithm that machines round differently.
        let start = Array2::from_shape_fn((x.cols(), width), |_| rng.r#gen::<f64>() - 0.5);
        // Between iterations columns need only stay apart from one another; in the end they have to be orthonormal.
        let mut left = products.times(start.view());
        for _ in 0..self.n_iter {
            let right = whiten(products.transposed_times(whiten(left, &order).view()), &columns);
            left = products.times(right.view());
        }
        let left = orthonormal(left, &order);
        // x ≈ left · bᵀ with b = xᵀ · left; the singular vectors of b follow from its Gram matrix.
        let b = products.transposed_times(left.view());
        let (squares, vectors) = symmetric_eigen(gram(&b, &columns));
        let turned = rows_times(&b, vectors.slice(s![.., ..self.n_components]));
        let mut components = Array2::zeros((self.n_components, x.cols()));
        let mut singular_values = Vec::with_capacity(self.n_components);
        for (m, mut component) in components.axis_iter_mut(Axis(0)).enumerate() {
            let value = squares[m].max(0.0).sqrt();
            singular_values.push(value);
            if value <= 1e-8 * singular_values[0] {
                continue;
            }
            component.iter_mut().zip(turned.column(m)).for_each(|(to, v)| *to = v / value);
            let largest = component.iter().fold(0.0, |a: f64, &v| if v.abs() > a.abs() { v } else { a });
            if largest < 0.0 {
                component.iter_mut().for_each(|v| *v = -*v);
            }
        }
        let projected = products.times(components.t());
        let n = x.rows() as f64;
        let variance = |value: &(dyn Fn(usize) -> f64 + Sync)| {
            let mean = ordered_sum(0..order.len(), |p| value(order[p] as usize)) / n;
            ordered_sum(0..order.len(), |p| value(order[p] as usize).powi(2)) / n - mean * mean
        };
        let explained_variance: Vec<f64> = (0..self.n_components).map(|m| variance(&|i| projected[[i, m]]).max(0.0)).collect();
        let total = products.total_variance();
        let explained_variance_ratio = explained_variance.iter().map(|v| if total > 0.0 { v / total } else { 0.0 }).collect();
        Ok(Lsa { components, singular_values, explained_variance, explained_variance_ratio, normalize: self.normalize })
    }
}

impl<T> Fit<Csr<f64>, T, ClusterError> for LsaValidParams {
    type Object = Lsa;

    fn fit(&self, dataset: &DatasetBase<Csr<f64>, T>) -> Result<Lsa, ClusterError> {
        self.fit_rows(dataset.records.view())
    }
}

impl<T> Fit<CsrRef<'_, f64>, T, ClusterError> for LsaValidParams {
    type Object = Lsa;

    fn fit(&self, dataset: &DatasetBase<CsrRef<'_, f64>, T>) -> Result<Lsa, ClusterError> {
        self.fit_rows(dataset.records)
    }
}

impl Transformer<CsrRef<'_, f64>, Result<Array2<f64>, ClusterError>> for Lsa {
    fn transform(&self, x: CsrRef<'_, f64>) -> Result<Array2<f64>, ClusterError> {
        self.project(x)
    }
}

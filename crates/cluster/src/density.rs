//! Soft and density-based groups of reduced rows, by linfa-clustering.

use crate::ClusterError;
use crate::rows::check_dense;
use linfa::traits::{Fit, Transformer};
use linfa::{DatasetBase, ParamGuard};
use linfa_clustering::{Dbscan, GaussianMixtureModel, Optics};
use ndarray::{Array1, Array2, Array3, ArrayView2};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a mixture of Gaussians learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    /// Weight of each component, shape `(n_components,)`.
    pub weights: Array1<f64>,
    /// Means, shape `(n_components, n_features)`.
    pub means: Array2<f64>,
    /// Covariances, shape `(n_components, n_features, n_features)`.
    pub covariances: Array3<f64>,
    /// Inverse covariances, same shape.
    pub precisions: Array3<f64>,
    /// Probability of each component for each row, shape `(n_samples, n_components)`.
    pub probabilities: Array2<f64>,
}

/// Parameters of a mixture of Gaussians with full covariances.
#[derive(Clone, Debug, PartialEq)]
pub struct MixtureOptions {
    /// Number of components.
    pub n_components: usize,
    /// Least gain of the lower bound for another iteration.
    pub tol: f64,
    /// Added to the diagonal of covariances.
    pub reg_covar: f64,
    /// Most iterations.
    pub max_iter: usize,
    /// Number of starts.
    pub n_init: usize,
    /// Seed of the draws.
    pub seed: u64,
}

/// Fits a mixture of Gaussians with full covariances by expectation maximisation.
///
/// # Errors
/// When values or sums of squares are not finite, there are fewer distinct rows than components, a parameter is refused, or the fit fails or does not
/// converge.
pub fn gaussian_mixture(x: ArrayView2<'_, f64>, options: &MixtureOptions) -> Result<Mixture, ClusterError> {
    check_dense(x)?;
    let mut distinct: Vec<Vec<u64>> = x.rows().into_iter().map(|row| row.iter().map(|v| (v + 0.0).to_bits()).collect()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < options.n_components {
        let rule = format!("at most the number of distinct rows, {}", distinct.len());
        return Err(ClusterError::parameter("n_components", rule, options.n_components));
    }
    let rng = Xoshiro256PlusPlus::seed_from_u64(options.seed);
    let model = GaussianMixtureModel::params_with_rng(options.n_components, rng)
        .tolerance(options.tol)
        .reg_covariance(options.reg_covar)
        .max_n_iterations(options.max_iter as u64)
        .n_runs(options.n_init as u64)
        .fit(&DatasetBase::from(x.to_owned()))
        .map_err(|e| ClusterError::Linfa(e.to_string()))?;
    Ok(Mixture {
        weights: model.weights().clone(),
        means: model.means().clone(),
        covariances: model.covariances().clone(),
        precisions: model.precisions().clone(),
        probabilities: model.predict_proba(&x),
    })
}

/// DBSCAN (Ester et al. 1996): the group of each row, `None` for noise; a core row has `min_samples` rows within `eps`,
/// itself included.
///
/// # Errors
/// When values or sums of squares are not finite, `eps` is not above 0 or `min_samples` below 2.
pub fn dbscan(x: ArrayView2<'_, f64>, eps: f64, min_samples: usize) -> Result<Vec<Option<usize>>, ClusterError> {
    check_dense(x)?;
    let params = Dbscan::params(min_samples).tolerance(eps).check().map_err(|e| ClusterError::Linfa(e.to_string()))?;
    let x = x.to_owned();
    Ok(params.transform(&x).to_vec())
}

/// A row in the order of OPTICS.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpticsRow {
    /// Number of the row.
    pub row: usize,
    /// Distance to the `min_samples`-th nearest row, itself included; `None` if it is beyond `max_eps`.
    pub core_distance: Option<f64>,
    /// Distance at which the row joins those before it; `None` for the first of a group.
    pub reachability_distance: Option<f64>,
}

/// OPTICS (Ankerst et al. 1999): all rows in the order in which they are reached.
///
/// # Errors
/// When values or sums of squares are not finite, `max_eps` is not above 0 or `min_samples` below 2.
pub fn optics(x: ArrayView2<'_, f64>, max_eps: f64, min_samples: usize) -> Result<Vec<OpticsRow>, ClusterError> {
    check_dense(x)?;
    let eps = if max_eps.is_infinite() { f64::MAX } else { max_eps };
    let params = Optics::params(min_samples).tolerance(eps).check().map_err(|e| ClusterError::Linfa(e.to_string()))?;
    let x = x.to_owned();
    let found = params.transform(x.view());
    let mut rows: Vec<OpticsRow> =
        found.iter().map(|s| OpticsRow { row: s.index(), core_distance: *s.core_distance(), reachability_distance: None }).collect();
    // linfa counts the first row of a group among its own neighbours and may list it later, at a distance of its own;
    // so distances are taken again from the order, by their definition.
    let reach: Vec<Option<f64>> = (0..rows.len()).map(|p| reached(x.view(), &rows[..p], rows[p].row, eps)).collect();
    rows.iter_mut().zip(reach).for_each(|(row, reach)| row.reachability_distance = reach);
    Ok(rows)
}

/// The least distance at which a row is reached from those before it.
fn reached(x: ArrayView2<'_, f64>, before: &[OpticsRow], row: usize, eps: f64) -> Option<f64> {
    let distance = |a: usize| x.row(a).iter().zip(x.row(row)).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
    let from = |q: &OpticsRow| q.core_distance.map(|core| (core, distance(q.row)));
    let near = before.iter().filter_map(from).filter(|(_, d)| *d <= eps).map(|(core, d)| core.max(d));
    near.min_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn two_heaps_and_a_stray() {
        let x = array![[0.0, 0.0], [0.1, 0.0], [0.0, 0.1], [5.0, 5.0], [5.1, 5.0], [5.0, 5.1], [20.0, 0.0]];
        assert_eq!(dbscan(x.view(), 0.5, 3).unwrap(), [Some(0), Some(0), Some(0), Some(1), Some(1), Some(1), None]);
        let order = optics(x.view(), f64::INFINITY, 3).unwrap();
        let mut rows: Vec<usize> = order.iter().map(|r| r.row).collect();
        rows.sort_unstable();
        assert_eq!(rows, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(order[0].reachability_distance, None);
        let near = optics(x.view(), 1.0, 3).unwrap();
        assert_eq!(near.iter().filter(|r| r.reachability_distance.is_none()).count(), 3);
        let options = MixtureOptions { n_components: 2, tol: 1e-3, reg_covar: 1e-3, max_iter: 100, n_init: 3, seed: 0 };
        let mixture = gaussian_mixture(x.slice(ndarray::s![..6, ..]), &options).unwrap();
        assert!((mixture.weights[0] - 0.5).abs() < 1e-6);
        assert!(mixture.probabilities.rows().into_iter().all(|p| (p.sum() - 1.0).abs() < 1e-9));
    }

    #[test]
    fn refuses_what_linfa_would_panic_at() {
        assert!(dbscan(array![[f64::NAN]].view(), 0.5, 3).unwrap_err().to_string().contains("finite"));
        assert!(dbscan(array![[1.0]].view(), 0.0, 3).is_err());
        let huge = array![[1e160], [2e160], [3e160]];
        assert!(dbscan(huge.view(), 0.5, 3).unwrap_err().to_string().contains("squares can be summed"));
        let options = MixtureOptions { n_components: 2, tol: 1e-3, reg_covar: 1e-3, max_iter: 100, n_init: 1, seed: 0 };
        assert!(gaussian_mixture(huge.view(), &options).unwrap_err().to_string().contains("squares can be summed"));
        let message = gaussian_mixture(array![[0.0], [-0.0], [0.0]].view(), &options).unwrap_err().to_string();
        assert_eq!(message, "n_components must be at most the number of distinct rows, 1, got 2");
    }
}

use crate::ClusterError;
use crate::kmeans::Blocks;
use crate::rows::Rows;
use ndarray::Array2;
use newsloom_core::{CsrRef, map};

/// Silhouette coefficient (Rousseeuw 1987) of each row by cosine distance: `(b - a) / max(a, b)`, where `a` is the mean
/// distance to the other rows of its cluster and `b` the least mean distance to the rows of another cluster; 0 for a row
/// that is alone in its cluster. As scikit-learn's `silhouette_samples(metric="cosine")`.
///
/// The mean cosine to a cluster is the product with the mean of its unit rows, so all rows are compared with all rows at
/// the cost of one product per row and cluster; nothing is sampled. Rows without any value are at distance 1 of all others.
///
/// `labels` are any numbers, one per row.
///
/// # Errors
/// When `labels` are not one per row, there are fewer than 2 or more than `n - 1` distinct ones, or values are not finite.
///
/// ```
/// use newsloom_core::Csr;
/// let x = Csr::try_new(2, vec![0, 1, 2, 3], vec![0, 0, 1], vec![1.0, 2.0, 1.0]).unwrap();
/// let s = newsloom_cluster::silhouette_samples(x.view(), &[0, 0, 1])?;
/// assert_eq!(s, [1.0, 1.0, 0.0]);
/// # Ok::<(), newsloom_cluster::ClusterError>(())
/// ```
pub fn silhouette_samples(x: CsrRef<'_, f64>, labels: &[usize]) -> Result<Vec<f64>, ClusterError> {
    if labels.len() != x.rows() {
        return Err(ClusterError::shape("labels", format!("one entry per row, {}", x.rows()), labels.len()));
    }
    let rows = Rows::new(x, None)?;
    let mut names = labels.to_vec();
    names.sort_unstable();
    names.dedup();
    let k = names.len();
    if k < 2 || k >= labels.len() {
        return Err(ClusterError::parameter("labels", "between 2 and n_samples - 1 distinct numbers", k));
    }
    let codes: Vec<usize> = labels.iter().map(|l| names.binary_search(l).unwrap_or(0)).collect();
    let mut size = vec![0.0; k];
    let mut sums = Array2::<f64>::zeros((k, x.cols()));
    for (i, &j) in codes.iter().enumerate() {
        size[j] += 1.0;
        let (columns, values) = x.row(i);
        if rows.norms[i] > 0.0 {
            columns.iter().zip(values).for_each(|(&c, v)| sums[[j, c as usize]] += v / rows.norms[i]);
        }
    }
    let blocks = Blocks::new(sums.view());
    let ids: Vec<usize> = (0..x.rows()).collect();
    Ok(map(&ids, |&i| {
        let own = codes[i];
        if size[own] == 1.0 {
            return 0.0;
        }
        let (columns, values) = x.row(i);
        let mut dots = vec![0.0; k];
        blocks.dots(columns, values, &mut dots);
        let (norm, itself) = if rows.norms[i] > 0.0 { (rows.norms[i], 1.0) } else { (1.0, 0.0) };
        let a = (1.0 - (dots[own] / norm - itself) / (size[own] - 1.0)).max(0.0);
        let others = (0..k).filter(|&j| j != own).map(|j| 1.0 - dots[j] / norm / size[j]);
        let b = others.fold(f64::INFINITY, f64::min).max(0.0);
        // Distances of equal rows differ from 0 by rounding only.
        let (a, b) = (if a < 1e-14 { 0.0 } else { a }, if b < 1e-14 { 0.0 } else { b });
        if a.max(b) == 0.0 { 0.0 } else { (b - a) / a.max(b) }
    }))
}

/// Mean of [`silhouette_samples`].
///
/// # Errors
/// As [`silhouette_samples`].
pub fn silhouette_score(x: CsrRef<'_, f64>, labels: &[usize]) -> Result<f64, ClusterError> {
    let samples = silhouette_samples(x, labels)?;
    Ok(crate::rows::ordered_sum(0..samples.len(), |i| samples[i]) / samples.len() as f64)
}

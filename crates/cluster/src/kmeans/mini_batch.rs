use super::model::{nearest_dense, nearest_rows};
use crate::ClusterError;
use ndarray::{Array2, ArrayView2};
use newsloom_core::CsrRef;

/// Centroids that learn from one batch of rows after another (Sculley 2010): each is the weighted mean of all rows that
/// were ever nearest to it when they came.
///
/// What was learnt depends on the order of batches, so this state can't be merged, unlike sums for fixed centroids.
///
/// ```
/// use ndarray::array;
/// use newsloom_cluster::{ClusterError, MiniBatch};
/// let mut state = MiniBatch::new(array![[0.0], [10.0]]);
/// let (labels, inertia) = state.observe_dense(array![[1.0], [3.0], [9.0]].view(), None)?;
/// assert_eq!((labels, inertia), (vec![0, 0, 1], 11.0));
/// assert_eq!(state.centroids(), &array![[2.0], [9.0]]);
/// # Ok::<(), ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MiniBatch {
    centroids: Array2<f64>,
    counts: Vec<f64>,
}

impl MiniBatch {
    /// Centroids that have seen nothing, shape `(n_clusters, n_features)`.
    #[must_use]
    pub fn new(centroids: Array2<f64>) -> Self {
        let counts = vec![0.0; centroids.nrows()];
        Self { centroids: centroids.as_standard_layout().into_owned(), counts }
    }

    /// Centroids and the weight of rows that each has seen.
    ///
    /// # Errors
    /// When there is not one count per centroid.
    pub fn with_counts(centroids: Array2<f64>, counts: Vec<f64>) -> Result<Self, ClusterError> {
        if counts.len() != centroids.nrows() {
            return Err(ClusterError::shape("counts", format!("one entry per centroid, {}", centroids.nrows()), counts.len()));
        }
        Ok(Self { centroids: centroids.as_standard_layout().into_owned(), counts })
    }

    /// The centroids as they are.
    #[must_use]
    pub fn centroids(&self) -> &Array2<f64> {
        &self.centroids
    }

    /// Weight of the rows that each centroid has seen.
    #[must_use]
    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// Learns from sparse rows; returns their labels and inertia before learning.
    ///
    /// # Errors
    /// As [`nearest_rows`](crate::nearest_rows).
    pub fn observe_rows(&mut self, x: CsrRef<'_, f64>, weights: Option<&[f64]>) -> Result<(Vec<usize>, f64), ClusterError> {
        let (labels, inertia) = nearest_rows(self.centroids.view(), x, weights)?;
        self.learn(&labels, weights, |i, f| {
            let (columns, values) = x.row(i);
            columns.iter().zip(values).for_each(|(&c, &v)| f(c as usize, v));
        });
        Ok((labels, inertia))
    }

    /// Learns from dense rows; returns their labels and inertia before learning.
    ///
    /// # Errors
    /// As [`nearest_dense`](crate::nearest_dense).
    pub fn observe_dense(&mut self, x: ArrayView2<'_, f64>, weights: Option<&[f64]>) -> Result<(Vec<usize>, f64), ClusterError> {
        let (labels, inertia) = nearest_dense(self.centroids.view(), x, weights)?;
        self.learn(&labels, weights, |i, f| x.row(i).iter().enumerate().for_each(|(c, &v)| f(c, v)));
        Ok((labels, inertia))
    }

    fn learn(&mut self, labels: &[usize], weights: Option<&[f64]>, cells: impl Fn(usize, &mut dyn FnMut(usize, f64))) {
        let weight = |i: usize| weights.map_or(1.0, |w| w[i]);
        let mut seen = vec![0.0; self.counts.len()];
        labels.iter().enumerate().for_each(|(i, &j)| seen[j] += weight(i));
        for (j, mut row) in self.centroids.rows_mut().into_iter().enumerate().filter(|(j, _)| seen[*j] > 0.0) {
            row.iter_mut().for_each(|v| *v *= self.counts[j]);
        }
        for (i, &j) in labels.iter().enumerate() {
            let mut row = self.centroids.row_mut(j);
            cells(i, &mut |c, v| row[c] += v * weight(i));
        }
        for (j, mut row) in self.centroids.rows_mut().into_iter().enumerate().filter(|(j, _)| seen[*j] > 0.0) {
            self.counts[j] += seen[j];
            let count = self.counts[j];
            row.iter_mut().for_each(|v| *v /= count);
        }
    }
}

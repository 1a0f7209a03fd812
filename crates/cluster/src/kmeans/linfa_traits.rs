//! k-means as linfa's traits have it.

use super::{KMeans, KMeansValidParams, nearest_dense};
use crate::ClusterError;
use linfa::DatasetBase;
use linfa::traits::{Fit, Predict, PredictInplace, Transformer};
use ndarray::{Array1, Array2};
use newsloom_core::{Csr, CsrRef};

impl Transformer<CsrRef<'_, f64>, Result<Array2<f64>, ClusterError>> for KMeans {
    fn transform(&self, x: CsrRef<'_, f64>) -> Result<Array2<f64>, ClusterError> {
        self.distances(x)
    }
}

/// Weights of rows as linfa keeps them.
pub(crate) fn weights<R: linfa::dataset::Records, T>(dataset: &DatasetBase<R, T>) -> Option<Vec<f64>> {
    dataset.weights().map(|w| w.iter().map(|&w| f64::from(w)).collect())
}

impl<T> Fit<Csr<f64>, T, ClusterError> for KMeansValidParams {
    type Object = KMeans;

    fn fit(&self, dataset: &DatasetBase<Csr<f64>, T>) -> Result<KMeans, ClusterError> {
        self.fit_rows(dataset.records.view(), weights(dataset).as_deref())
    }
}

impl<T> Fit<CsrRef<'_, f64>, T, ClusterError> for KMeansValidParams {
    type Object = KMeans;

    fn fit(&self, dataset: &DatasetBase<CsrRef<'_, f64>, T>) -> Result<KMeans, ClusterError> {
        self.fit_rows(dataset.records, weights(dataset).as_deref())
    }
}

impl<T> Fit<Array2<f64>, T, ClusterError> for KMeansValidParams {
    type Object = KMeans;

    fn fit(&self, dataset: &DatasetBase<Array2<f64>, T>) -> Result<KMeans, ClusterError> {
        self.fit_dense(dataset.records.view(), weights(dataset).as_deref())
    }
}

impl PredictInplace<Array2<f64>, Array1<usize>> for KMeans {
    /// Writes the number of the nearest cluster of each row; `n_clusters` where [`nearest_dense`] refuses `x`.
    fn predict_inplace<'a>(&'a self, x: &'a Array2<f64>, y: &mut Array1<usize>) {
        match nearest_dense(self.centroids().view(), x.view(), None) {
            Ok((labels, _)) => y.iter_mut().zip(labels).for_each(|(y, j)| *y = j),
            Err(_) => y.fill(self.centroids().nrows()),
        }
    }

    fn default_target(&self, x: &Array2<f64>) -> Array1<usize> {
        Array1::zeros(x.nrows())
    }
}

impl PredictInplace<Csr<f64>, Array1<usize>> for KMeans {
    /// Writes the number of the nearest cluster of each row; `n_clusters` where [`KMeans::nearest`] refuses `x`.
    fn predict_inplace<'a>(&'a self, x: &'a Csr<f64>, y: &mut Array1<usize>) {
        match self.nearest(x.view(), None) {
            Ok((labels, _)) => y.iter_mut().zip(labels).for_each(|(y, j)| *y = j),
            Err(_) => y.fill(self.centroids().nrows()),
        }
    }

    fn default_target(&self, x: &Csr<f64>) -> Array1<usize> {
        Array1::zeros(x.rows())
    }
}

impl Predict<&Csr<f64>, Array1<usize>> for KMeans {
    fn predict(&self, x: &Csr<f64>) -> Array1<usize> {
        let mut y = Array1::zeros(x.rows());
        self.predict_inplace(x, &mut y);
        y
    }
}

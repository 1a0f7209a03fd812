//! Spherical k-means as linfa's traits have it.

use super::{SphericalKMeans, SphericalKMeansValidParams};
use crate::ClusterError;
use crate::kmeans::weights;
use crate::rows::sparse;
use linfa::DatasetBase;
use linfa::traits::{Fit, Predict, PredictInplace, Transformer};
use ndarray::{Array1, Array2};
use newsloom_core::{Csr, CsrRef};

impl Transformer<CsrRef<'_, f64>, Result<Array2<f64>, ClusterError>> for SphericalKMeans {
    fn transform(&self, x: CsrRef<'_, f64>) -> Result<Array2<f64>, ClusterError> {
        self.cosines(x)
    }
}

impl<T> Fit<CsrRef<'_, f64>, T, ClusterError> for SphericalKMeansValidParams {
    type Object = SphericalKMeans;

    fn fit(&self, dataset: &DatasetBase<CsrRef<'_, f64>, T>) -> Result<SphericalKMeans, ClusterError> {
        self.fit_rows(dataset.records, weights(dataset).as_deref())
    }
}

impl<T> Fit<Csr<f64>, T, ClusterError> for SphericalKMeansValidParams {
    type Object = SphericalKMeans;

    fn fit(&self, dataset: &DatasetBase<Csr<f64>, T>) -> Result<SphericalKMeans, ClusterError> {
        self.fit_rows(dataset.records.view(), weights(dataset).as_deref())
    }
}

impl<T> Fit<Array2<f64>, T, ClusterError> for SphericalKMeansValidParams {
    type Object = SphericalKMeans;

    fn fit(&self, dataset: &DatasetBase<Array2<f64>, T>) -> Result<SphericalKMeans, ClusterError> {
        self.fit_rows(sparse(&dataset.records)?.view(), weights(dataset).as_deref())
    }
}

impl PredictInplace<Csr<f64>, Array1<usize>> for SphericalKMeans {
    /// Writes the number of the nearest cluster of each row; `n_clusters` where [`SphericalKMeans::nearest`] refuses `x`.
    fn predict_inplace<'a>(&'a self, x: &'a Csr<f64>, y: &mut Array1<usize>) {
        match self.nearest(x.view()) {
            Ok(found) => y.iter_mut().zip(found).for_each(|(y, (j, _))| *y = j),
            Err(_) => y.fill(self.centroids().nrows()),
        }
    }

    fn default_target(&self, x: &Csr<f64>) -> Array1<usize> {
        Array1::zeros(x.rows())
    }
}

impl Predict<&Csr<f64>, Array1<usize>> for SphericalKMeans {
    fn predict(&self, x: &Csr<f64>) -> Array1<usize> {
        let mut y = self.default_target(x);
        self.predict_inplace(x, &mut y);
        y
    }
}

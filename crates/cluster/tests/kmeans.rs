//! k-means by hand, against linfa, and its laws.

#![allow(clippy::unwrap_used)]

use linfa::prelude::*;
use ndarray::{Array2, array};
use newsloom_cluster::{ClusterError, Engine, KMeans, KMeansInit, nearest_dense};
use newsloom_core::{Csr, threads};
use proptest::prelude::*;

fn csr(x: &Array2<f64>) -> Csr<f64> {
    let (mut indptr, mut indices, mut data) = (vec![0], vec![], vec![]);
    for row in x.rows() {
        for (c, &v) in row.iter().enumerate().filter(|(_, v)| **v != 0.0) {
            indices.push(c as u32);
            data.push(v);
        }
        indptr.push(data.len());
    }
    Csr::try_new(x.ncols(), indptr, indices, data).unwrap()
}

/// Three clouds far apart, 20 rows each.
fn clouds() -> Array2<f64> {
    let centre = [[0.0, 0.0, 9.0], [9.0, 0.0, 0.0], [0.0, 9.0, 1.0]];
    Array2::from_shape_fn((60, 3), |(i, c)| centre[i % 3][c] + 0.3 * (((i * 37 + c * 101) % 17) as f64 / 17.0))
}

#[test]
fn given_centroids_take_lloyds_steps() {
    let x = array![[0.0], [1.0], [2.0], [10.0]];
    let init = KMeansInit::Centroids(array![[0.0], [9.0]]);
    let one = KMeans::params(2).init(init.clone()).max_iter(1).fit(&DatasetBase::from(x.clone())).unwrap();
    assert_eq!((one.centroids(), one.labels(), one.n_iter()), (&array![[1.0], [10.0]], &[0, 0, 0, 1][..], 1));
    assert_eq!(one.inertia(), 2.0);
    let sparse = KMeans::params(2).init(init).fit(&DatasetBase::new(csr(&x), ())).unwrap();
    assert_eq!((sparse.centroids(), sparse.n_iter()), (&array![[1.0], [10.0]], 2));
    assert_eq!(sparse.predict(&csr(&x)).to_vec(), [0, 0, 0, 1]);
}

#[test]
fn an_empty_cluster_gets_the_farthest_row() {
    let x = array![[0.0], [1.0], [2.0], [10.0]];
    let init = KMeansInit::Centroids(array![[0.0], [100.0]]);
    let model = KMeans::params(2).init(init).fit(&DatasetBase::from(x)).unwrap();
    assert_eq!((model.labels(), model.inertia()), (&[0, 0, 0, 1][..], 2.0));
}

#[test]
fn more_clusters_than_distinct_rows_leave_some_empty() {
    let x = array![[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [2.0, 2.0]];
    let model = KMeans::params(3).fit(&DatasetBase::from(x)).unwrap();
    assert_eq!((model.labels(), model.inertia()), (&[0, 0, 0, 1][..], 0.0));
}

#[test]
fn linfa_finds_the_same_clouds() {
    let x = clouds();
    let ours = KMeans::params(3).fit(&DatasetBase::from(x.clone())).unwrap();
    let theirs = KMeans::params(3).engine(Engine::Linfa).tol(1e-9).fit(&DatasetBase::from(x.clone())).unwrap();
    assert!((ours.inertia() - theirs.inertia()).abs() < 1e-6 * ours.inertia());
    let order = |m: &KMeans| {
        let mut names = Vec::new();
        m.labels().iter().for_each(|l| {
            if !names.contains(l) {
                names.push(*l)
            }
        });
        m.labels().iter().map(|l| names.iter().position(|n| n == l)).collect::<Vec<_>>()
    };
    assert_eq!(order(&ours), order(&theirs));
    assert_eq!(KMeans::params(3).init(KMeansInit::Random).fit(&DatasetBase::from(x)).unwrap().labels().len(), 60);
}

#[test]
fn says_what_is_wrong() {
    let says = |r: Result<KMeans, ClusterError>| r.unwrap_err().to_string();
    let x = DatasetBase::from(array![[1.0], [2.0]]);
    assert_eq!(says(KMeans::params(0).fit(&x)), "n_clusters must be at least 1, got 0");
    assert_eq!(says(KMeans::params(3).fit(&x)), "n_samples=2 should be >= n_clusters=3.");
    assert_eq!(says(KMeans::params(3).engine(Engine::Linfa).fit(&x)), "n_samples=2 should be >= n_clusters=3.");
    assert_eq!(says(KMeans::params(1).fit(&DatasetBase::from(array![[1.0], [f64::INFINITY]]))), "values must be finite, got inf in row 1");
    let sparse = DatasetBase::new(csr(&array![[1.0]]), ());
    assert_eq!(says(KMeans::params(1).engine(Engine::Linfa).fit(&sparse)), "engine must be newsloom for sparse rows, got linfa");
    let init = KMeansInit::Centroids(array![[1.0, 1.0]]);
    assert_eq!(says(KMeans::params(1).init(init).fit(&x)), "init must have 1 columns as x, got 2");
    let wrong = nearest_dense(array![[1.0]].view(), array![[1.0, 2.0]].view(), None).unwrap_err();
    assert_eq!(wrong.to_string(), "x must have 1 columns as the centroids, got 2");
}

fn matrix() -> impl Strategy<Value = Array2<f64>> {
    let cell = prop_oneof![2 => Just(0.0), 3 => -1.0f64..2.0];
    prop::collection::vec(cell, 25 * 4).prop_map(|v| Array2::from_shape_vec((25, 4), v).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sparse_and_dense_agree(x in matrix(), k in 1usize..6) {
        let init = KMeansInit::Centroids(x.slice(ndarray::s![..k, ..]).to_owned());
        let params = KMeans::params(k).init(init);
        let dense = params.fit(&DatasetBase::from(x.clone())).unwrap();
        let sparse = params.fit(&DatasetBase::new(csr(&x), ())).unwrap();
        prop_assert_eq!(dense.labels(), sparse.labels());
        prop_assert!((dense.inertia() - sparse.inertia()).abs() < 1e-9 * (1.0 + dense.inertia()));
        prop_assert!((dense.centroids() - sparse.centroids()).iter().all(|d| d.abs() < 1e-9));
    }

    #[test]
    fn neither_order_nor_threads_matter(x in matrix(), k in 1usize..6, by in 1usize..25) {
        let order: Vec<usize> = (0..25).map(|i| (i * 7 + by) % 25).collect();
        let turned = csr(&x.select(ndarray::Axis(0), &order));
        let a = KMeans::params(k).fit(&DatasetBase::new(csr(&x), ())).unwrap();
        let b = threads::install(3, || KMeans::params(k).fit(&DatasetBase::new(turned, ()))).unwrap().unwrap();
        prop_assert_eq!(a.centroids(), b.centroids());
        prop_assert_eq!(order.iter().map(|&i| a.labels()[i]).collect::<Vec<_>>(), b.labels());
    }

    #[test]
    fn weight_two_is_twice(x in matrix(), k in 1usize..6) {
        // Equal centroids leave a cluster empty, and which row then founds it anew depends on how often the row stands there.
        prop_assume!((0..k).all(|i| (0..i).all(|j| x.row(i) != x.row(j))));
        let init = KMeansInit::Centroids(x.slice(ndarray::s![..k, ..]).to_owned());
        let valid = KMeans::params(k).init(init).check().unwrap();
        let twice = ndarray::concatenate![ndarray::Axis(0), x, x];
        let a = valid.fit_dense(x.view(), Some(&[2.0; 25])).unwrap();
        let b = valid.fit_dense(twice.view(), None).unwrap();
        prop_assert!((a.inertia() - b.inertia()).abs() < 1e-8 * (1.0 + a.inertia()));
    }
}

#[test]
fn transforming_measures_distances_and_cosines() {
    use linfa::traits::Transformer;
    let x = Csr::try_new(2, vec![0, 1, 3, 3], vec![0, 0, 1], vec![2.0, 3.0, 4.0]).unwrap();
    let init = ndarray::array![[2.0, 0.0], [3.0, 4.0], [0.0, 0.0]];
    let model = KMeans::params(3).init(KMeansInit::Centroids(init)).fit(&DatasetBase::new(x.clone(), ())).unwrap();
    let root = 17f64.sqrt();
    let found = model.transform(x.view()).unwrap();
    let expect = ndarray::array![[0.0, root, 2.0], [root, 0.0, 5.0], [2.0, 5.0, 0.0]];
    assert!((found - expect).iter().all(|d| d.abs() < 1e-7));
    let model = newsloom_cluster::SphericalKMeans::params(2).fit(&DatasetBase::new(x.clone(), ())).unwrap();
    let cosines = model.transform(x.view()).unwrap();
    assert!((cosines[[0, 0]] + cosines[[0, 1]] - 1.6).abs() < 1e-12 && cosines.row(2).iter().all(|c| *c == 0.0));
    let narrow = Csr::<f64>::empty(1);
    assert!(model.transform(narrow.view()).is_err());
}

//! Laws of spherical k-means on sparse rows.

#![allow(clippy::unwrap_used)]

use linfa::prelude::*;
use newsloom_cluster::{ClusterError, SphericalInit, SphericalKMeans};
use newsloom_core::{Csr, threads};
use proptest::prelude::*;

fn csr(cols: usize, rows: &[Vec<(u32, f64)>]) -> Csr<f64> {
    let (mut indptr, mut indices, mut data) = (vec![0], vec![], vec![]);
    for row in rows {
        row.iter().for_each(|&(c, v)| {
            indices.push(c);
            data.push(v);
        });
        indptr.push(data.len());
    }
    Csr::try_new(cols, indptr, indices, data).unwrap()
}

fn rows() -> impl Strategy<Value = Vec<Vec<(u32, f64)>>> {
    let row = prop::collection::btree_map(0u32..12, 0.05f64..3.0, 0..6).prop_map(|m| m.into_iter().collect());
    prop::collection::vec(row, 4..40)
}

#[test]
fn three_directions_are_found_and_numbered_by_size() {
    let x = csr(3, &[vec![(2, 1.0)], vec![(0, 2.0)], vec![(0, 1.0), (1, 0.1)], vec![(1, 5.0)], vec![(0, 9.0)], vec![(1, 1.0)]]);
    let model = SphericalKMeans::params(3).fit(&DatasetBase::new(x.clone(), ())).unwrap();
    assert_eq!(model.labels(), [2, 0, 0, 1, 0, 1]);
    assert_eq!(model.sizes(), [3, 2, 1]);
    assert!(!model.collapsed());
    assert_eq!(model.predict(&x).to_vec(), model.labels());
    let sum = 2.0 + 1.0 / 1.01f64.sqrt();
    let norm = (sum * sum + (0.1f64 / 1.01f64.sqrt()).powi(2)).sqrt();
    assert!((model.centroids()[[0, 0]] - sum / norm).abs() < 1e-12);
}

#[test]
fn one_row_of_a_kind_is_enough() {
    let x = csr(2, &[vec![(0, 1.0)]]);
    let model = SphericalKMeans::params(1).fit(&DatasetBase::new(x, ())).unwrap();
    assert_eq!((model.labels(), model.inertia()), (&[0][..], 0.0));
}

#[test]
fn equal_rows_leave_clusters_empty_and_zero_rows_have_their_own_group() {
    let x = csr(2, &[vec![(0, 1.0)], vec![(0, 1.0)], vec![], vec![(0, 2.0)]]);
    let model = SphericalKMeans::params(3).fit(&DatasetBase::new(x, ())).unwrap();
    assert_eq!(model.labels(), [0, 0, 3, 0]);
    assert_eq!((model.zero_rows(), model.sizes()), (&[2][..], &[3, 0, 0][..]));
    let none = SphericalKMeans::params(2).fit(&DatasetBase::new(csr(2, &[vec![], vec![]]), ())).unwrap();
    assert_eq!(none.zero_rows(), [0, 1]);
}

#[test]
fn a_collapse_is_noticed() {
    // Rows 1 to 3 have nothing in common with the 60 others; given these starts, each keeps one.
    let mut rows = vec![vec![(0, 1.0)]; 60];
    rows.extend([vec![(1, 1.0)], vec![(2, 1.0)], vec![(3, 1.0)]]);
    let x = csr(4, &rows);
    let model = SphericalKMeans::params(4).fit(&DatasetBase::new(x, ())).unwrap();
    assert_eq!(model.sizes(), [60, 1, 1, 1]);
    assert!(model.collapsed());
}

#[test]
fn wrong_parameters_say_what_is_wrong() {
    let x = || DatasetBase::new(csr(2, &[vec![(0, 1.0)], vec![(1, 1.0)]]), ());
    let p = SphericalKMeans::params;
    let says = |r: Result<SphericalKMeans, ClusterError>| r.unwrap_err().to_string();
    assert_eq!(says(p(0).fit(&x())), "n_clusters must be at least 1, got 0");
    assert_eq!(says(p(3).fit(&x())), "n_samples=2 should be >= n_clusters=3.");
    assert_eq!(says(p(1).n_init(0).fit(&x())), "n_init must be at least 1, got 0");
    assert_eq!(says(p(1).max_iter(0).fit(&x())), "max_iter must be at least 1, got 0");
    assert_eq!(says(p(1).tol(-1.0).fit(&x())), "tol must be finite and not negative, got -1");
    let init = |r, c| SphericalInit::Centroids(ndarray::Array2::ones((r, c)));
    assert_eq!(says(p(2).init(init(1, 2)).fit(&x())), "init must have one row per cluster, 2, got 1");
    assert_eq!(says(p(2).init(init(2, 3)).fit(&x())), "init must have 2 columns as x, got 3");
    let nan = csr(2, &[vec![(0, 1.0)], vec![(1, f64::NAN)]]);
    assert_eq!(says(p(1).fit(&DatasetBase::new(nan, ()))), "values must be finite, got NaN in row 1");
    let one = csr(2, &[vec![(0, 1.0)]]);
    let valid = p(1).check().unwrap();
    assert_eq!(says(valid.fit_rows(one.view(), Some(&[-1.0]))), "sample_weight must be finite and not negative, got -1");
    assert_eq!(says(valid.fit_rows(one.view(), Some(&[]))), "sample_weight must have one entry per row, 1, got 0");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn permuting_rows_permutes_labels(rows in rows(), k in 1usize..4, shift in 1usize..40) {
        let mut turned = rows.clone();
        turned.rotate_left(shift % rows.len());
        turned.reverse();
        let fit = |r: &[Vec<(u32, f64)>]| SphericalKMeans::params(k).fit(&DatasetBase::new(csr(12, r), ())).unwrap();
        let (a, b) = (fit(&rows), fit(&turned));
        let mut back = b.labels().to_vec();
        back.reverse();
        back.rotate_right(shift % rows.len());
        prop_assert_eq!(a.labels(), &back[..]);
        prop_assert_eq!(a.inertia().to_bits(), b.inertia().to_bits());
        prop_assert_eq!(a.centroids(), b.centroids());
    }

    #[test]
    fn threads_change_nothing(rows in rows(), k in 1usize..4) {
        let x = DatasetBase::new(csr(12, &rows), ());
        let fit = |n| threads::install(n, || SphericalKMeans::params(k).fit(&x)).unwrap().unwrap();
        prop_assert_eq!(fit(1), fit(3));
    }

    #[test]
    fn a_row_of_weight_two_is_the_row_twice(rows in rows(), k in 1usize..4) {
        let twice: Vec<_> = rows.iter().flat_map(|r| [r.clone(), r.clone()]).collect();
        let weights = vec![2.0; rows.len()];
        let init = SphericalKMeans::params(k).fit(&DatasetBase::new(csr(12, &rows), ())).unwrap();
        let from = SphericalKMeans::params(k).init(SphericalInit::Centroids(init.centroids().clone())).check().unwrap();
        let a = from.fit_rows(csr(12, &rows).view(), Some(&weights)).unwrap();
        let b = from.fit_rows(csr(12, &twice).view(), None).unwrap();
        prop_assert!((a.inertia() - b.inertia()).abs() < 1e-9);
    }

    #[test]
    fn every_row_is_with_its_nearest_centroid(rows in rows(), k in 1usize..4) {
        let x = csr(12, &rows);
        let model = SphericalKMeans::params(k).fit(&DatasetBase::new(x.clone(), ())).unwrap();
        for (i, (j, cosine)) in model.nearest(x.view()).unwrap().into_iter().enumerate() {
            prop_assert!((cosine - model.similarities()[i]).abs() < 1e-12);
            prop_assert_eq!(j, model.labels()[i]);
        }
    }
}

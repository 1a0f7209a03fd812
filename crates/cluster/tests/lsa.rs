//! Latent semantic analysis against the definition of a singular value decomposition.

#![allow(clippy::unwrap_used)]

use linfa::prelude::*;
use ndarray::Array2;
use newsloom_cluster::Lsa;
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

fn matrix() -> impl Strategy<Value = Array2<f64>> {
    let cell = prop_oneof![3 => Just(0.0), 2 => 0.1f64..2.0];
    prop::collection::vec(cell, 20 * 8).prop_map(|v| Array2::from_shape_vec((20, 8), v).unwrap())
}

#[test]
fn says_what_is_wrong() {
    let x = DatasetBase::new(csr(&Array2::ones((3, 2))), ());
    assert_eq!(Lsa::params(0).fit(&x).unwrap_err().to_string(), "n_components must be at least 1, got 0");
    let most = "n_components must be at most the number of rows and of columns, 2, got 3";
    assert_eq!(Lsa::params(3).fit(&x).unwrap_err().to_string(), most);
    let lsa = Lsa::params(1).fit(&x).unwrap();
    assert!(lsa.project(csr(&Array2::ones((1, 3))).view()).unwrap_err().to_string().contains("2 columns as fitted, got 3"));
}

#[test]
fn rows_of_rank_one_have_one_component() {
    let x = DatasetBase::new(csr(&Array2::ones((5, 4))), ());
    let lsa = Lsa::params(3).fit(&x).unwrap();
    assert!((lsa.singular_values()[0] - 20f64.sqrt()).abs() < 1e-9);
    assert!(lsa.singular_values()[1..].iter().all(|&s| s < 1e-6));
    assert!(lsa.project(x.records().view()).unwrap().iter().all(|v| v.is_finite()));
}

proptest! {
    #[test]
    fn all_components_give_the_matrix_back(x in matrix()) {
        let lsa = Lsa::params(8).normalize(false).fit(&DatasetBase::new(csr(&x), ())).unwrap();
        let back = lsa.project(csr(&x).view()).unwrap().dot(lsa.components());
        let worst = (&back - &x).iter().fold(0.0, |a: f64, d| a.max(d.abs()));
        prop_assert!(worst < 1e-6, "{}", worst);
        let squares: f64 = lsa.singular_values().iter().map(|s| s * s).sum();
        prop_assert!((squares - x.iter().map(|v| v * v).sum::<f64>()).abs() < 1e-8);
    }

    #[test]
    fn neither_order_nor_threads_matter(x in matrix(), by in 1usize..20) {
        let fit = |x: &Array2<f64>| Lsa::params(3).fit(&DatasetBase::new(csr(x), ())).unwrap();
        let order: Vec<usize> = (0..20).map(|i| (i * 7 + by) % 20).collect();
        let a = fit(&x);
        prop_assert_eq!(&a, &fit(&x.select(ndarray::Axis(0), &order)));
        prop_assert_eq!(&a, &threads::install(3, || fit(&x)).unwrap());
    }
}

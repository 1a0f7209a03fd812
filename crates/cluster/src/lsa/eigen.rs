use ndarray::Array2;

/// Eigenvalues (largest first) and eigenvectors (columns) of a symmetric matrix, by cyclic Jacobi rotations.
///
/// Plain sums in a fixed order, square roots only: same bits on every machine.
pub(super) fn symmetric_eigen(mut a: Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    let n = a.nrows();
    let mut v = Array2::<f64>::eye(n);
    let total: f64 = a.iter().map(|x| x * x).sum();
    for _ in 0..60 {
        let off: f64 = (0..n).map(|i| (i + 1..n).map(|j| a[[i, j]] * a[[i, j]]).sum::<f64>()).sum();
        if off <= 1e-30 * total {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                let apq = a[[p, q]];
                if apq * apq <= 1e-34 * total {
                    continue;
                }
                let theta = (a[[q, q]] - a[[p, p]]) / (2.0 * apq);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let c = 1.0 / (t * t + 1.0).sqrt();
                rotate(&mut a, &mut v, p, q, c, t * c);
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| a[[j, j]].total_cmp(&a[[i, i]]).then(i.cmp(&j)));
    let values = order.iter().map(|&i| a[[i, i]]).collect();
    (values, v.select(ndarray::Axis(0), &order).reversed_axes())
}

/// Applies the rotation by cosine `c` and sine `s` in the plane of `p` and `q`; `v` holds eigenvectors as rows.
fn rotate(a: &mut Array2<f64>, v: &mut Array2<f64>, p: usize, q: usize, c: f64, s: f64) {
    let turn = |m: &mut Array2<f64>| {
        let (mut top, mut bottom) = m.multi_slice_mut((ndarray::s![p, ..], ndarray::s![q, ..]));
        for (x, y) in top.iter_mut().zip(bottom.iter_mut()) {
            (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
        }
    };
    turn(a);
    for mut row in a.rows_mut() {
        (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
    }
    turn(v);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn vectors_and_values_give_the_matrix_back(x in prop::collection::vec(-1.0f64..1.0, 36)) {
            let x = Array2::from_shape_vec((6, 6), x).unwrap();
            let a = x.t().dot(&x);
            let (values, v) = symmetric_eigen(a.clone());
            prop_assert!(values.windows(2).all(|w| w[0] >= w[1]));
            let back = v.dot(&Array2::from_diag(&ndarray::Array1::from(values))).dot(&v.t());
            prop_assert!((&back - &a).iter().all(|d| d.abs() < 1e-12));
            prop_assert!((v.t().dot(&v) - Array2::<f64>::eye(6)).iter().all(|d| d.abs() < 1e-12));
        }
    }
}

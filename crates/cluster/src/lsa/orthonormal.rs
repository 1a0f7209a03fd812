use ndarray::{Array2, Axis};
use newsloom_core::{fold, map};

/// Orthonormal columns that span those of `y`: Cholesky factors of the Gram matrix, twice, so that the second round
/// repairs what rounding left of the first. Columns that depend on earlier ones become zero.
///
/// `order` fixes in which order rows are summed.
pub(super) fn orthonormal(y: Array2<f64>, order: &[u32]) -> Array2<f64> {
    let once = whiten(y, order);
    whiten(once, order)
}

/// Sums of products of all pairs of columns.
pub(super) fn gram(y: &Array2<f64>, order: &[u32]) -> Array2<f64> {
    let l = y.ncols();
    // At most 64 partial sums, whatever the number of threads.
    let chunk = order.len().div_ceil(64).max(newsloom_core::CHUNK);
    let sums = fold(
        order,
        chunk,
        || vec![0.0; l * l],
        |sums: &mut Vec<f64>, &i| {
            let row = y.row(i as usize);
            for (a, x) in row.iter().enumerate() {
                let out = &mut sums[a * l..a * l + a + 1];
                out.iter_mut().zip(row).for_each(|(o, y)| *o += x * y);
            }
        },
        |sums, other| sums.iter_mut().zip(other).for_each(|(s, o)| *s += o),
    );
    Array2::from_shape_fn((l, l), |(a, b)| sums[a.max(b) * l + a.min(b)])
}

fn whiten(y: Array2<f64>, order: &[u32]) -> Array2<f64> {
    let l = y.ncols();
    let g = gram(&y, order);
    let mut lower = Array2::<f64>::zeros((l, l));
    let mut dropped = vec![false; l];
    for j in 0..l {
        let pivot = g[[j, j]] - (0..j).map(|m| lower[[j, m]] * lower[[j, m]]).sum::<f64>();
        if pivot <= 1e-13 * g[[j, j]] || pivot <= 0.0 {
            dropped[j] = true;
            continue;
        }
        let root = pivot.sqrt();
        lower[[j, j]] = root;
        for i in j + 1..l {
            let dot: f64 = (0..j).map(|m| lower[[i, m]] * lower[[j, m]]).sum();
            lower[[i, j]] = (g[[i, j]] - dot) / root;
        }
    }
    let ids: Vec<usize> = (0..y.nrows()).collect();
    let rows = map(&ids, |&i| {
        let mut q = y.row(i).to_vec();
        for j in 0..l {
            if dropped[j] {
                q[j] = 0.0;
                continue;
            }
            let dot: f64 = (0..j).map(|m| q[m] * lower[[j, m]]).sum();
            q[j] = (q[j] - dot) / lower[[j, j]];
        }
        q
    });
    let mut out = y;
    for (mut to, from) in out.axis_iter_mut(Axis(0)).zip(rows) {
        to.iter_mut().zip(from).for_each(|(t, f)| *t = f);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_are_orthonormal_and_span_the_same(x in prop::collection::vec(-1.0f64..1.0, 60)) {
            let mut y = Array2::from_shape_vec((15, 4), x).unwrap();
            let twin = &y.column(0) * 2.0;
            y.column_mut(2).assign(&twin);
            let order: Vec<u32> = (0..15).collect();
            let q = orthonormal(y.clone(), &order);
            let unit = Array2::from_diag(&ndarray::arr1(&[1.0, 1.0, 0.0, 1.0]));
            prop_assert!((q.t().dot(&q) - unit).iter().all(|d| d.abs() < 1e-9));
            let back = q.dot(&q.t().dot(&y));
            prop_assert!((back - y).iter().all(|d| d.abs() < 1e-9));
        }
    }
}

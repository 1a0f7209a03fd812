use crate::vectorized;
use ndarray::Array2;
use newsloom_core::fold;
use rayon::prelude::*;

/// Pairs of columns whose sums stay in registers.
const DOWN: usize = 4;
const ACROSS: usize = 8;

/// Orthonormal columns that span those of `y`: [`whiten`], twice, so that the second round repairs what rounding left of
/// the first. Columns that depend on earlier ones become zero.
///
/// `order` fixes in which order rows are summed.
pub(super) fn orthonormal(y: Array2<f64>, order: &[u32]) -> Array2<f64> {
    let once = whiten(y, order);
    whiten(once, order)
}

/// Sums of products of all pairs of columns.
pub(super) fn gram(y: &Array2<f64>, order: &[u32]) -> Array2<f64> {
    let l = y.ncols();
    let padded = l.next_multiple_of(ACROSS);
    let blocks: Vec<&[u32]> = order.chunks(64).collect();
    // At most 64 partial sums, whatever the number of threads.
    let sums = fold(
        &blocks,
        blocks.len().div_ceil(64),
        || (vec![0.0; padded * padded], Vec::new()),
        |(sums, rows): &mut (Vec<f64>, Vec<f64>), block| {
            rows.clear();
            for &i in *block {
                rows.extend(y.row(i as usize));
                rows.resize(rows.len().next_multiple_of(padded), 0.0);
            }
            vectorized(TileSums { rows, padded, sums });
        },
        |(sums, _), (other, _)| sums.iter_mut().zip(other).for_each(|(s, o)| *s += o),
    );
    Array2::from_shape_fn((l, l), |(a, b)| sums.0[a.max(b) * padded + a.min(b)])
}

/// Adds the products of pairs of columns over some rows, of which at least those of the lower triangle.
struct TileSums<'a> {
    rows: &'a [f64],
    padded: usize,
    sums: &'a mut [f64],
}

impl pulp::NullaryFnOnce for TileSums<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for down in (0..self.padded).step_by(DOWN) {
            for across in (0..=down).step_by(ACROSS) {
                let mut tile = [[0.0; ACROSS]; DOWN];
                for row in self.rows.chunks_exact(self.padded) {
                    let (left, right) = (&row[down..down + DOWN], &row[across..across + ACROSS]);
                    for a in 0..DOWN {
                        for b in 0..ACROSS {
                            tile[a][b] += left[a] * right[b];
                        }
                    }
                }
                for (a, tile) in tile.iter().enumerate() {
                    let sums = &mut self.sums[(down + a) * self.padded + across..][..ACROSS];
                    sums.iter_mut().zip(tile).for_each(|(s, t)| *s += t);
                }
            }
        }
    }
}

/// Columns that span those of `y`, brought near to orthonormal by the Cholesky factors of their Gram matrix. Columns that
/// depend on earlier ones become zero.
pub(super) fn whiten(mut y: Array2<f64>, order: &[u32]) -> Array2<f64> {
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
    // Rows of the transpose: once a place of a row is solved, its share leaves all further places at once.
    let upper: Vec<Vec<f64>> = (0..l).map(|j| lower.column(j).iter().skip(j + 1).copied().collect()).collect();
    let roots: Vec<f64> = (0..l).map(|j| if dropped[j] { f64::INFINITY } else { lower[[j, j]] }).collect();
    if let Some(rows) = y.as_slice_mut() {
        rows.par_chunks_mut(256 * l.max(1)).for_each(|rows| vectorized(Solve { rows, roots: &roots, upper: &upper }));
    }
    y
}

/// Solves rows for the factor whose diagonal is `roots` and whose transpose has the rows `upper` beyond it.
struct Solve<'a> {
    rows: &'a mut [f64],
    roots: &'a [f64],
    upper: &'a [Vec<f64>],
}

impl pulp::NullaryFnOnce for Solve<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for row in self.rows.chunks_exact_mut(self.roots.len()) {
            for (j, (root, upper)) in self.roots.iter().zip(self.upper).enumerate() {
                let (done, rest) = row.split_at_mut(j + 1);
                // An infinite root makes the place of a dropped column zero.
                done[j] /= root;
                let x = done[j];
                rest.iter_mut().zip(upper).for_each(|(r, u)| *r -= x * u);
            }
        }
    }
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

use crate::rows::{Columns, Rows};
use crate::vectorized;
use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

/// Columns of a dense matrix that are summed at once: their sums stay in registers, and one visit of a row of the matrix
/// reads two lines of the cache.
const PANEL: usize = 16;

/// Rows that one task works on; the result does not depend on it.
const TASK: usize = 256;

/// Sparse rows and their transpose, both for products with dense columns whose sums have one order.
///
/// The transpose lists the rows of each column by content, so that no sum depends on where a row stands.
pub(super) struct Products<'a> {
    rows: &'a Rows<'a>,
    columns: Columns,
}

impl<'a> Products<'a> {
    /// `order` lists the rows that count, in the order in which they are summed.
    pub(super) fn new(rows: &'a Rows<'a>, order: &[u32]) -> Self {
        Self { rows, columns: Columns::new(rows.x, order, |p| order[p]) }
    }

    /// Sum over columns of the variance of their values.
    pub(super) fn total_variance(&self) -> f64 {
        let n = self.rows.norms.len() as f64;
        let variance = |c: usize| {
            let (sum, squares) = self.columns.of(c).1.iter().fold((0.0, 0.0), |(s, q), v| (s + v, q + v * v));
            squares / n - (sum / n) * (sum / n)
        };
        (0..self.rows.x.cols()).map(variance).sum()
    }

    /// `x · m`, shape `(rows, columns of m)`.
    pub(super) fn times(&self, m: ArrayView2<'_, f64>) -> Array2<f64> {
        gather(self.rows.norms.len(), m, |i| self.rows.x.row(i))
    }

    /// `xᵀ · m`, shape `(columns of x, columns of m)`.
    pub(super) fn transposed_times(&self, m: ArrayView2<'_, f64>) -> Array2<f64> {
        gather(self.rows.x.cols(), m, |c| self.columns.of(c))
    }
}

/// `x · m` for dense rows.
pub(super) fn rows_times(x: &Array2<f64>, m: ArrayView2<'_, f64>) -> Array2<f64> {
    let places: Vec<u32> = (0..x.ncols() as u32).collect();
    let flat = x.as_slice().unwrap_or_default();
    gather(x.nrows(), m, |i| (&places, &flat[i * places.len()..(i + 1) * places.len()]))
}

/// For each of `n` lists the weighted sum of the rows of `m` that it names, in its order.
fn gather<'t, F: Fn(usize) -> (&'t [u32], &'t [f64]) + Sync>(n: usize, m: ArrayView2<'_, f64>, terms: F) -> Array2<f64> {
    let (width, m) = (m.ncols(), m.as_standard_layout());
    let mut out = vec![0.0; n * width];
    for from in (0..width).step_by(PANEL) {
        let lanes = PANEL.min(width - from);
        let mut panel = vec![[0.0; PANEL]; m.nrows()];
        for (to, row) in panel.iter_mut().zip(m.rows()) {
            to.iter_mut().zip(row.iter().skip(from)).for_each(|(t, v)| *t = *v);
        }
        out.par_chunks_mut((TASK * width).max(1)).enumerate().for_each(|(task, out)| {
            vectorized(PanelSums { panel: &panel, terms: &terms, first: task * TASK, width, from, lanes, out });
        });
    }
    Array2::from_shape_vec((n, width), out).unwrap_or_default()
}

struct PanelSums<'a, F> {
    panel: &'a [[f64; PANEL]],
    terms: &'a F,
    first: usize,
    width: usize,
    from: usize,
    lanes: usize,
    out: &'a mut [f64],
}

impl<'t, F: Fn(usize) -> (&'t [u32], &'t [f64])> pulp::NullaryFnOnce for PanelSums<'_, F> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (r, out) in self.out.chunks_mut(self.width).enumerate() {
            let (places, values) = (self.terms)(self.first + r);
            let mut sums = [0.0; PANEL];
            for (&at, &v) in places.iter().zip(values) {
                let cells = &self.panel[at as usize];
                for l in 0..PANEL {
                    sums[l] += v * cells[l];
                }
            }
            out[self.from..self.from + self.lanes].copy_from_slice(&sums[..self.lanes]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::sparse;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_are_those_of_matrices(x in prop::collection::vec(-1.0f64..1.0, 30), m in prop::collection::vec(-1.0f64..1.0, 6 * 37)) {
            let x = Array2::from_shape_vec((5, 6), x).unwrap().mapv(|v| if v > 0.3 { 0.0 } else { v });
            let m = Array2::from_shape_vec((6, 37), m).unwrap();
            let csr = sparse(&x).unwrap();
            let rows = Rows::new(csr.view(), None).unwrap();
            let products = Products::new(&rows, &[4, 0, 3, 1, 2]);
            let near = |a: Array2<f64>, b: Array2<f64>| (a - b).iter().all(|d| d.abs() < 1e-14);
            let left = x.dot(&m);
            prop_assert!(near(products.times(m.view()), left.clone()));
            prop_assert!(near(products.transposed_times(left.view()), x.t().dot(&left)));
        }
    }
}

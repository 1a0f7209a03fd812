use crate::rows::Rows;
use ndarray::{Array2, ArrayView2};
use newsloom_core::map;

/// Sparse rows and their transpose, both for products with dense columns whose sums have one order.
///
/// The transpose lists the rows of each column by content, so that no sum depends on where a row stands.
pub(super) struct Products<'a> {
    rows: &'a Rows<'a>,
    /// For each column, its rows and values.
    starts: Vec<usize>,
    entries: Vec<(u32, f64)>,
}

impl<'a> Products<'a> {
    /// `order` lists the rows that count, in the order in which they are summed.
    pub(super) fn new(rows: &'a Rows<'a>, order: &[u32]) -> Self {
        let cells = |i: &u32| {
            let (columns, values) = rows.x.row(*i as usize);
            columns.iter().map(|&c| c as usize).zip(values)
        };
        let mut starts = vec![0usize; rows.x.cols() + 1];
        order.iter().flat_map(cells).for_each(|(c, _)| starts[c + 1] += 1);
        for c in 0..rows.x.cols() {
            starts[c + 1] += starts[c];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); starts[rows.x.cols()]];
        for i in order {
            for (c, &v) in cells(i) {
                entries[next[c]] = (*i, v);
                next[c] += 1;
            }
        }
        Self { rows, starts, entries }
    }

    /// Sum over columns of the variance of their values.
    pub(super) fn total_variance(&self) -> f64 {
        let n = self.rows.norms.len() as f64;
        let variance = |c: usize| {
            let (sum, squares) = self.column(c).iter().fold((0.0, 0.0), |(s, q), (_, v)| (s + v, q + v * v));
            squares / n - (sum / n) * (sum / n)
        };
        (0..self.rows.x.cols()).map(variance).sum()
    }

    fn column(&self, c: usize) -> &[(u32, f64)] {
        &self.entries[self.starts[c]..self.starts[c + 1]]
    }

    /// `x · m`, shape `(rows, columns of m)`.
    pub(super) fn times(&self, m: ArrayView2<'_, f64>) -> Array2<f64> {
        let ids: Vec<usize> = (0..self.rows.norms.len()).collect();
        gather(&ids, m, |i| {
            let (columns, values) = self.rows.x.row(i);
            columns.iter().zip(values).map(|(&c, &v)| (c as usize, v))
        })
    }

    /// `xᵀ · m`, shape `(columns of x, columns of m)`.
    pub(super) fn transposed_times(&self, m: ArrayView2<'_, f64>) -> Array2<f64> {
        let ids: Vec<usize> = (0..self.rows.x.cols()).collect();
        gather(&ids, m, |c| self.column(c).iter().map(|&(i, v)| (i as usize, v)))
    }
}

fn gather<I: Iterator<Item = (usize, f64)>>(
    ids: &[usize],
    m: ArrayView2<'_, f64>,
    terms: impl Fn(usize) -> I + Sync + Send,
) -> Array2<f64> {
    let width = m.ncols();
    let m = m.as_standard_layout();
    let flat = m.as_slice().unwrap_or_default();
    let chunks: Vec<&[usize]> = ids.chunks(64).collect();
    let parts = map(&chunks, |chunk| {
        let mut out = vec![0.0; chunk.len() * width];
        for (&id, row) in chunk.iter().zip(out.chunks_mut(width.max(1))) {
            for (at, v) in terms(id) {
                let from = &flat[at * width..(at + 1) * width];
                row.iter_mut().zip(from).for_each(|(o, f)| *o += v * f);
            }
        }
        out
    });
    let mut out = Array2::zeros((ids.len(), width));
    out.iter_mut().zip(parts.into_iter().flatten()).for_each(|(o, v)| *o = v);
    out
}

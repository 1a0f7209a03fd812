use crate::ClusterError;
use ndarray::{Array2, ArrayView2};
use newsloom_core::{Csr, CsrRef, map};
use rayon::prelude::*;
use std::ops::Range;

/// Checked sparse rows with their norms, weights and an order that does not depend on where a row stands.
pub(crate) struct Rows<'a> {
    pub(crate) x: CsrRef<'a, f64>,
    /// Euclidean norm of each row.
    pub(crate) norms: Vec<f64>,
    /// Weight of each row; `None` is one each.
    pub(crate) weights: Option<&'a [f64]>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(x: CsrRef<'a, f64>, weights: Option<&'a [f64]>) -> Result<Self, ClusterError> {
        let ids: Vec<usize> = (0..x.rows()).collect();
        let norms = map(&ids, |&i| x.row(i).1.iter().map(|v| v * v).sum::<f64>().sqrt());
        if norms.iter().any(|n| !n.is_finite()) {
            for i in 0..x.rows() {
                if let Some(&value) = x.row(i).1.iter().find(|v| !v.is_finite()) {
                    return Err(ClusterError::NotFinite { row: i, value });
                }
            }
            return Err(overflow());
        }
        check_weights(weights, x.rows())?;
        Ok(Self { x, norms, weights })
    }
}

fn overflow() -> ClusterError {
    ClusterError::parameter("x", "of rows whose squares can be summed", "an overflow")
}

/// Refuses dense rows with a value that is not finite, and those whose squared distances can't be summed over all rows.
pub(crate) fn check_dense(x: ArrayView2<'_, f64>) -> Result<(), ClusterError> {
    let mut largest = 0f64;
    for (row, values) in x.rows().into_iter().enumerate() {
        if let Some(&value) = values.iter().find(|v| !v.is_finite()) {
            return Err(ClusterError::NotFinite { row, value });
        }
        largest = values.iter().map(|v| v * v).sum::<f64>().max(largest);
    }
    // Two rows are apart by twice the largest norm at most.
    if (4.0 * largest * x.nrows() as f64).is_finite() { Ok(()) } else { Err(overflow()) }
}

/// The same values column by column: for each column its rows, in a given order, and their values.
pub(crate) struct Columns {
    starts: Vec<usize>,
    rows: Vec<u32>,
    values: Vec<f64>,
}

impl Columns {
    /// The columns of the rows in `order`; `name(p)` is what the row at place `p` of it is called.
    pub(crate) fn new(x: CsrRef<'_, f64>, order: &[u32], name: impl Fn(usize) -> u32) -> Self {
        let mut starts = vec![0usize; x.cols() + 1];
        order.iter().flat_map(|&i| x.row(i as usize).0).for_each(|&c| starts[c as usize + 1] += 1);
        for c in 0..x.cols() {
            starts[c + 1] += starts[c];
        }
        let mut next = starts.clone();
        let total = starts[x.cols()];
        let (mut rows, mut values) = (vec![0; total], vec![0.0; total]);
        for (p, &i) in order.iter().enumerate() {
            let (columns, cells) = x.row(i as usize);
            for (&c, &v) in columns.iter().zip(cells) {
                let at = &mut next[c as usize];
                (rows[*at], values[*at]) = (name(p), v);
                *at += 1;
            }
        }
        Self { starts, rows, values }
    }

    /// Rows that have column `c`, and their values there.
    pub(crate) fn of(&self, c: usize) -> (&[u32], &[f64]) {
        let range = self.starts[c]..self.starts[c + 1];
        (&self.rows[range.clone()], &self.values[range])
    }
}

/// Whether some row names a column twice.
#[must_use]
pub fn has_repeats(x: CsrRef<'_, f64>) -> bool {
    let ids: Vec<usize> = (0..x.rows()).collect();
    ids.par_chunks(2048).any(|rows| {
        // By which row of so many each column was seen last: one byte, since a small table stays near; 0 is by none.
        let mut seen = vec![0u8; x.cols()];
        rows.chunks(usize::from(u8::MAX)).any(|rows| {
            seen.fill(0);
            rows.iter().zip(1..=u8::MAX).any(|(&i, mark)| {
                let (columns, _) = x.row(i);
                // None has to be asked where columns rise.
                !columns.is_sorted_by(|a, b| a < b)
                    && columns.iter().fold(false, |found, &c| found | (std::mem::replace(&mut seen[c as usize], mark) == mark))
            })
        })
    })
}

/// Refuses weights that are not one per row, negative or not finite.
pub(crate) fn check_weights(weights: Option<&[f64]>, rows: usize) -> Result<(), ClusterError> {
    let Some(w) = weights else {
        return Ok(());
    };
    if w.len() != rows {
        return Err(ClusterError::shape("sample_weight", format!("one entry per row, {rows}"), w.len()));
    }
    match w.iter().find(|w| !w.is_finite() || **w < 0.0) {
        Some(w) => Err(ClusterError::parameter("sample_weight", "finite and not negative", w)),
        None => Ok(()),
    }
}

/// Dense rows in sparse form, zeros left out.
pub(crate) fn sparse(x: &Array2<f64>) -> Result<Csr<f64>, ClusterError> {
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for row in x.rows() {
        for (c, &v) in row.iter().enumerate().filter(|(_, v)| **v != 0.0) {
            indices.push(c as u32);
            data.push(v);
        }
        indptr.push(data.len());
    }
    Csr::try_new(x.ncols(), indptr, indices, data).map_err(|e| ClusterError::parameter("x", "dense rows", e))
}

/// Sum of `term` over a range, in chunks of fixed size joined in order: same bits for any number of threads.
pub(crate) fn ordered_sum(range: Range<usize>, term: impl Fn(usize) -> f64 + Sync) -> f64 {
    let ids: Vec<usize> = range.collect();
    newsloom_core::fold(&ids, newsloom_core::CHUNK, || 0.0, |s, &i| *s += term(i), |s, t| *s += t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_named_twice_is_found() {
        let csr = |columns: &[u32]| Csr::try_new(4, vec![0, 2, columns.len()], columns.to_vec(), vec![1.0; columns.len()]).unwrap();
        assert!(!has_repeats(csr(&[3, 1, 1, 3, 0]).view()));
        assert!(has_repeats(csr(&[3, 1, 1, 3, 1]).view()));
        // More rows than there are marks.
        let falling = |last: [u32; 2]| [2, 1].repeat(600).into_iter().chain(last).collect::<Vec<u32>>();
        let long = |columns: Vec<u32>| Csr::try_new(4, (0..=601).map(|i| 2 * i).collect(), columns, vec![1.0; 1202]).unwrap();
        assert!(!has_repeats(long(falling([3, 2])).view()));
        assert!(has_repeats(long(falling([3, 3])).view()));
    }
}

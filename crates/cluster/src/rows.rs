use crate::ClusterError;
use ndarray::Array2;
use newsloom_core::{Csr, CsrRef, map};
use std::cmp::Ordering;
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
            return Err(ClusterError::parameter("x", "of rows whose squares can be summed", "an overflow"));
        }
        check_weights(weights, x.rows())?;
        Ok(Self { x, norms, weights })
    }

    /// Rows with a norm above zero, ordered by what they hold: permuting the rows permutes nothing but equals.
    pub(crate) fn by_content(&self) -> Vec<u32> {
        let mut keyed: Vec<(u64, u32)> = {
            let ids: Vec<u32> = (0..self.norms.len() as u32).filter(|&i| self.norms[i as usize] > 0.0).collect();
            map(&ids, |&i| (self.hash(i as usize), i))
        };
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.compare(a.1 as usize, b.1 as usize)));
        keyed.into_iter().map(|(_, i)| i).collect()
    }

    /// FNV-1a over columns and the bits of values: fixed for ever, unlike a library's hash.
    fn hash(&self, i: usize) -> u64 {
        let (columns, values) = self.x.row(i);
        let mut h = 0xcbf2_9ce4_8422_2325_u64;
        for (&c, v) in columns.iter().zip(values) {
            for word in [u64::from(c), v.to_bits()] {
                h = (h ^ word).wrapping_mul(0x0000_0100_0000_01b3);
                h ^= h >> 32;
            }
        }
        h
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        let (ca, va) = self.x.row(a);
        let (cb, vb) = self.x.row(b);
        let bits = |v: &[f64]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        let weight = || self.weights.map_or(Ordering::Equal, |w| w[a].total_cmp(&w[b]));
        ca.cmp(cb).then_with(|| bits(va).cmp(&bits(vb))).then_with(weight)
    }
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

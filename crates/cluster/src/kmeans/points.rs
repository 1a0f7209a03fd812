use crate::ClusterError;
use crate::rows::{Columns, Rows, check_dense, check_weights};
use ndarray::{Array2, ArrayView2};
use newsloom_core::map;
use std::cmp::Ordering;
use std::ops::RangeInclusive;

/// Rows that are clustered, sparse or dense.
pub(crate) trait Points: Sync {
    /// Number of rows.
    fn len(&self) -> usize;
    /// Number of columns.
    fn cols(&self) -> usize;
    /// Euclidean norm of row `i`.
    fn norm(&self, i: usize) -> f64;
    /// Weight of row `i`.
    fn weight(&self, i: usize) -> f64;
    /// Column and value of all stored values of row `i`, in order.
    fn cells(&self, i: usize) -> impl Iterator<Item = (usize, f64)>;

    /// Calls `f` with column and value of all stored values of row `i`, in order.
    fn for_each(&self, i: usize, mut f: impl FnMut(usize, f64)) {
        self.cells(i).for_each(|(c, v)| f(c, v));
    }

    /// The columns of the rows in `order`, where that makes products of one row with all others cheaper.
    fn columns(&self, order: &[u32]) -> Option<Columns>;

    /// Product of row `i` with a centroid.
    fn dot(&self, i: usize, centroid: &[f64]) -> f64 {
        let mut sum = 0.0;
        self.for_each(i, |c, v| sum += v * centroid[c]);
        sum
    }

    /// Squared distance of row `i` to a centroid whose squared norm is `squared`; 0 where only rounding is left.
    fn squared_distance(&self, i: usize, centroid: &[f64], squared: f64) -> f64 {
        let own = self.norm(i) * self.norm(i);
        let distance = own - 2.0 * self.dot(i, centroid) + squared;
        if distance <= 1e-14 * (own + squared) { 0.0 } else { distance }
    }
}

/// Rows whose norm lies in a range, ordered by what they hold: permuting the rows permutes nothing but equals.
pub(crate) fn by_content(points: &impl Points, norms: RangeInclusive<f64>) -> Vec<u32> {
    let ids: Vec<u32> = (0..points.len() as u32).filter(|&i| norms.contains(&points.norm(i as usize))).collect();
    let chunks: Vec<&[u32]> = ids.chunks(LANES).collect();
    let hashed = map(&chunks, |rows| hashes(points, rows));
    // Only the last chunk may have fewer rows than hashes.
    let mut keyed: Vec<(u64, u32)> = hashed.into_iter().flatten().zip(ids.iter().copied()).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(points, a.1 as usize, b.1 as usize)));
    keyed.into_iter().map(|(_, i)| i).collect()
}

/// Rows that are hashed side by side: each step of a hash waits for the one before it.
const LANES: usize = 4;

/// FNV-1a over columns and the bits of values, of at most [`LANES`] rows: fixed for ever, unlike a library's hash.
fn hashes(points: &impl Points, rows: &[u32]) -> [u64; LANES] {
    let mut h = [0xcbf2_9ce4_8422_2325_u64; LANES];
    let mut cells: [_; LANES] = std::array::from_fn(|l| rows.get(l).map(|&i| points.cells(i as usize)));
    loop {
        let mut left = false;
        for (h, cells) in h.iter_mut().zip(&mut cells) {
            if let Some((c, v)) = cells.as_mut().and_then(Iterator::next) {
                left = true;
                for word in [c as u64, v.to_bits()] {
                    *h = (*h ^ word).wrapping_mul(0x0000_0100_0000_01b3);
                    *h ^= *h >> 32;
                }
            }
        }
        if !left {
            return h;
        }
    }
}

fn compare(points: &impl Points, a: usize, b: usize) -> Ordering {
    let cells = |i| points.cells(i).map(|(c, v)| (c, v.to_bits()));
    cells(a).cmp(cells(b)).then_with(|| points.weight(a).total_cmp(&points.weight(b)))
}

impl Points for Rows<'_> {
    fn len(&self) -> usize {
        self.norms.len()
    }

    fn cols(&self) -> usize {
        self.x.cols()
    }

    fn norm(&self, i: usize) -> f64 {
        self.norms[i]
    }

    fn weight(&self, i: usize) -> f64 {
        self.weights.map_or(1.0, |w| w[i])
    }

    fn cells(&self, i: usize) -> impl Iterator<Item = (usize, f64)> {
        let (columns, values) = self.x.row(i);
        columns.iter().zip(values).map(|(&c, &v)| (c as usize, v))
    }

    fn columns(&self, order: &[u32]) -> Option<Columns> {
        Some(Columns::new(self.x, order, |p| p as u32))
    }
}

/// Dense rows less their mean, which makes products of far-off rows more accurate.
pub(crate) struct Centred<'a> {
    pub(crate) x: Array2<f64>,
    pub(crate) mean: Vec<f64>,
    norms: Vec<f64>,
    weights: Option<&'a [f64]>,
}

impl<'a> Centred<'a> {
    pub(crate) fn new(x: ArrayView2<'_, f64>, weights: Option<&'a [f64]>) -> Result<Self, ClusterError> {
        check_dense(x)?;
        check_weights(weights, x.nrows())?;
        let n = x.nrows() as f64;
        let mut mean = vec![0.0; x.ncols()];
        for row in x.rows() {
            mean.iter_mut().zip(row).for_each(|(m, v)| *m += v);
        }
        mean.iter_mut().for_each(|m| *m /= n);
        let mut centred = x.as_standard_layout().into_owned();
        for mut row in centred.rows_mut() {
            row.iter_mut().zip(&mean).for_each(|(v, m)| *v -= m);
        }
        let ids: Vec<usize> = (0..x.nrows()).collect();
        let norms = map(&ids, |&i| centred.row(i).iter().map(|v| v * v).sum::<f64>().sqrt());
        Ok(Self { x: centred, mean, norms, weights })
    }
}

impl Points for Centred<'_> {
    fn len(&self) -> usize {
        self.norms.len()
    }

    fn cols(&self) -> usize {
        self.mean.len()
    }

    fn norm(&self, i: usize) -> f64 {
        self.norms[i]
    }

    fn weight(&self, i: usize) -> f64 {
        self.weights.map_or(1.0, |w| w[i])
    }

    fn cells(&self, i: usize) -> impl Iterator<Item = (usize, f64)> {
        self.x.row(i).into_iter().enumerate().map(|(c, &v)| (c, v))
    }

    fn columns(&self, _order: &[u32]) -> Option<Columns> {
        None
    }

    fn squared_distance(&self, i: usize, centroid: &[f64], _squared: f64) -> f64 {
        self.x.row(i).iter().zip(centroid).map(|(a, b)| (a - b) * (a - b)).sum()
    }
}

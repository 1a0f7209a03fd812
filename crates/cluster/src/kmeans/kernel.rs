use super::moves::{Shift, WIDE};
use super::points::{Centred, Points};
use crate::rows::Rows;
use crate::simd::{HalfLine, Lanes, Line, QuarterLine};
use crate::vectorized;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2};
use rayon::prelude::*;

/// Clusters side by side in one block of a [`SparseKernel`]: the products of a row with all of them cost one visit of
/// each column.
const LANES: usize = 16;

/// Products of rows with centroids in single precision, block of clusters by block.
///
/// Rows and centroids are scaled by [`Kernel::unit`], a power of two that brings the largest norm near one. A product is
/// wrong by at most `(stored values + 3) * 2^-24` times the two norms, in whatever order it is summed.
pub(crate) trait Kernel: Sync {
    /// The rows, in double precision.
    type Rows: Points;

    /// The rows, in double precision.
    fn rows(&self) -> &Self::Rows;
    /// The scale of values.
    fn unit(&self) -> f64;
    /// Whether some value is negative.
    fn negative(&self) -> bool;
    /// Stored values of row `i`.
    fn terms(&self, i: usize) -> usize;
    /// Clusters per block when there are `clusters` in all; a multiple of [`LANES`].
    fn width(&self, clusters: usize) -> usize;
    /// Takes in the centroids that moved, or all.
    fn load(&mut self, centroids: &Array2<f64>, shift: Option<&[Shift]>);
    /// Fills `out` with the products of these rows with the clusters of a block, row by row.
    fn products(&self, block: usize, rows: &[u32], out: &mut Vec<f32>);
}

/// A power of two that brings the largest norm near one, kept where its square is finite.
fn unit(points: &impl Points) -> f64 {
    let max = (0..points.len()).fold(0f64, |max, i| max.max(points.norm(i)));
    if max > 0.0 { f64::from_bits((2046 - (max.to_bits() >> 52).clamp(523, 1523)) << 52) } else { 1.0 }
}

/// Values that one task scales.
const PART: usize = 1 << 14;

/// Scales values to single precision; says whether one is negative.
struct Scale<'a> {
    from: &'a [f64],
    to: &'a mut [f32],
    unit: f64,
}

impl pulp::NullaryFnOnce for Scale<'_> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let mut negative = [false; WIDE];
        let ((from, last), (to, last_to)) = (self.from.as_chunks::<WIDE>(), self.to.as_chunks_mut::<WIDE>());
        for (from, to) in from.iter().zip(to) {
            to.iter_mut().zip(from).for_each(|(to, v)| *to = (v * self.unit) as f32);
            negative.iter_mut().zip(from).for_each(|(negative, v)| *negative |= *v < 0.0);
        }
        last_to.iter_mut().zip(last).for_each(|(to, v)| *to = (v * self.unit) as f32);
        negative.contains(&true) || last.iter().any(|v| *v < 0.0)
    }
}

/// Products of a sparse row with the columns of a block.
#[inline(always)]
fn products_of<const N: usize>(cells: &[impl Lanes<f32, N>], columns: &[u32], values: &[f32]) -> [f32; N] {
    // Two sums, of even and of odd places, so that additions need not wait for one another.
    let (mut sum, mut odd) = ([0f32; N], [0f32; N]);
    let pairs = columns.chunks_exact(2).zip(values.chunks_exact(2));
    for (c, v) in pairs {
        let (even_cell, odd_cell) = (cells[c[0] as usize].lanes(), cells[c[1] as usize].lanes());
        sum.iter_mut().zip(even_cell).for_each(|(s, w)| *s += v[0] * w);
        odd.iter_mut().zip(odd_cell).for_each(|(s, w)| *s += v[1] * w);
    }
    if columns.len() % 2 == 1
        && let (Some(&c), Some(v)) = (columns.last(), values.last())
    {
        sum.iter_mut().zip(cells[c as usize].lanes()).for_each(|(s, w)| *s += v * w);
    }
    sum.iter_mut().zip(odd).for_each(|(s, o)| *s += o);
    sum
}

/// Columns that one task writes into a block: they and the pieces of centroids they come from stay near.
const TILE: usize = 512;

/// Writes the centroids that moved into the block that begins with cluster `first`.
fn load_block<const N: usize>(cells: &mut [impl Lanes<f32, N> + Send], centroids: &Array2<f64>, moved: &[usize], first: usize, unit: f64) {
    let (cols, flat) = (centroids.ncols(), centroids.as_slice().unwrap_or_default());
    cells.par_chunks_mut(TILE).enumerate().for_each(|(t, tile)| {
        for &j in moved {
            let from = &flat[j * cols + t * TILE..];
            tile.iter_mut().zip(from).for_each(|(cell, v)| cell.lanes_mut()[j - first] = (v * unit) as f32);
        }
    });
}

/// The clusters beyond the last full block, in cells as wide as they need: a visit of a column costs what it brings in.
enum Rest {
    Quarter(Vec<QuarterLine<f32, { LANES / 4 }>>),
    Half(Vec<HalfLine<f32, { LANES / 2 }>>),
    Full(Vec<Line<f32, LANES>>),
}

impl Rest {
    fn new(clusters: usize, cols: usize) -> Self {
        match clusters {
            0 => Self::Quarter(Vec::new()),
            c if c <= LANES / 4 => Self::Quarter(vec![QuarterLine([0.0; LANES / 4]); cols]),
            c if c <= LANES / 2 => Self::Half(vec![HalfLine([0.0; LANES / 2]); cols]),
            _ => Self::Full(vec![Line([0.0; LANES]); cols]),
        }
    }
}

/// Sparse rows; centroids transposed, [`LANES`] side by side for each column.
pub(crate) struct SparseKernel<'a> {
    rows: &'a Rows<'a>,
    unit: f64,
    negative: bool,
    values: Vec<f32>,
    cols: usize,
    cells: Vec<Line<f32, LANES>>,
    rest: Rest,
}

impl<'a> SparseKernel<'a> {
    pub(crate) fn new(rows: &'a Rows<'a>) -> Self {
        let (_, _, values) = rows.x.parts();
        let (unit, mut scaled) = (unit(rows), vec![0.0; values.len()]);
        let parts = values.par_chunks(PART).zip(scaled.par_chunks_mut(PART));
        let negative = parts.map(|(from, to)| vectorized(Scale { from, to, unit })).reduce(|| false, |a, b| a | b);
        Self { rows, unit, negative, values: scaled, cols: rows.x.cols(), cells: Vec::new(), rest: Rest::new(0, 0) }
    }

    fn fill<const N: usize>(&self, cells: &[impl Lanes<f32, N>], rows: &[u32], out: &mut [f32]) {
        let (indptr, columns, _) = self.rows.x.parts();
        vectorized(BlockProducts { cells, indptr, columns, values: &self.values, rows, out });
    }
}

impl<'a> Kernel for SparseKernel<'a> {
    type Rows = Rows<'a>;

    fn rows(&self) -> &Rows<'a> {
        self.rows
    }

    fn unit(&self) -> f64 {
        self.unit
    }

    fn negative(&self) -> bool {
        self.negative
    }

    fn terms(&self, i: usize) -> usize {
        self.rows.x.row(i).0.len()
    }

    fn width(&self, _clusters: usize) -> usize {
        LANES
    }

    fn load(&mut self, centroids: &Array2<f64>, shift: Option<&[Shift]>) {
        let (k, cols) = centroids.dim();
        let whole = k - k % LANES;
        if shift.is_none() {
            self.cells = vec![Line([0.0; LANES]); whole / LANES * cols];
            self.rest = Rest::new(k - whole, cols);
        }
        let moved: Vec<usize> = (0..k).filter(|&j| shift.is_none_or(|s| s[j].any())).collect();
        let (inside, beyond) = moved.split_at(moved.partition_point(|&j| j < whole));
        for (b, block) in self.cells.chunks_mut(cols.max(1)).enumerate() {
            let of_block: Vec<usize> = inside.iter().copied().filter(|j| j / LANES == b).collect();
            load_block(block, centroids, &of_block, b * LANES, self.unit);
        }
        match &mut self.rest {
            Rest::Quarter(cells) => load_block(cells, centroids, beyond, whole, self.unit),
            Rest::Half(cells) => load_block(cells, centroids, beyond, whole, self.unit),
            Rest::Full(cells) => load_block(cells, centroids, beyond, whole, self.unit),
        }
    }

    fn products(&self, block: usize, rows: &[u32], out: &mut Vec<f32>) {
        out.resize(rows.len() * LANES, 0.0);
        match (self.cells.get(block * self.cols..(block + 1) * self.cols), &self.rest) {
            (Some(cells), _) => self.fill(cells, rows, out),
            (None, Rest::Quarter(cells)) => self.fill(cells, rows, out),
            (None, Rest::Half(cells)) => self.fill(cells, rows, out),
            (None, Rest::Full(cells)) => self.fill(cells, rows, out),
        }
    }
}

/// Products of rows with one block of clusters; a block of fewer than [`LANES`] fills the first lanes of each row.
struct BlockProducts<'a, C, const N: usize> {
    cells: &'a [C],
    indptr: &'a [usize],
    columns: &'a [u32],
    values: &'a [f32],
    rows: &'a [u32],
    out: &'a mut [f32],
}

impl<C: Lanes<f32, N>, const N: usize> pulp::NullaryFnOnce for BlockProducts<'_, C, N> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (&i, out) in self.rows.iter().zip(self.out.chunks_exact_mut(LANES)) {
            let range = self.indptr[i as usize]..self.indptr[i as usize + 1];
            let sum = products_of(self.cells, &self.columns[range.clone()], &self.values[range]);
            out[..N].copy_from_slice(&sum);
        }
    }
}

/// Dense rows; products of many rows with all centroids are one product of matrices.
pub(crate) struct DenseKernel<'a> {
    rows: &'a Centred<'a>,
    unit: f64,
    values: Vec<f32>,
    /// Centroids as columns.
    centroids: Array2<f32>,
}

impl<'a> DenseKernel<'a> {
    pub(crate) fn new(rows: &'a Centred<'a>) -> Self {
        let unit = unit(rows);
        let values = rows.x.iter().map(|v| (v * unit) as f32).collect();
        Self { rows, unit, values, centroids: Array2::zeros((0, 0)) }
    }
}

impl<'a> Kernel for DenseKernel<'a> {
    type Rows = Centred<'a>;

    fn rows(&self) -> &Centred<'a> {
        self.rows
    }

    fn unit(&self) -> f64 {
        self.unit
    }

    fn negative(&self) -> bool {
        true
    }

    fn terms(&self, _i: usize) -> usize {
        self.rows.cols()
    }

    fn width(&self, clusters: usize) -> usize {
        clusters.div_ceil(LANES) * LANES
    }

    fn load(&mut self, centroids: &Array2<f64>, shift: Option<&[Shift]>) {
        let (k, cols) = centroids.dim();
        let width = self.width(k);
        if self.centroids.dim() != (cols, width) {
            self.centroids = Array2::zeros((cols, width));
        }
        for j in (0..k).filter(|&j| shift.is_none_or(|s| s[j].any())) {
            let unit = self.unit;
            self.centroids.column_mut(j).iter_mut().zip(centroids.row(j)).for_each(|(to, v)| *to = (v * unit) as f32);
        }
    }

    fn products(&self, _block: usize, rows: &[u32], out: &mut Vec<f32>) {
        let (cols, width) = self.centroids.dim();
        out.clear();
        out.resize(rows.len() * width, 0.0);
        let mut gathered = Vec::with_capacity(rows.len() * cols);
        rows.iter().for_each(|&i| gathered.extend_from_slice(&self.values[i as usize * cols..(i as usize + 1) * cols]));
        let left = ArrayView2::from_shape((rows.len(), cols), &gathered);
        let product = ArrayViewMut2::from_shape((rows.len(), width), out);
        if let (Ok(left), Ok(mut product)) = (left, product) {
            general_mat_mul(1.0, &left, &self.centroids, 0.0, &mut product);
        }
    }
}

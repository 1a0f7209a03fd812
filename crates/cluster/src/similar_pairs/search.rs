use super::SimilarPair;
use super::quantized::{Quantized, UNIT, dot, floor, plain_product, product};
use crate::ClusterError;
use crate::rows::Rows;
use crate::{Line, vectorized};

/// Rows side by side in a block: one visit of a column serves all of them.
pub(super) const LANES: usize = 32;

/// Finds the pairs of a block of rows with later rows that may enter a list.
pub(super) struct Search<'a> {
    rows: &'a Rows<'a>,
    threshold: f64,
    quantized: Quantized,
}

/// What one thread works with.
pub(super) struct Cells {
    /// A block's rows by column.
    columns: Vec<Line<i16, LANES>>,
    /// For each of them its products with all rows over rare columns.
    sums: Vec<i16>,
    /// One row by column.
    dense: Vec<f64>,
    /// Lanes and rows whose cosine is to be computed.
    near: Vec<(u8, u32)>,
}

impl<'a> Search<'a> {
    pub(super) fn new(rows: &'a Rows<'a>, threshold: f64) -> Result<Self, ClusterError> {
        Ok(Self { rows, threshold, quantized: Quantized::new(rows)? })
    }

    pub(super) fn cells(&self) -> Cells {
        Cells {
            columns: vec![Line([0; LANES]); self.quantized.middle.cols()],
            sums: vec![0; LANES * self.rows.x.rows()],
            dense: vec![0.0; self.rows.x.cols()],
            near: Vec::new(),
        }
    }

    /// Pairs of a row of this block with a later row that may enter a list with these floors.
    pub(super) fn pairs(&self, block: usize, cells: &mut Cells, floors: &[f64]) -> Vec<SimilarPair> {
        cells.near.clear();
        vectorized(Near { search: self, block, cells, floors });
        cells.near.sort_unstable();
        let mut pairs = Vec::new();
        for same in cells.near.chunk_by(|a, b| a.0 == b.0) {
            let i = block * LANES + usize::from(same[0].0);
            let (columns, values) = self.rows.x.row(i);
            columns.iter().zip(values).for_each(|(&c, v)| cells.dense[c as usize] = *v);
            for &(_, j) in same {
                let j = j as usize;
                let similarity = self.cosine(&cells.dense, i, j);
                if similarity >= self.threshold && similarity >= floors[i].min(floors[j]) {
                    pairs.push(SimilarPair { a: i, b: j, similarity });
                }
            }
            columns.iter().for_each(|&c| cells.dense[c as usize] = 0.0);
        }
        pairs
    }

    /// Cosine of row `i`, given by column, and row `j`.
    fn cosine(&self, dense: &[f64], i: usize, j: usize) -> f64 {
        let (columns, values) = self.rows.x.row(j);
        let sum: f64 = columns.iter().zip(values).map(|(&c, v)| v * dense[c as usize]).sum();
        (sum / (self.rows.norms[i] * self.rows.norms[j])).min(1.0)
    }

    /// Notes the pairs whose product, as far as whole numbers tell, may reach a floor.
    #[inline(always)]
    fn near(&self, block: usize, cells: &mut Cells, floors: &[f64]) {
        let Quantized { rare, postings, middle, rest, slack, .. } = &self.quantized;
        let n = floors.len();
        let first = block * LANES;
        let lanes = (n - first).min(LANES);
        let mut bars = Bars { rest: [0; LANES], slack: [0; LANES], floors: [i16::MAX; LANES] };
        for l in 0..lanes {
            let i = first + l;
            (bars.rest[l], bars.slack[l], bars.floors[l]) = (rest[i], slack[i], floor(floors[i]));
            let (columns, values) = middle.row(i);
            columns.iter().zip(values).for_each(|(&c, v)| {
                let cell = &mut cells.columns[c as usize].0[l];
                *cell = cell.saturating_add(v / 2);
            });
            let sums = &mut cells.sums[l * n..(l + 1) * n];
            sums[first..].fill(0);
            let (columns, values) = rare.row(i);
            for (&c, &v) in columns.iter().zip(values) {
                let (others, weights) = postings.row(c as usize);
                let from = others.partition_point(|&j| j as usize <= i);
                for (&j, &w) in others[from..].iter().zip(&weights[from..]) {
                    let sum = &mut sums[j as usize];
                    *sum = sum.wrapping_add(plain_product(v, w));
                }
            }
        }
        let mut tile = [[0i16; LANES]; LANES];
        for j in first..n {
            if (j - first).is_multiple_of(LANES) {
                for (l, sums) in cells.sums.chunks_exact(n).enumerate().take(lanes) {
                    tile.iter_mut().zip(&sums[j..]).for_each(|(t, s)| t[l] = *s);
                }
            }
            let (columns, values) = middle.row(j);
            let mut sum = tile[(j - first) % LANES];
            for (&c, &v) in columns.iter().zip(values) {
                let cell = &cells.columns[c as usize].0;
                for l in 0..LANES {
                    sum[l] = sum[l].saturating_add(product(v, cell[l]));
                }
            }
            let gaps = bars.gaps(&sum, rest[j], slack[j], floor(floors[j]));
            if gaps.iter().fold(i16::MIN, |m, &g| m.max(g)) < 0 {
                continue;
            }
            let row = self.quantized.frequent(j);
            let floor = floors[j];
            for l in 0..lanes {
                if gaps[l] < 0 || first + l >= j {
                    continue;
                }
                let i = first + l;
                let whole = i32::from(sum[l]) + dot(self.quantized.frequent(i), row);
                if f64::from(whole) + f64::from(slack[i].min(slack[j])) >= floor.min(floors[i]) * UNIT {
                    cells.near.push((l as u8, j as u32));
                }
            }
        }
        for l in 0..lanes {
            middle.row(first + l).0.iter().for_each(|&c| cells.columns[c as usize].0 = [0; LANES]);
        }
    }
}

/// What the rows of a block bring, each its own: the norm of what is multiplied last, the bound on errors, the floor of its list.
struct Bars {
    rest: [i16; LANES],
    slack: [i16; LANES],
    floors: [i16; LANES],
}

impl Bars {
    /// By how much each product may exceed the floors, given the same of the other row: what is missing is at most the product of
    /// the norms (Cauchy and Schwarz).
    #[inline(always)]
    fn gaps(&self, sum: &[i16; LANES], rest: i16, slack: i16, floor: i16) -> [i16; LANES] {
        let mut gaps = [0; LANES];
        for l in 0..LANES {
            let most = sum[l].saturating_add(plain_product(self.rest[l], rest)).saturating_add(self.slack[l].min(slack));
            gaps[l] = most.saturating_sub(self.floors[l].min(floor));
        }
        gaps
    }
}

/// One call of [`Search::near`].
struct Near<'b, 'a> {
    search: &'b Search<'a>,
    block: usize,
    cells: &'b mut Cells,
    floors: &'b [f64],
}

impl pulp::NullaryFnOnce for Near<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.search.near(self.block, self.cells, self.floors);
    }
}

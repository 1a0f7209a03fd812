use crate::ClusterError;
use crate::rows::Rows;
use newsloom_core::Csr;
use std::cmp::Reverse;

/// What one is as a stored whole number.
const ONE: f64 = 32_000.0;

/// What a cosine of one is as a sum of products, which stays within sixteen bits.
pub(super) const UNIT: f64 = ONE * ONE / 32_768.0;

/// A column is frequent when more than this share of rows has it.
const FREQUENT: usize = 6;

/// Frequent columns at most: a row holds a value for each.
const MOST_FREQUENT: usize = 128;

/// A column is rare when at most this share of rows has it: then a visit of the few rows that meet in it costs less than its products
/// with all blocks.
const RARE: usize = 64;

/// Unit rows in whole numbers, their columns in three parts by how many rows have them, as each part is multiplied best.
///
/// A product of two rows' whole numbers is wrong by what the numbers were rounded by and by what each product was.
pub(super) struct Quantized {
    /// Rare columns.
    pub(super) rare: Csr<i16>,
    /// For each rare column its rows in order: where few rows meet, only those are visited.
    pub(super) postings: Csr<i16>,
    /// Columns that are neither rare nor frequent, values doubled; one too large for that is there in two halves.
    pub(super) middle: Csr<i16>,
    /// Values of frequent columns, row after row.
    frequent: Vec<i16>,
    width: usize,
    /// Norm of the frequent part of each row, rounded up.
    pub(super) rest: Vec<i16>,
    /// For each row a bound on how wrong its products with other rows are, in parts of [`UNIT`].
    pub(super) slack: Vec<i16>,
}

/// The product of a doubled and a plain number as sums hold it, rounded down: one instruction for sixteen of them.
#[inline(always)]
pub(super) fn product(doubled: i16, plain: i16) -> i16 {
    ((i32::from(doubled) * i32::from(plain)) >> 16) as i16
}

/// The product of two plain numbers, rounded down.
#[inline(always)]
pub(super) fn plain_product(a: i16, b: i16) -> i16 {
    ((i32::from(a) * i32::from(b)) >> 15) as i16
}

/// A part of [`UNIT`], rounded down.
pub(super) fn floor(similarity: f64) -> i16 {
    (similarity * UNIT).floor() as i16
}

/// Where a column went.
#[derive(Clone, Copy)]
enum Part {
    Rare(u32),
    Middle(u32),
    Frequent(u32),
}

impl Quantized {
    pub(super) fn new(rows: &Rows<'_>) -> Result<Self, ClusterError> {
        let n = rows.x.rows();
        let (parts, [rares, middles, width]) = split(rows);
        let (mut rare, mut middle) = (Builder::default(), Builder::default());
        let mut frequent = vec![0i16; n * width];
        let (mut rest, mut slack) = (Vec::with_capacity(n), Vec::with_capacity(n));
        let mut lists: Vec<Vec<(u32, i16)>> = vec![Vec::new(); rares];
        for i in 0..n {
            let norm = if rows.norms[i] > 0.0 { rows.norms[i] } else { 1.0 };
            let (columns, values) = rows.x.row(i);
            let mut square = 0.0;
            for (&c, v) in columns.iter().zip(values) {
                let value = (v / norm * ONE).round() as i16;
                match parts[c as usize] {
                    Part::Rare(c) => {
                        rare.push(c, value);
                        lists[c as usize].push((i as u32, value));
                    }
                    Part::Middle(c) => match value.checked_mul(2) {
                        Some(doubled) => middle.push(c, doubled),
                        None => (0..2).for_each(|_| middle.push(c, value)),
                    },
                    Part::Frequent(c) => {
                        let cell = &mut frequent[i * width + c as usize];
                        *cell = cell.saturating_add(value);
                        square += (v / norm) * (v / norm);
                    }
                }
            }
            rare.end_row();
            middle.end_row();
            rest.push((square.sqrt() * ONE).ceil() as i16);
            // One part for each product; for the values half of each times the other row's sum, which is at most the root of how
            // many there are; and one for the bound on the rest.
            let terms = columns.len() as f64;
            slack.push((terms + terms.sqrt() + 4.0).ceil() as i16);
        }
        let mut postings = Builder::default();
        for list in lists {
            list.into_iter().for_each(|(i, v)| postings.push(i, v));
            postings.end_row();
        }
        Ok(Self { rare: rare.finish(rares)?, postings: postings.finish(n)?, middle: middle.finish(middles)?, frequent, width, rest, slack })
    }

    /// Values of the frequent columns of row `i`.
    #[inline(always)]
    pub(super) fn frequent(&self, i: usize) -> &[i16] {
        &self.frequent[i * self.width..(i + 1) * self.width]
    }
}

/// The product of two rows' frequent columns, in parts of [`UNIT`].
#[inline(always)]
pub(super) fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>() >> 15
}

/// Sorts the columns into parts; how many each has, the last padded to whole vectors.
fn split(rows: &Rows<'_>) -> (Vec<Part>, [usize; 3]) {
    let (n, cols) = (rows.x.rows(), rows.x.cols());
    let mut df = vec![0usize; cols];
    rows.x.parts().1.iter().for_each(|&c| df[c as usize] += 1);
    let mut order: Vec<u32> = (0..cols as u32).collect();
    order.sort_by_key(|&c| Reverse(df[c as usize]));
    let mut parts = vec![Part::Rare(0); cols];
    let mut sizes = [0usize; 3];
    for c in order {
        let d = df[c as usize];
        let (size, part): (_, fn(u32) -> Part) = if d > n / FREQUENT && sizes[2] < MOST_FREQUENT {
            (&mut sizes[2], Part::Frequent)
        } else if d > n / RARE {
            (&mut sizes[1], Part::Middle)
        } else {
            (&mut sizes[0], Part::Rare)
        };
        parts[c as usize] = part(*size as u32);
        *size += 1;
    }
    sizes[2] = sizes[2].next_multiple_of(16);
    (parts, sizes)
}

/// Rows of a matrix as they come.
struct Builder {
    indptr: Vec<usize>,
    indices: Vec<u32>,
    data: Vec<i16>,
}

impl Default for Builder {
    fn default() -> Self {
        Self { indptr: vec![0], indices: Vec::new(), data: Vec::new() }
    }
}

impl Builder {
    fn push(&mut self, column: u32, value: i16) {
        self.indices.push(column);
        self.data.push(value);
    }

    fn end_row(&mut self) {
        self.indptr.push(self.indices.len());
    }

    fn finish(self, cols: usize) -> Result<Csr<i16>, ClusterError> {
        Csr::try_new(cols, self.indptr, self.indices, self.data).map_err(|e| ClusterError::parameter("x", "sparse rows", e))
    }
}

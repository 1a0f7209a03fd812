use crate::ClusterError;
use crate::kmeans::{LANES, add_products};
use crate::rows::Rows;
use crate::vectorized;
use newsloom_core::{Csr, CsrRef};
use rayon::prelude::*;
use std::cmp::Ordering;

/// Blocks whose pairs are merged into the rows' lists at once; bounds memory, and the result does not depend on it.
const BATCH: usize = 32;

/// Two rows and the cosine between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimilarPair {
    /// The earlier row.
    pub a: usize,
    /// The later row.
    pub b: usize,
    /// Their cosine.
    pub similarity: f64,
}

/// All pairs of rows with a cosine of at least `threshold` where one is among the `top_n` most similar rows of the other
/// (the earlier row among equals). Exact; each pair once, ordered by `a`, then `b`.
///
/// Products are taken in single precision, sixteen rows at once and each pair of rows once, with a bound on their
/// rounding and on what is left of a row; what may reach the threshold and a list is computed in double precision. Time grows with the square of rows.
///
/// # Errors
/// When `top_n` is 0, `threshold` is not above 0 and at most 1, or values are not finite.
///
/// ```
/// use newsloom_core::Csr;
/// let x = Csr::try_new(2, vec![0, 1, 3, 4], vec![0, 0, 1, 1], vec![2.0, 3.0, 4.0, 1.0]).unwrap();
/// let pairs = newsloom_cluster::similar_pairs(x.view(), 10, 0.7)?;
/// assert_eq!(pairs.len(), 1);
/// assert_eq!((pairs[0].a, pairs[0].b), (1, 2));
/// assert!((pairs[0].similarity - 0.8).abs() < 1e-15);
/// # Ok::<(), newsloom_cluster::ClusterError>(())
/// ```
pub fn similar_pairs(x: CsrRef<'_, f64>, top_n: usize, threshold: f64) -> Result<Vec<SimilarPair>, ClusterError> {
    if top_n == 0 {
        return Err(ClusterError::parameter("top_n", "at least 1", 0));
    }
    if !(threshold > 0.0 && threshold <= 1.0) {
        return Err(ClusterError::parameter("threshold", "above 0 and at most 1", threshold));
    }
    let rows = Rows::new(x, None)?;
    let search = Search::new(&rows, threshold)?;
    let mut lists: Vec<Vec<(f64, u32)>> = vec![Vec::new(); x.rows()];
    let mut floors = vec![threshold; x.rows()];
    let blocks: Vec<usize> = (0..x.rows().div_ceil(LANES)).collect();
    for batch in blocks.chunks(BATCH) {
        let found: Vec<Vec<SimilarPair>> = batch
            .par_iter()
            .map_init(|| search.cells(), |cells, &b| vectorized(Block { search: &search, block: b, cells, floors: &floors }))
            .collect();
        for pair in found.into_iter().flatten() {
            for (from, to) in [(pair.a, pair.b), (pair.b, pair.a)] {
                insert(&mut lists[from], &mut floors[from], top_n, (pair.similarity, to as u32));
            }
        }
    }
    let mut pairs: Vec<SimilarPair> = Vec::new();
    for (i, list) in lists.iter().enumerate() {
        let pair = |&(similarity, j): &(f64, u32)| SimilarPair { a: i.min(j as usize), b: i.max(j as usize), similarity };
        pairs.extend(list.iter().map(pair));
    }
    pairs.sort_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    Ok(pairs)
}

fn better(x: (f64, u32), y: (f64, u32)) -> Ordering {
    y.0.total_cmp(&x.0).then(x.1.cmp(&y.1))
}

/// Keeps the `top_n` best entries in order; a full list raises the floor that further entries have to reach.
fn insert(list: &mut Vec<(f64, u32)>, floor: &mut f64, top_n: usize, entry: (f64, u32)) {
    let at = list.partition_point(|&e| better(e, entry) == Ordering::Less);
    if at >= top_n {
        return;
    }
    list.insert(at, entry);
    list.truncate(top_n);
    if list.len() == top_n {
        *floor = floor.max(list[top_n - 1].0);
    }
}

struct Search<'a> {
    rows: &'a Rows<'a>,
    threshold: f64,
    /// Frequent columns of unit rows, largest values first: those are compared row by row, until what is left of a row
    /// can't reach.
    head: Csr<f32>,
    /// For each piece of [`PIECE`] values of `head`, the norm of its row's values from that piece on, rounded up.
    rest: Vec<f32>,
    /// First piece of each row.
    pieces: Vec<usize>,
    /// Rare columns of unit rows.
    tail: Csr<f32>,
    /// For each rare column its rows in order: where few rows meet, only those are visited.
    postings: Csr<f32>,
}

/// Values after which it is asked whether the rest of a row can still reach; few in tests, whose rows are short.
const PIECE: usize = if cfg!(test) { 3 } else { 24 };

/// A column is rare when at most this share of rows has it: a visit of one row in a list costs about as much as the
/// products of one column with two blocks.
const RARE: usize = 32;

impl<'a> Search<'a> {
    fn new(rows: &'a Rows<'a>, threshold: f64) -> Result<Self, ClusterError> {
        let (n, cols) = (rows.x.rows(), rows.x.cols());
        let mut df = vec![0usize; cols];
        rows.x.parts().1.iter().for_each(|&c| df[c as usize] += 1);
        let rare: Vec<bool> = df.iter().map(|&d| d <= n / RARE).collect();
        let (mut head, mut tail) = (Builder::default(), Builder::default());
        let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); cols];
        let (mut rest, mut pieces, mut frequent) = (Vec::new(), vec![0], Vec::new());
        for i in 0..n {
            let norm = if rows.norms[i] > 0.0 { rows.norms[i] } else { 1.0 };
            let (columns, values) = rows.x.row(i);
            frequent.clear();
            for (&c, v) in columns.iter().zip(values) {
                let value = (v / norm) as f32;
                if rare[c as usize] {
                    tail.push(c, value);
                    lists[c as usize].push((i as u32, value));
                } else {
                    frequent.push((c, value));
                }
            }
            frequent.sort_unstable_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
            frequent.iter().for_each(|&(c, v)| head.push(c, v));
            let mut square = 0f64;
            let from = rest.len();
            for piece in frequent.chunks(PIECE).rev() {
                square += piece.iter().map(|(_, v)| f64::from(*v) * f64::from(*v)).sum::<f64>();
                rest.push((square.sqrt() * (1.0 + 1e-6)) as f32);
            }
            rest[from..].reverse();
            pieces.push(rest.len());
            head.end_row();
            tail.end_row();
        }
        let mut postings = Builder::default();
        for list in lists {
            list.into_iter().for_each(|(i, v)| postings.push(i, v));
            postings.end_row();
        }
        Ok(Self { rows, threshold, rest, pieces, head: head.finish(cols)?, tail: tail.finish(cols)?, postings: postings.finish(n)? })
    }

    fn cells(&self) -> Cells {
        Cells { columns: vec![[0.0; LANES]; self.rows.x.cols()], sums: vec![[0.0; LANES]; self.rows.x.rows()] }
    }

    /// Pairs of a row of this block with a later row that may enter a list.
    #[inline(always)]
    fn block(&self, block: usize, cells: &mut Cells, floors: &[f64]) -> Vec<SimilarPair> {
        let n = floors.len();
        let first = block * LANES;
        let lanes = first..(first + LANES).min(n);
        cells.sums[first..].fill([0.0; LANES]);
        let mut bars = Bars { norms: [0.0; LANES], floors: [f32::INFINITY; LANES] };
        for i in lanes.clone() {
            let l = i - first;
            bars.floors[l] = floors[i] as f32;
            bars.norms[l] = self.rest[self.pieces[i]..self.pieces[i + 1]].first().copied().unwrap_or(0.0);
            let (columns, values) = self.head.row(i);
            columns.iter().zip(values).for_each(|(&c, v)| cells.columns[c as usize][l] += v);
            let (columns, values) = self.tail.row(i);
            for (&c, v) in columns.iter().zip(values) {
                let (others, weights) = self.postings.row(c as usize);
                let from = others.partition_point(|&j| j as usize <= i);
                others[from..].iter().zip(&weights[from..]).for_each(|(&j, w)| cells.sums[j as usize][l] += v * w);
            }
        }
        let mut pairs = Vec::new();
        for j in first + 1..n {
            // One rounding per value, product and sum, of unit rows; and those of the floors.
            let error = (self.rows.x.row(j).0.len() as f32 + 12.0) * 6.1e-8;
            let floor = floors[j] as f32;
            let Some(sum) = self.products(j, cells, |sum, rest| bars.reached(sum, rest, floor) >= -error) else {
                continue;
            };
            for i in lanes.clone().filter(|&i| i < j) {
                let l = i - first;
                if sum[l] + error >= floor.min(bars.floors[l]) {
                    let similarity = self.cosine(i, j);
                    if similarity >= self.threshold && similarity >= floors[i].min(floors[j]) {
                        pairs.push(SimilarPair { a: i, b: j, similarity });
                    }
                }
            }
        }
        for i in lanes {
            self.head.row(i).0.iter().for_each(|&c| cells.columns[c as usize] = [0.0; LANES]);
        }
        pairs
    }

    /// Products of row `j` with a block; nothing once none of them may be `reached` with what is left of the row.
    #[inline(always)]
    fn products(&self, j: usize, cells: &Cells, reached: impl Fn(&[f32; LANES], f32) -> bool) -> Option<[f32; LANES]> {
        let (columns, values) = self.head.row(j);
        let mut sum = cells.sums[j];
        let pieces = columns.chunks(PIECE).zip(values.chunks(PIECE)).zip(&self.rest[self.pieces[j]..]);
        for ((columns, values), &rest) in pieces {
            if !reached(&sum, rest) {
                return None;
            }
            sum = add_products(sum, &cells.columns, columns, values);
        }
        reached(&sum, 0.0).then_some(sum)
    }

    /// Cosine of two rows whose columns ascend.
    fn cosine(&self, i: usize, j: usize) -> f64 {
        let ((ca, va), (cb, vb)) = (self.rows.x.row(i), self.rows.x.row(j));
        let (mut p, mut q, mut sum) = (0, 0, 0.0);
        while p < ca.len() && q < cb.len() {
            let (a, b) = (ca[p], cb[q]);
            if a == b {
                sum += va[p] * vb[q];
            }
            // Steps without a branch: which column comes first can't be foreseen.
            p += usize::from(a <= b);
            q += usize::from(b <= a);
        }
        (sum / (self.rows.norms[i] * self.rows.norms[j])).min(1.0)
    }
}

/// What the rows of a block have to reach, each its own: norms of their frequent columns, and the floors of their lists.
struct Bars {
    norms: [f32; LANES],
    floors: [f32; LANES],
}

impl Bars {
    /// By how much the best of the products may reach its bar, when `rest` is the norm of what has not been multiplied yet
    /// (Cauchy and Schwarz) and `floor` that of the other row's list.
    #[inline(always)]
    fn reached(&self, sum: &[f32; LANES], rest: f32, floor: f32) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for ((sum, norm), bar) in sum.iter().zip(&self.norms).zip(&self.floors) {
            let gap = sum + rest * norm - bar.min(floor);
            best = if gap > best { gap } else { best };
        }
        best
    }
}

/// One call of [`Search::block`].
struct Block<'b, 'a> {
    search: &'b Search<'a>,
    block: usize,
    cells: &'b mut Cells,
    floors: &'b [f64],
}

impl pulp::NullaryFnOnce for Block<'_, '_> {
    type Output = Vec<SimilarPair>;

    #[inline(always)]
    fn call(self) -> Vec<SimilarPair> {
        self.search.block(self.block, self.cells, self.floors)
    }
}

/// What one thread works with: a block's rows by column, and their products with all rows so far.
struct Cells {
    columns: Vec<[f32; LANES]>,
    sums: Vec<[f32; LANES]>,
}

/// Rows of a matrix as they come.
struct Builder {
    indptr: Vec<usize>,
    indices: Vec<u32>,
    data: Vec<f32>,
}

impl Default for Builder {
    fn default() -> Self {
        Self { indptr: vec![0], indices: Vec::new(), data: Vec::new() }
    }
}

impl Builder {
    fn push(&mut self, column: u32, value: f32) {
        self.indices.push(column);
        self.data.push(value);
    }

    fn end_row(&mut self) {
        self.indptr.push(self.indices.len());
    }

    fn finish(self, cols: usize) -> Result<Csr<f32>, ClusterError> {
        Csr::try_new(cols, self.indptr, self.indices, self.data).map_err(|e| ClusterError::parameter("x", "sparse rows", e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::sparse;
    use ndarray::Array2;
    use proptest::prelude::*;

    /// By the definition: every pair, sorted lists.
    fn plain(rows: &Rows<'_>, top_n: usize, threshold: f64) -> Vec<SimilarPair> {
        let search = Search::new(rows, threshold).unwrap();
        let n = rows.norms.len();
        let mut pairs = Vec::new();
        for i in (0..n).filter(|&i| rows.norms[i] > 0.0) {
            let others = (0..n).filter(|&j| j != i && rows.norms[j] > 0.0);
            let mut list: Vec<(f64, u32)> = others.map(|j| (search.cosine(i.min(j), i.max(j)), j as u32)).collect();
            list.retain(|e| e.0 >= threshold);
            list.sort_by(|&a, &b| better(a, b));
            pairs.extend(list.iter().take(top_n).map(|&(similarity, j)| SimilarPair {
                a: i.min(j as usize),
                b: i.max(j as usize),
                similarity,
            }));
        }
        pairs.sort_by_key(|p| (p.a, p.b));
        pairs.dedup();
        pairs
    }

    #[test]
    fn says_what_is_wrong() {
        let x = sparse(&Array2::ones((2, 2))).unwrap();
        assert_eq!(similar_pairs(x.view(), 0, 0.2).unwrap_err().to_string(), "top_n must be at least 1, got 0");
        assert_eq!(similar_pairs(x.view(), 1, 0.0).unwrap_err().to_string(), "threshold must be above 0 and at most 1, got 0");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn pairs_are_those_of_the_definition(
            v in prop::collection::vec(prop_oneof![2 => Just(0u8), 1 => 1u8..4], 300 * 40),
            top_n in 1usize..8,
            threshold in 0.1f64..1.0,
        ) {
            // Small whole numbers: many rows are equally far, so ties are decided all the time. The farther right a column,
            // the rarer it is.
            let value = |(i, c): (usize, usize)| if (i * 7 + c) % (1 + c.saturating_sub(25) * 3) == 0 { f64::from(v[i * 40 + c]) } else { 0.0 };
            let csr = sparse(&Array2::from_shape_fn((300, 40), value)).unwrap();
            let rows = Rows::new(csr.view(), None).unwrap();
            let search = Search::new(&rows, threshold).unwrap();
            prop_assert!(search.head.cols() == 40 && search.postings.rows() == 40);
            prop_assert_eq!(similar_pairs(csr.view(), top_n, threshold).unwrap(), plain(&rows, top_n, threshold));
        }
    }
}

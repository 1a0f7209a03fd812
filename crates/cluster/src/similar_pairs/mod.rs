mod quantized;
mod search;

use crate::ClusterError;
use crate::rows::{Rows, has_repeats};
use newsloom_core::CsrRef;
use rayon::prelude::*;
use search::{LANES, Search};
use std::cmp::Ordering;

/// Blocks whose pairs are merged into the rows' lists at once; bounds memory, and the result does not depend on it.
const BATCH: usize = 16;

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
/// Products are taken in whole numbers of sixteen bits, thirty-two rows at once and each pair of rows once, frequent columns last: only
/// where what is left can reach the threshold and a list (Cauchy and Schwarz, as Bayardo, Ma and Srikant bound it in "Scaling up all
/// pairs similarity search", 2007), with a bound on what rounding took. What passes is computed in double precision. Time grows with
/// the square of rows.
///
/// # Errors
/// When `top_n` is 0, `threshold` is not above 0 and at most 1, values are not finite, or a row names a column twice.
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
    if has_repeats(x) {
        return Err(ClusterError::parameter("x", "rows that name a column once", "a column twice"));
    }
    let rows = Rows::new(x, None)?;
    let search = Search::new(&rows, threshold)?;
    let mut lists: Vec<Vec<(f64, u32)>> = vec![Vec::new(); x.rows()];
    let mut floors = vec![threshold; x.rows()];
    let blocks: Vec<usize> = (0..x.rows().div_ceil(LANES)).collect();
    for batch in blocks.chunks(BATCH) {
        let found: Vec<Vec<SimilarPair>> =
            batch.par_iter().map_init(|| search.cells(), |cells, &b| search.pairs(b, cells, &floors)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::sparse;
    use ndarray::Array2;
    use newsloom_core::Csr;
    use proptest::prelude::*;

    fn cosine(rows: &Rows<'_>, i: usize, j: usize) -> f64 {
        let ((ca, va), (cb, vb)) = (rows.x.row(i), rows.x.row(j));
        let at = |c: &u32| cb.iter().position(|d| d == c).map_or(0.0, |p| vb[p]);
        let sum: f64 = ca.iter().zip(va).map(|(c, v)| v * at(c)).sum();
        (sum / (rows.norms[i] * rows.norms[j])).min(1.0)
    }

    /// By the definition: every pair, sorted lists.
    fn plain(rows: &Rows<'_>, top_n: usize, threshold: f64) -> Vec<SimilarPair> {
        let n = rows.norms.len();
        let mut pairs = Vec::new();
        for i in (0..n).filter(|&i| rows.norms[i] > 0.0) {
            let others = (0..n).filter(|&j| j != i && rows.norms[j] > 0.0);
            let mut list: Vec<(f64, u32)> = others.map(|j| (cosine(rows, i.min(j), i.max(j)), j as u32)).collect();
            list.retain(|e| e.0 >= threshold);
            list.sort_by(|&a, &b| better(a, b));
            list.truncate(top_n);
            pairs.extend(list.iter().map(|&(similarity, j)| SimilarPair { a: i.min(j as usize), b: i.max(j as usize), similarity }));
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
        let twice = Csr::try_new(2, vec![0, 2], vec![1, 1], vec![1.0, 2.0]).unwrap();
        let message = similar_pairs(twice.view(), 1, 0.5).unwrap_err().to_string();
        assert_eq!(message, "x must be rows that name a column once, got a column twice");
    }

    #[test]
    fn dense_rows_of_both_signs_and_rows_of_one_value() {
        let value = |(i, c): (usize, usize)| match i % 3 {
            0 => ((i * 31 + c * c * 7) as f64).sin(),
            1 => f64::from(u8::from(c == i % 5)),
            _ => ((i + c * 13) as f64).cos() * if c % 7 == 0 { 30.0 } else { 0.1 },
        };
        let csr = sparse(&Array2::from_shape_fn((90, 200), value)).unwrap();
        let rows = Rows::new(csr.view(), None).unwrap();
        for (top_n, threshold) in [(1, 0.05), (4, 0.3), (90, 0.9)] {
            assert_eq!(similar_pairs(csr.view(), top_n, threshold).unwrap(), plain(&rows, top_n, threshold));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn pairs_are_those_of_the_definition(
            v in prop::collection::vec(prop_oneof![4 => Just(0i8), 2 => 1i8..4, 1 => -1i8..0], 300 * 40),
            top_n in 1usize..8,
            threshold in 0.1f64..1.0,
        ) {
            // Small whole numbers: many rows are equally far, so ties are decided all the time. The farther right a column,
            // the rarer it is.
            let value = |(i, c): (usize, usize)| match c {
                0..15 if v[i * 40 + c] == 0 => f64::from(u8::from((i + c) % 2 == 0)),
                0..25 => f64::from(v[i * 40 + c]),
                _ if (i * 7 + c).is_multiple_of(6 * (c - 24)) => f64::from(v[i * 40 + c]),
                _ => 0.0,
            };
            let csr = sparse(&Array2::from_shape_fn((300, 40), value)).unwrap();
            let rows = Rows::new(csr.view(), None).unwrap();
            let parts = quantized::Quantized::new(&rows).unwrap();
            prop_assert!(parts.rare.nnz() > 0 && parts.middle.nnz() > 0 && parts.rest.iter().any(|&r| r > 0));
            prop_assert_eq!(similar_pairs(csr.view(), top_n, threshold).unwrap(), plain(&rows, top_n, threshold));
        }
    }
}

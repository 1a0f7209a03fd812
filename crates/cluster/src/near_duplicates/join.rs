use super::postings::Postings;
use crate::ClusterError;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What a threshold is a threshold of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// Shared hashes over all hashes of both sets: `|A ∩ B| / |A ∪ B|`.
    #[default]
    Jaccard,
    /// Shared hashes over those of the smaller set: `|A ∩ B| / min(|A|, |B|)`; finds the excerpt in the long text.
    Containment,
}

impl Overlap {
    /// Whether two sets of `a` and `b` hashes that share `shared` reach the threshold: the one place that decides it.
    fn reaches(self, shared: usize, a: usize, b: usize, threshold: f64) -> bool {
        let of = match self {
            Self::Jaccard => a + b - shared,
            Self::Containment => a.min(b),
        };
        shared as f64 / of as f64 >= threshold
    }

    /// The least number of shared hashes that reaches the threshold; rounding errs to the low side.
    fn needed(self, a: usize, b: usize, threshold: f64) -> usize {
        let least = match self {
            Self::Jaccard => threshold / (1.0 + threshold) * (a + b) as f64,
            Self::Containment => threshold * a.min(b) as f64,
        };
        ((least * (1.0 - 1e-12)).ceil() as usize).max(1)
    }
}

/// Two sets that share enough, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetPair {
    /// The earlier set.
    pub a: usize,
    /// The later set.
    pub b: usize,
    /// Number of hashes that both hold.
    pub shared: usize,
    /// Number of hashes of `a`.
    pub size_a: usize,
    /// Number of hashes of `b`.
    pub size_b: usize,
}

impl SetPair {
    /// `|A ∩ B| / |A ∪ B|`.
    #[must_use]
    pub fn jaccard(&self) -> f64 {
        self.shared as f64 / (self.size_a + self.size_b - self.shared) as f64
    }

    /// Share of `a` that is in `b`: `|A ∩ B| / |A|`.
    #[must_use]
    pub fn containment_a_in_b(&self) -> f64 {
        self.shared as f64 / self.size_a as f64
    }

    /// Share of `b` that is in `a`: `|A ∩ B| / |B|`.
    #[must_use]
    pub fn containment_b_in_a(&self) -> f64 {
        self.shared as f64 / self.size_b as f64
    }
}

/// All pairs of sets whose overlap reaches `threshold`, by `a`, then `b`. Exact: nothing is estimated, none is missed.
///
/// Each set holds ascending hashes, each once, such as a text's shingles. A pair that
/// reaches the threshold shares one of the rarest hashes of its smaller set (the prefix filter of Bayardo, Ma and Srikant 2007, with
/// the positions of Xiao et al. 2008), and hashes that stand in one set only are looked up by nobody; what is left is counted. Time is
/// nearly linear in the number of hashes unless many sets share much. An empty set is in no pair.
///
/// # Errors
/// When `threshold` is not above 0 and at most 1, or a set is not ascending.
///
/// ```
/// use newsloom_cluster::{Overlap, near_duplicates};
/// let sets: [&[u64]; 3] = [&[1, 2, 3, 4], &[2, 3, 4], &[4, 9]];
/// let pairs = near_duplicates(&sets, 0.5, Overlap::Jaccard)?;
/// assert_eq!(pairs.len(), 1);
/// assert_eq!((pairs[0].a, pairs[0].b, pairs[0].jaccard()), (0, 1, 0.75));
/// assert_eq!(near_duplicates(&sets, 0.5, Overlap::Containment)?.len(), 3);
/// # Ok::<(), newsloom_cluster::ClusterError>(())
/// ```
pub fn near_duplicates<S: AsRef<[u64]> + Sync>(sets: &[S], threshold: f64, overlap: Overlap) -> Result<Vec<SetPair>, ClusterError> {
    if !(threshold > 0.0 && threshold <= 1.0) {
        return Err(ClusterError::parameter("threshold", "above 0 and at most 1", threshold));
    }
    let sets: Vec<&[u64]> = sets.iter().map(AsRef::as_ref).collect();
    if let Some(i) = sets.par_iter().position_first(|s| !s.is_sorted_by(|a, b| a < b)) {
        return Err(ClusterError::shape("a set of hashes", "ascending values, each once", format!("other values in set {i}")));
    }
    let join = Join::new(&sets, threshold, overlap);
    let found: Vec<Vec<SetPair>> =
        (0..sets.len()).into_par_iter().map_init(|| vec![u32::MAX; sets.len()], |seen, i| join.of(i, seen)).collect();
    let mut pairs = found.concat();
    pairs.par_sort_unstable_by_key(|p| (p.a, p.b));
    Ok(pairs)
}

/// A set that holds a hash: its number, and how many of its hashes come before this one.
type Holder = (u32, u32);

struct Join {
    threshold: f64,
    overlap: Overlap,
    sizes: Vec<usize>,
    /// By set: its shared hashes, from the rarest.
    rows: Vec<Vec<u32>>,
    /// By shared hash, where its holders begin; one more at the end.
    starts: Vec<usize>,
    holders: Vec<Holder>,
}

impl Join {
    fn new(sets: &[&[u64]], threshold: f64, overlap: Overlap) -> Self {
        let Postings { rows, df } = Postings::new(sets);
        let mut join =
            Self { threshold, overlap, sizes: sets.iter().map(|s| s.len()).collect(), rows, starts: Vec::new(), holders: Vec::new() };
        // For containment the larger set may hold the hash anywhere; for Jaccard both hold it among their rarest.
        let indexed = |j: &Self, i: usize| match overlap {
            Overlap::Jaccard => j.prefix(i),
            Overlap::Containment => j.rows[i].len(),
        };
        let mut starts = vec![0usize; df.len() + 1];
        for i in 0..sets.len() {
            join.rows[i][..indexed(&join, i)].iter().for_each(|&h| starts[h as usize + 1] += 1);
        }
        for h in 1..starts.len() {
            starts[h] += starts[h - 1];
        }
        let mut next = starts.clone();
        let mut holders = vec![(0, 0); starts[df.len()]];
        for i in 0..sets.len() {
            let alone = join.sizes[i] - join.rows[i].len();
            for (place, &h) in join.rows[i][..indexed(&join, i)].iter().enumerate() {
                holders[next[h as usize]] = (i as u32, (alone + place) as u32);
                next[h as usize] += 1;
            }
        }
        (join.starts, join.holders) = (starts, holders);
        join
    }

    /// How many of a set's shared hashes are looked up: a pair that reaches the threshold shares `threshold * size` of the set's hashes,
    /// so one of any `size - ceil(threshold * size) + 1`. Hashes that the set has for itself come first and are counted, not looked up.
    fn prefix(&self, i: usize) -> usize {
        let (size, shared) = (self.sizes[i], self.rows[i].len());
        let least = (self.threshold * size as f64 * (1.0 - 1e-12)).ceil() as usize;
        (size + 1).saturating_sub(least.max(1)).saturating_sub(size - shared).min(shared)
    }

    /// The pairs of a set with those that are larger, or as large and later. `seen` marks the sets already decided on.
    fn of(&self, i: usize, seen: &mut [u32]) -> Vec<SetPair> {
        let (size, alone) = (self.sizes[i], self.sizes[i] - self.rows[i].len());
        let mut pairs = Vec::new();
        for (place, &h) in self.rows[i][..self.prefix(i)].iter().enumerate() {
            for &(j, there) in &self.holders[self.starts[h as usize]..self.starts[h as usize + 1]] {
                let other = self.sizes[j as usize];
                if (other, j) <= (size, i as u32) || seen[j as usize] == i as u32 {
                    continue;
                }
                // The first hash that both hold: decided once, here.
                seen[j as usize] = i as u32;
                let needed = self.overlap.needed(size, other, self.threshold);
                if 1 + (size - alone - place - 1).min(other - there as usize - 1) < needed {
                    continue;
                }
                let shared = shared(&self.rows[i], &self.rows[j as usize], needed);
                if shared >= needed && self.overlap.reaches(shared, size, other, self.threshold) {
                    let (a, b) = (i.min(j as usize), i.max(j as usize));
                    pairs.push(SetPair { a, b, shared, size_a: self.sizes[a], size_b: self.sizes[b] });
                }
            }
        }
        pairs
    }
}

/// Numbers that two ascending lists share; any smaller number than `needed` once that is out of reach.
fn shared(a: &[u32], b: &[u32], needed: usize) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        if n + (a.len() - i).min(b.len() - j) < needed {
            return 0;
        }
        match a[i].cmp(&b[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                n += 1;
                i += 1;
                j += 1;
            }
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_core::threads::install;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// By the definition: every pair.
    fn plain(sets: &[Vec<u64>], threshold: f64, overlap: Overlap) -> Vec<SetPair> {
        let mut pairs = Vec::new();
        for (a, x) in sets.iter().enumerate() {
            for (b, y) in sets.iter().enumerate().skip(a + 1) {
                let shared = x.iter().filter(|h| y.contains(h)).count();
                if shared > 0 && overlap.reaches(shared, x.len(), y.len(), threshold) {
                    pairs.push(SetPair { a, b, shared, size_a: x.len(), size_b: y.len() });
                }
            }
        }
        pairs
    }

    #[test]
    fn a_threshold_outside_is_an_error() {
        for (threshold, given) in [(0.0, "0"), (-1.0, "-1"), (1.5, "1.5"), (f64::NAN, "NaN")] {
            let e = near_duplicates::<Vec<u64>>(&[], threshold, Overlap::Jaccard).unwrap_err();
            assert_eq!(e.to_string(), format!("threshold must be above 0 and at most 1, got {given}"));
        }
    }

    #[test]
    fn a_set_out_of_order_is_an_error() {
        let e = near_duplicates(&[vec![1, 2], vec![2, 2]], 0.5, Overlap::Jaccard).unwrap_err();
        assert_eq!(e.to_string(), "a set of hashes must have ascending values, each once, got other values in set 1");
    }

    #[test]
    fn two_hundred_alike_are_all_their_pairs() {
        let sets = vec![vec![3u64, 5, 1 << 60]; 200];
        let pairs = near_duplicates(&sets, 1.0, Overlap::Jaccard).unwrap();
        assert_eq!(pairs.len(), 200 * 199 / 2);
        assert!(pairs.is_sorted_by_key(|p| (p.a, p.b)));
    }

    #[test]
    fn empty_sets_pair_with_nothing() {
        assert_eq!(near_duplicates(&[vec![], vec![], vec![1u64]], 0.1, Overlap::Containment).unwrap(), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn pairs_are_those_of_the_definition(
            sets in prop::collection::vec(prop::collection::vec((0u64..40, 0u64..3), 0..24), 0..24),
            threshold in prop_oneof![Just(0.25), Just(0.5), Just(2.0 / 3.0), Just(1.0), 0.01f64..1.0],
        ) {
            // Squares crowd the low values, so some are frequent; spread over the shares of hashes.
            let spread = |&(v, k): &(u64, u64)| (v * v / 8 * 3 + k).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let sets: Vec<Vec<u64>> = sets.iter().map(|s| s.iter().map(spread).collect::<BTreeSet<_>>().into_iter().collect()).collect();
            for overlap in [Overlap::Jaccard, Overlap::Containment] {
                let got = install(2, || near_duplicates(&sets, threshold, overlap)).unwrap().unwrap();
                prop_assert_eq!(&got, &plain(&sets, threshold, overlap));
                prop_assert_eq!(&got, &install(1, || near_duplicates(&sets, threshold, overlap)).unwrap().unwrap());
            }
        }
    }
}

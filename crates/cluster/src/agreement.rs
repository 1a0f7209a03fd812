use crate::ClusterError;
use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionRecallFscore {
    /// Of what was put together, the share that belongs together.
    pub precision: f64,
    /// Of what belongs together, the share that was put together.
    pub recall: f64,
    /// Harmonic mean of the two; 0 when both are.
    pub fscore: f64,
}

impl PrecisionRecallFscore {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, fscore: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// How entropies are averaged to normalise mutual information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AverageMethod {
    /// The smaller one.
    Min,
    /// Square root of the product.
    Geometric,
    /// Half the sum.
    #[default]
    Arithmetic,
    /// The larger one.
    Max,
}

/// How far two groupings of the same things agree: all measures of one table of counts.
///
/// Every measure is in [0, 1] with 1 for the same grouping, except those adjusted for chance, which may fall below 0. Names
/// and limits are scikit-learn's where it has the measure.
///
/// ```
/// use newsloom_cluster::Agreement;
/// let a = Agreement::new(&[0, 0, 1, 1], &[5, 5, 7, 8])?;
/// assert_eq!(a.purity(), 1.0);
/// assert_eq!(a.bcubed().recall, 0.75);
/// assert!((a.adjusted_rand() - 4.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), newsloom_cluster::ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Counts of pairs of true and found group, by number of both.
    cells: Vec<(usize, usize, u64)>,
    truth: Vec<u64>,
    found: Vec<u64>,
    n: u64,
}

impl Agreement {
    /// Compares the true group of each thing with the one found. Groups are any numbers.
    ///
    /// # Errors
    /// When the lists differ in length.
    pub fn new(truth: &[usize], found: &[usize]) -> Result<Self, ClusterError> {
        if truth.len() != found.len() {
            return Err(ClusterError::shape("labels_pred", format!("as many entries as labels_true, {}", truth.len()), found.len()));
        }
        let (truth_codes, truth_sizes) = codes(truth);
        let (found_codes, found_sizes) = codes(found);
        let mut cells: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        truth_codes.iter().zip(&found_codes).for_each(|(&t, &f)| *cells.entry((t, f)).or_default() += 1);
        let cells = cells.into_iter().map(|((t, f), n)| (t, f, n)).collect();
        Ok(Self { cells, truth: truth_sizes, found: found_sizes, n: truth.len() as u64 })
    }

    /// B-cubed (Bagga and Baldwin 1998): precision and recall per thing, itself included, averaged over things. 1 for none.
    #[must_use]
    pub fn bcubed(&self) -> PrecisionRecallFscore {
        if self.n == 0 {
            return PrecisionRecallFscore::new(1.0, 1.0);
        }
        let mean = |sizes: &dyn Fn(usize, usize) -> u64| {
            self.cells.iter().map(|&(t, f, n)| (n * n) as f64 / sizes(t, f) as f64).sum::<f64>() / self.n as f64
        };
        PrecisionRecallFscore::new(mean(&|_, f| self.found[f]), mean(&|t, _| self.truth[t]))
    }

    /// Precision and recall over pairs of things that stand in one group. A share of no pairs is 1 if the other grouping
    /// has none either, else 0.
    #[must_use]
    pub fn pairwise(&self) -> PrecisionRecallFscore {
        let pairs = |sizes: &[u64]| sizes.iter().map(|n| n * (n.saturating_sub(1)) / 2).sum::<u64>();
        let both = self.cells.iter().map(|&(_, _, n)| n * (n - 1) / 2).sum::<u64>();
        let (truth, found) = (pairs(&self.truth), pairs(&self.found));
        let share = |of: u64, other: u64| if of > 0 { both as f64 / of as f64 } else { f64::from(u8::from(other == 0)) };
        PrecisionRecallFscore::new(share(found, truth), share(truth, found))
    }

    /// Share of things whose true group is the most frequent one in their found group. 1 for none.
    #[must_use]
    pub fn purity(&self) -> f64 {
        let mut most = vec![0; self.found.len()];
        self.cells.iter().for_each(|&(_, f, n)| most[f] = n.max(most[f]));
        if self.n == 0 { 1.0 } else { most.iter().sum::<u64>() as f64 / self.n as f64 }
    }

    /// Homogeneity, completeness and V-measure (Rosenberg and Hirschberg 2007); `beta` above 1 favours completeness.
    #[must_use]
    pub fn homogeneity_completeness_v_measure(&self, beta: f64) -> (f64, f64, f64) {
        if self.n == 0 {
            return (1.0, 1.0, 1.0);
        }
        let (mi, truth, found) = (self.mutual_info(), self.entropy(&self.truth), self.entropy(&self.found));
        let homogeneity = if truth > 0.0 { mi / truth } else { 1.0 };
        let completeness = if found > 0.0 { mi / found } else { 1.0 };
        let sum = beta * homogeneity + completeness;
        let v = if sum == 0.0 { 0.0 } else { (1.0 + beta) * homogeneity * completeness / sum };
        (homogeneity, completeness, v)
    }

    /// Rand index adjusted for chance (Hubert and Arabie 1985).
    #[must_use]
    pub fn adjusted_rand(&self) -> f64 {
        let squares = |sizes: &[u64]| sizes.iter().map(|&n| i128::from(n) * i128::from(n)).sum::<i128>();
        let n = i128::from(self.n);
        let both = self.cells.iter().map(|&(_, _, n)| i128::from(n) * i128::from(n)).sum::<i128>();
        let (truth, found) = (squares(&self.truth), squares(&self.found));
        let (tp, fp, missed) = (both - n, found - both, truth - both);
        let tn = n * n - fp - missed - both;
        if fp == 0 && missed == 0 {
            return 1.0;
        }
        let [tp, fp, missed, tn] = [tp, fp, missed, tn].map(|x| x as f64);
        2.0 * (tp * tn - missed * fp) / ((tp + missed) * (missed + tn) + (tp + fp) * (fp + tn))
    }

    /// Mutual information in nats.
    #[must_use]
    pub fn mutual_info(&self) -> f64 {
        if self.truth.len() <= 1 || self.found.len() <= 1 {
            return 0.0;
        }
        let n = self.n as f64;
        let term = |&(t, f, c): &(usize, usize, u64)| {
            let c = c as f64;
            c / n * ((c / n).ln() - (self.truth[t] as f64 / n).ln() - (self.found[f] as f64 / n).ln())
        };
        let sum: f64 = self.cells.iter().map(term).filter(|t| t.abs() >= f64::EPSILON).sum();
        sum.max(0.0)
    }

    /// Mutual information divided by the mean entropy.
    #[must_use]
    pub fn normalized_mutual_info(&self, average: AverageMethod) -> f64 {
        if self.truth.len() <= 1 && self.truth.len() == self.found.len() {
            return 1.0;
        }
        let mi = self.mutual_info();
        if mi == 0.0 { 0.0 } else { mi / self.mean_entropy(average) }
    }

    /// Mutual information adjusted for chance (Vinh, Epps and Bailey 2010); 1 where chance can give no less, as when each sample
    /// is its own group.
    #[must_use]
    pub fn adjusted_mutual_info(&self, average: AverageMethod) -> f64 {
        match (self.truth.len(), self.found.len()) {
            (1, 1) | (0, 0) => return 1.0,
            (1, _) | (_, 1) => return 0.0,
            _ => {}
        }
        let expected = self.expected_mutual_info();
        let (above, most) = (self.mutual_info() - expected, self.mean_entropy(average) - expected);
        let rounding = 16.0 * self.n as f64 * f64::EPSILON;
        if above.abs() <= rounding && most.abs() <= rounding {
            return 1.0;
        }
        let away = |x: f64| if x < 0.0 { x.min(-f64::EPSILON) } else { x.max(f64::EPSILON) };
        away(above) / away(most)
    }

    fn expected_mutual_info(&self) -> f64 {
        let n = self.n as usize;
        // Logarithms of factorials.
        let mut lf = vec![0.0; n + 1];
        for i in 1..=n {
            lf[i] = lf[i - 1] + (i as f64).ln();
        }
        // Groups of one size contribute alike.
        let by_size = |sizes: &[u64]| {
            let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
            sizes.iter().for_each(|&s| *counts.entry(s as usize).or_default() += 1);
            counts
        };
        let found = by_size(&self.found);
        let mut sum = 0.0;
        for (a, times_a) in by_size(&self.truth) {
            for (&b, &times_b) in &found {
                let mut one = 0.0;
                for c in (a + b).saturating_sub(n).max(1)..=a.min(b) {
                    let log = lf[a] + lf[b] + lf[n - a] + lf[n - b] - lf[n] - lf[c] - lf[a - c] - lf[b - c] - lf[n + c - a - b];
                    let (c, n, ab) = (c as f64, n as f64, a as f64 * b as f64);
                    one += c / n * (n * c / ab).ln() * log.exp();
                }
                sum += one * (times_a * times_b) as f64;
            }
        }
        sum
    }

    fn entropy(&self, sizes: &[u64]) -> f64 {
        if sizes.len() <= 1 {
            return 0.0;
        }
        let n = self.n as f64;
        -sizes.iter().map(|&s| s as f64 / n * ((s as f64).ln() - n.ln())).sum::<f64>()
    }

    fn mean_entropy(&self, average: AverageMethod) -> f64 {
        let (a, b) = (self.entropy(&self.truth), self.entropy(&self.found));
        match average {
            AverageMethod::Min => a.min(b),
            AverageMethod::Geometric => (a * b).sqrt(),
            AverageMethod::Arithmetic => 0.5 * (a + b),
            AverageMethod::Max => a.max(b),
        }
    }
}

/// Consecutive numbers for groups, by their order, and the size of each.
fn codes(labels: &[usize]) -> (Vec<usize>, Vec<u64>) {
    let mut names = labels.to_vec();
    names.sort_unstable();
    names.dedup();
    let mut sizes = vec![0; names.len()];
    let codes = labels.iter().map(|l| names.partition_point(|n| n < l)).inspect(|&c| sizes[c] += 1).collect();
    (codes, sizes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counted_by_hand() {
        // Found {a b} {c} {d e f}; true {a b c} {d e} {f}.
        let m = Agreement::new(&[0, 0, 0, 1, 1, 2], &[0, 0, 1, 2, 2, 2]).unwrap();
        let b = m.bcubed();
        assert!((b.precision - (1.0 + 1.0 + 1.0 + 2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0) / 6.0).abs() < 1e-12);
        assert!((b.recall - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0 + 1.0) / 6.0).abs() < 1e-12);
        let p = m.pairwise();
        assert_eq!((p.precision, p.recall, p.fscore), (0.5, 0.5, 0.5));
        assert_eq!(m.purity(), 5.0 / 6.0);
    }

    #[test]
    fn nothing_agrees_with_nothing() {
        let m = Agreement::new(&[], &[]).unwrap();
        assert_eq!((m.bcubed().fscore, m.purity(), m.adjusted_rand()), (1.0, 1.0, 1.0));
        assert_eq!(m.adjusted_mutual_info(AverageMethod::Arithmetic), 1.0);
        assert!(Agreement::new(&[1], &[]).unwrap_err().to_string().contains("as many entries as labels_true, 1, got 0"));
    }

    proptest! {
        #[test]
        fn names_do_not_matter_and_turning_swaps(a in prop::collection::vec(0usize..5, 1..40), seed in 0usize..7) {
            let b: Vec<usize> = a.iter().enumerate().map(|(i, &x)| (x * 3 + i * seed / 5) % 4).collect();
            let m = Agreement::new(&a, &b).unwrap();
            let turned = Agreement::new(&b, &a).unwrap();
            prop_assert!((m.bcubed().precision - turned.bcubed().recall).abs() < 1e-12);
            prop_assert_eq!(m.adjusted_rand(), turned.adjusted_rand());
            let renamed: Vec<usize> = b.iter().map(|x| 100 - 7 * x).collect();
            let again = Agreement::new(&a, &renamed).unwrap();
            prop_assert!((m.bcubed().fscore - again.bcubed().fscore).abs() < 1e-12);
            prop_assert_eq!(m.pairwise(), again.pairwise());
            let same = Agreement::new(&a, &a).unwrap();
            prop_assert_eq!((same.bcubed().fscore, same.pairwise().fscore, same.purity()), (1.0, 1.0, 1.0));
            prop_assert!((same.normalized_mutual_info(AverageMethod::Max) - 1.0).abs() < 1e-12);
        }
    }
}

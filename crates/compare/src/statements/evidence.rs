//! What speaks for and against two sentences' reporting the same.

use super::profile::{Profile, Profiles, Vector};
use crate::units::dot;

/// The evidence of a pair of units, apart from all other pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Cosine of character 4-grams.
    pub(super) grams: f64,
    /// The best cosine of grams of a clause of the one and a clause of the other.
    pub(super) clause_grams: f64,
    /// The best cosine of terms of two clauses.
    pub(super) clause_terms: f64,
    /// Share of the sentence's mass that stands in the other in the same or kindred words: the lesser of the two.
    pub(super) coverage_min: f64,
    /// The greater of the two.
    pub(super) coverage_max: f64,
    /// Mass of shared names.
    pub(super) names: f64,
    /// Shared names by the names of the one with fewer.
    pub(super) names_share: f64,
    /// Mass of shared numbers.
    pub(super) numbers: f64,
    /// 1 when both hold numbers and share none.
    pub(super) numbers_differ: f64,
    /// Difference of the positions in the articles.
    pub(super) position: f64,
    /// `ln(1 + n)` of shared words that are not common ones.
    pub(super) shared: f64,
}

impl Evidence {
    pub(super) const LEN: usize = 11;

    pub(super) fn of(profiles: &Profiles, a: usize, b: usize) -> Self {
        let (x, y) = (&profiles.of[a], &profiles.of[b]);
        let best = |f: fn(&(Vector, Vector)) -> &Vector| {
            x.clauses.iter().flat_map(|c| y.clauses.iter().map(move |d| dot(f(c), f(d)))).fold(0.0, f64::max)
        };
        let shared: Vec<u32> = common(x.mass.iter().map(|m| m.0), y.mass.iter().map(|m| m.0)).collect();
        let mass = |t: u32| profiles.mass[t as usize];
        let names: Vec<u32> = common(x.names.iter().copied(), y.names.iter().copied()).collect();
        let numbers: Vec<u32> = common(x.numbers.iter().copied(), y.numbers.iter().copied()).collect();
        let (p, q) = (coverage(profiles, x, y), coverage(profiles, y, x));
        Self {
            grams: dot(&x.grams, &y.grams),
            clause_grams: best(|c| &c.0),
            clause_terms: best(|c| &c.1),
            coverage_min: p.min(q),
            coverage_max: p.max(q),
            names: names.iter().map(|&t| mass(t)).sum(),
            names_share: names.len() as f64 / x.names.len().min(y.names.len()).max(1) as f64,
            numbers: numbers.iter().map(|&t| mass(t)).sum(),
            numbers_differ: f64::from(!x.numbers.is_empty() && !y.numbers.is_empty() && numbers.is_empty()),
            position: (x.position - y.position).abs(),
            shared: (shared.iter().filter(|&&t| !profiles.plain[t as usize]).count() as f64).ln_1p(),
        }
    }

    /// Geometric mean of the two coverages.
    pub(super) fn coverage(&self) -> f64 {
        (self.coverage_min * self.coverage_max).sqrt()
    }

    pub(super) fn to_array(self) -> [f64; Self::LEN] {
        [
            self.grams,
            self.clause_grams,
            self.clause_terms,
            self.coverage_min,
            self.coverage_max,
            self.names,
            self.names_share,
            self.numbers,
            self.numbers_differ,
            self.position,
            self.shared,
        ]
    }
}

/// The share of `a`'s mass that stands in `b` in the same words or, for less credit, in kindred ones.
fn coverage(profiles: &Profiles, a: &Profile, b: &Profile) -> f64 {
    let has = |p: &Profile, t: u32| p.mass.binary_search_by_key(&t, |m| m.0).is_ok();
    let covered: f64 = a
        .mass
        .iter()
        .map(|&(t, m)| {
            if has(b, t) {
                return m;
            }
            let kindred = profiles.related[t as usize].iter().filter(|r| has(b, r.0) && !has(a, r.0)).map(|r| r.1);
            m * kindred.fold(0.0, f64::max)
        })
        .sum();
    if a.total > 0.0 { covered / a.total } else { 0.0 }
}

/// What two ordered sequences share.
fn common(a: impl Iterator<Item = u32>, b: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let mut b = b.peekable();
    a.filter(move |x| {
        while b.next_if(|y| y < x).is_some() {}
        b.peek() == Some(x)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_of_ordered_sequences() {
        assert_eq!(common([1, 3, 5, 9].into_iter(), [2, 3, 9, 10].into_iter()).collect::<Vec<_>>(), [3, 9]);
    }
}
